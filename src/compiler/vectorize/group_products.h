// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Products of 8x8 matrices that share their left one are computed together, by a function that takes them from memory
// and keeps many more sums in registers than one product has (matrix_products.h). The sums stay in memory from product
// to product, through loops, too. Runs after FragmentsToRowsPass, which makes loads of whole rows and sums of rows.
struct GroupProductsPass : llvm::PassInfoMixin<GroupProductsPass> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
