// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Makes every bfloat a 16-bit integer: arithmetic and comparisons happen in float, reading is a shift, and rounding (to
// nearest, ties to even; a NaN stays one) is integer arithmetic. LLVM 19's x86 backend has no vector code for bfloat:
// each lane would call __truncsfbf2, and selects and comparisons go lane by lane. It also turns `lshr (bitcast bfloat),
// 15` into 0, so that sign tests go wrong. Runs after all optimisation: InstCombine would fold reads back. Values that
// cross into what this pass does not know (calls, returns) are bfloat there.
struct LowerBfloatPass : llvm::PassInfoMixin<LowerBfloatPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager&);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
