// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Makes the kernel's lines the entry point's own, which has inlined it: debuggers show one function then, and not the line of
// the call where the kernel has just begun. Must come after inline-all.
class EntryLinesPass : public llvm::PassInfoMixin<EntryLinesPass> {
 public:
  static bool isRequired() { return true; }
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses);
};

// Gives the end of a function's first block, where it has none, the line of what comes first. Debuggers stop at the first
// place in memory that has a line, and later blocks may lie in front of those that run before them. Must come last.
class FirstLinePass : public llvm::PassInfoMixin<FirstLinePass> {
 public:
  static bool isRequired() { return true; }
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace pewter::compiler
