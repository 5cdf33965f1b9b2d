// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Gives a value to integer arithmetic that LLVM leaves undefined and a GPU does not trap on, before the optimiser can
// build on the undefined behaviour or the host can raise a signal:
// - x / 0 and x % 0 are 0; INT_MIN / -1 wraps, INT_MIN % -1 is 0;
// - shift amounts count modulo the width (Metal Shading Language Specification, "Scalar and Vector Operators");
// - conversions of floating point to integer saturate, and NaN gives 0.
struct DefineArithmeticPass : llvm::PassInfoMixin<DefineArithmeticPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager&);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
