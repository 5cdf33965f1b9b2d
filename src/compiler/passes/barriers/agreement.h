// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/IR/Function.h>

#include "compiler/passes/barriers/regions.h"

namespace pewter::compiler {

// What all SIMD-groups of a threadgroup are known to have in common, in the function of split_at_barriers.h, which must
// not change meanwhile.
class Agreement {
 public:
  Agreement(llvm::Function& function, const RegionGraph& graph);

  // They meet the same barriers in the same order: no branch that they may take differently decides what barrier comes
  // next. Only then the other answers mean anything.
  bool on_barriers() const { return on_barriers_; }

  // They have the same value whenever they stand at the same place.
  bool on(const llvm::Value& value) const { return !differing_.contains(&value); }

 private:
  void differ(llvm::Value& value);
  bool part_at(llvm::BasicBlock& branch);

  const RegionGraph& graph_;
  llvm::PostDominatorTree dominators_;
  llvm::SmallPtrSet<const llvm::Value*, 32> differing_;
  llvm::SmallPtrSet<llvm::BasicBlock*, 16> parted_;
  llvm::SmallVector<llvm::Value*, 64> pending_;
  bool on_barriers_ = true;
};

}  // namespace pewter::compiler
