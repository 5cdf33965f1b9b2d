// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/BasicBlock.h>
#include <llvm/IR/Function.h>

#include <vector>

namespace pewter::compiler {

// What a SIMD-group runs without waiting: from the start of the kernel or from behind a barrier to wherever it waits
// next or ends. Blocks can be part of several regions.
struct Region {
  llvm::SmallVector<llvm::BasicBlock*, 8> blocks;  // the first is where it is entered; nothing in it branches there
  llvm::SmallVector<unsigned, 2> results;          // ascending: regions that can go on after it, or kDone
};

// The result of a region that ended the kernel. Nothing goes on at the start, so that its number is free.
inline constexpr unsigned kDone = 0;

struct RegionGraph {
  std::vector<Region> regions;  // 0 is the start; k is behind barrier k
  llvm::DenseMap<const llvm::BasicBlock*, unsigned>
      waits;  // the block that ends in barrier k, and the branch to region k

  // Every cycle has one region through which it is entered.
  bool reducible() const;
};

// Splits blocks of `function` behind each barrier, and finds the regions.
RegionGraph split_into_regions(llvm::Function& function);

// Takes all barriers out of `function`.
void remove_barriers(llvm::Function& function);

}  // namespace pewter::compiler
