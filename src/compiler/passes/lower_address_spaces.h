// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Turns device, constant and threadgroup pointers into plain host pointers. What the address spaces said about aliasing
// stays behind as scoped metadata: device, constant and threadgroup memory do not overlap. (Two device buffers may.
// Constant memory may be bound as device memory too, but a dispatch that writes what it reads as `constant` is
// undefined in Metal.)
struct LowerAddressSpacesPass : llvm::PassInfoMixin<LowerAddressSpacesPass> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
