// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Rejects functions that call themselves, directly or through others: Metal has no recursion, and a kernel that had it
// could be neither inlined whole nor given a stack of known size.
struct CheckRecursionPass : llvm::PassInfoMixin<CheckRecursionPass> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
