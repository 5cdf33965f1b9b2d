// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/target.h"

#include <clang/Basic/AddressSpaces.h>
#include <clang/Basic/TargetInfo.h>
#include <llvm/ADT/APFloat.h>

#include <array>

namespace pewter::compiler::frontend {
namespace {

using clang::LangAS;

struct AddressSpaceNumbers {
  clang::LangASMap map = {};  // default, private, generic and everything unused: 0
  constexpr AddressSpaceNumbers() {
    // In SYCL mode these are what the opencl_* attributes mean.
    map[static_cast<unsigned>(LangAS::sycl_global_device)] = 1;
    map[static_cast<unsigned>(LangAS::sycl_global_host)] = 2;
    map[static_cast<unsigned>(LangAS::sycl_local)] = 3;
  }
};
constexpr AddressSpaceNumbers kNumbers;

// Clang offers no public way to set these; a derived class may name them.
struct Access : clang::TargetInfo {
  static void adapt(clang::TargetInfo& target) {
    target.*(&Access::AddrSpaceMap) = &kNumbers.map;
    target.*(&Access::HasBFloat16) = true;
    target.*(&Access::BFloat16Width) = 16;
    target.*(&Access::BFloat16Align) = 16;
    target.*(&Access::BFloat16Format) = &llvm::APFloat::BFloat();
    target.*(&Access::MaxAtomicPromoteWidth) = 64;
    target.*(&Access::MaxAtomicInlineWidth) = 64;
    (target.*(&Access::resetDataLayout))(kHostDataLayout, "");
  }
};

}  // namespace

void adapt(clang::TargetInfo& target) { Access::adapt(target); }

}  // namespace pewter::compiler::frontend
