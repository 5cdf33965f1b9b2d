// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// A PHI whose incoming values are the same computation, done in each predecessor, becomes that computation. The optimiser
// makes such PHIs where it sinks a store out of both ways of a branch: to the vectoriser the address would be any vector.
struct JoinEqualValuesPass : llvm::PassInfoMixin<JoinEqualValuesPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
