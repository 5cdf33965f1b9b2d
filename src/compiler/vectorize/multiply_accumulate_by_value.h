// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// simdgroup_multiply_accumulate takes its fragments through pointers, as C does; on values they can live in registers.
struct MultiplyAccumulateByValuePass : llvm::PassInfoMixin<MultiplyAccumulateByValuePass> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
