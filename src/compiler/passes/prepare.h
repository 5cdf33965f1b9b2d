// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Gives the module the rules that all later passes rest on:
// - intrinsics carry the attributes that model/intrinsics.def implies (convergent, nomerge, what memory they touch);
// - nothing is assumed to make progress: `while (true) {}` is a legal kernel that runs away, not undefined behaviour;
// - no function asks to be left alone (noinline, optnone);
// - functions other than the kernels are internal.
struct PreparePass : llvm::PassInfoMixin<PreparePass> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
