// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Asks the caches for what the next trip of a loop with a threadgroup barrier will load.
//
//   for (k = 0; k < K; k += 16) {
//     tile[y][x] = a[row * K + k + x];  // and a prefetch of a[row * K + k + 16 + x]
//     threadgroup_barrier(mem_flags::mem_threadgroup);
//     ... a product of tiles ...
//     threadgroup_barrier(mem_flags::mem_threadgroup);
//   }
//
// Each part between two barriers is a loop over SIMD-groups (SplitAtBarriersPass), so that thousands of instructions
// lie between one tile and the next: too many for a processor to look across, and rows of a tile are mostly further
// apart than what it prefetches by itself.
//
// For loads without a mask that lie directly in such a loop and whose addresses move on by a cache line or more in each
// trip. How far need not be exact, and may be wrong where an index wraps or in the last trip: a prefetch has no effect
// on what a program computes, and none faults.
//
// Runs before SplitAtBarriersPass, after which addresses come out of memory.
struct PrefetchNextTilePass : llvm::PassInfoMixin<PrefetchNextTilePass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace pewter::compiler
