// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// simdgroup_multiply_accumulate takes its fragments through pointers, as C does; on values they can live in registers.
struct MultiplyAccumulateByValuePass : llvm::PassInfoMixin<MultiplyAccumulateByValuePass> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

// Whether there are any such products. Then two elements of a lane that lie side by side may be a fragment's, which
// matrix_fragments_memory.h finds by its two gathers or scatters: they are not to be made one.
bool has_matrix_products(const llvm::Module& module);

}  // namespace pewter::compiler
