// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/StringRef.h>

#include <optional>

namespace llvm {
class CallBase;
class Instruction;
class Module;
}  // namespace llvm

namespace pewter::compiler {

// The group whose threads must meet at a call of an intrinsic; the last column of model/intrinsics.def.
enum class Convergence { none, quadgroup, simdgroup, threadgroup };

// The convergence of `symbol`, or nothing where it is not a function of model/intrinsics.def.
std::optional<Convergence> convergence_of(llvm::StringRef symbol);

// The called function's convergence; `none` for every instruction that is not a call of an intrinsic.
Convergence convergence_of(const llvm::Instruction& instruction);

// True where anything in `module` calls an intrinsic at which threads must meet.
bool is_convergent(const llvm::Module& module);

}  // namespace pewter::compiler
