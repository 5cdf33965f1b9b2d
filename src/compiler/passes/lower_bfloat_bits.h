// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Reads the bits of a bfloat through float: bitcast bfloat -> i16 becomes the upper half of the float of the same value.
// LLVM 19's x86 backend turns `lshr (bitcast bfloat), 15` into 0, so that sign tests of a bfloat go wrong. Runs after all
// optimisation: InstCombine would fold it back. Gone when Debian's LLVM has mended the combine.
struct LowerBfloatBitsPass : llvm::PassInfoMixin<LowerBfloatBitsPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
