// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Writes vector operations that LLVM 19's x86 backend would do lane by lane in others that it has instructions for:
// - comparisons and intrinsics of half (min, max, floor, sqrt, ...), in float;
// - saturating conversions to integers, as conversions with comparisons and selects.
// Runs after all optimisation: InstCombine would fold the conversions back.
struct VectorFormsPass : llvm::PassInfoMixin<VectorFormsPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager&);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
