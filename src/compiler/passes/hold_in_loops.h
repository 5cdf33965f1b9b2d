// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Keeps a loop's body together where lanes meet in it.
//
//   for (;;) {
//     if (key == simd_broadcast_first(key)) {
//       total = simd_sum(value);  // of the lanes with this key
//       break;
//     }
//   }
//
// To LLVM the block of simd_sum is no part of the loop, since nothing leads from it back to the header: it would run behind
// the loop, for all lanes at once. In MSL, as in every language where lanes run in lockstep, they meet in the iteration that
// they came in. So each such block gets a way back that is never taken, behind a call of kNever: that makes it one of the
// loop's. A block that belongs to the loop now, and would not once its way back folds, gets one too.
//
// What lies in a loop by the source is known from locations: Clang writes where a loop begins and ends into its metadata.
// Without locations only what the optimiser may take out of loops is held. Threadgroup barriers need no holding: all threads
// come to them in the same iteration.
//
// Must come after all inlining, and before all that changes control flow.
class HoldInLoopsPass : public llvm::PassInfoMixin<HoldInLoopsPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

// Makes every kNever false: for code that lets lanes meet by other means (NumberSitesPass).
class ReleaseFromLoopsPass : public llvm::PassInfoMixin<ReleaseFromLoopsPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

// i1 (): false, which no optimiser knows.
inline constexpr char kNever[] = "__pewter_never";

}  // namespace pewter::compiler
