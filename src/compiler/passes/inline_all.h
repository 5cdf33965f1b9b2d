// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Inlines every function into the kernel's entry point and deletes what is left over. A whole kernel in one function is
// what makes site numbers mean one order, threadgroup memory one base pointer, and address spaces inferable. A call
// that cannot be inlined (through a function pointer) is an error.
struct InlineAllPass : llvm::PassInfoMixin<InlineAllPass> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
