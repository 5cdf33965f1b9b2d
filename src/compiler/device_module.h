// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/kernel_image.h"

namespace llvm {
class Function;
class LLVMContext;
class Module;
}  // namespace llvm

// What the front end hands to the passes: unoptimised LLVM IR of one translation unit, cut to the kernels asked for.
//
// - Address spaces: 0 private and generic, 1 device, 2 constant, 3 threadgroup (every threadgroup variable is a global in 3).
// - Every MSL parameter is exactly one LLVM argument: a pointer in its address space, an i16 or i32 for a scalar built-in,
//   or `ptr byval(T)` for a vector built-in (components at multiples of their size).
// - Function constants are folded to their values; nothing of the SYCL model's own conventions is left.
// - Calls to __pewter_* are those of model/intrinsics.def; the convergent ones carry LLVM's `convergent` attribute.
namespace pewter::compiler {

// The LLVM-side shape of a built-in argument.
struct BuiltInType {
  std::uint8_t components = 1;
  std::uint8_t bits = 32;
};

struct DeviceKernel {
  llvm::Function* function = nullptr;
  model::KernelInfo info;                  // parameters in argument order; sizes of memory filled in later, by the passes
  std::vector<BuiltInType> built_in_types; // parallel to info.parameters; used where kind is built_in
};

struct DeviceModule {
  std::unique_ptr<llvm::LLVMContext> context;  // outlives module
  std::unique_ptr<llvm::Module> module;
  std::vector<DeviceKernel> kernels;
  bool reads_files = false;  // the source includes files of the user's

  DeviceModule();
  DeviceModule(DeviceModule&&) noexcept;
  DeviceModule& operator=(DeviceModule&&) noexcept;
  ~DeviceModule();
};

}  // namespace pewter::compiler
