// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Keeps 8x8 matrices as rows where the vectorised kernel has them as fragments between products: loads and stores go by
// rows, and values that loops carry from product to product lose the permutations between. Runs after vectorisation and
// before LLVM combines shuffles.
struct FragmentsToRowsPass : llvm::PassInfoMixin<FragmentsToRowsPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
