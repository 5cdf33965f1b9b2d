// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/BitVector.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallVector.h>

#include <functional>
#include <vector>

namespace llvm {
class BasicBlock;
class DominatorTree;
class Function;
class Loop;
class LoopInfo;
class PostDominatorTree;
}  // namespace llvm

namespace pewter::compiler {

// The control flow of a SIMD-group: one path that all lanes take together, with a mask in every block that says which of
// them are really there. Branches that are uniform stay branches. At a divergent one the block that comes first in
// program order goes first, and the lanes that go elsewhere are *pending* at their block until the path gets there:
// partial control-flow linearization (Moll and Hack, PLDI 2018), over the program order in which the reference executor
// lets lanes meet. Wants reducible control flow, one latch and a preheader a loop, and one block that returns.
class LinearFlow {
 public:
  // Where the path goes on after a block.
  struct Edge {
    const llvm::BasicBlock* successor;  // of the program
    int next;                           // number of the block that the path takes; -1 none
  };

  struct Block {
    llvm::BasicBlock* block = nullptr;
    bool reached = false;
    bool divergent = false;     // its branch is
    bool may_be_empty = false;  // the path may come by when no lane is there: the mask must be looked at
    bool deferred = false;      // lanes may come from several places at once: masks are joined, PHIs take lane by lane
    bool in_divergent_loop_header = false;
    int skip_to = -1;           // where the path goes when no lane is here
    int mask_of = 0;            // the block whose mask this one has as well; its own number where it has its own
    int reset_at = 0;           // the nearest dominator that runs as often: there its PHIs forget what they held before
    llvm::SmallVector<int, 2> resets = {};  // the blocks whose PHIs are forgotten here
    llvm::SmallVector<Edge, 2> edges = {};  // a uniform branch: one a successor; a divergent one: a single one
    int back_edge = -1;         // divergent branch of a latch: the header, taken while lanes are there
  };

  // `is_divergent` tells whether lanes may disagree at the end of a block.
  LinearFlow(llvm::Function& function, const llvm::LoopInfo& loops, const llvm::DominatorTree& dominators,
             const llvm::PostDominatorTree& post_dominators,
             std::function<bool(const llvm::BasicBlock&)> is_divergent);

  const std::vector<Block>& blocks() const { return blocks_; }  // in program order; the path goes only forward, but for loops
  int number_of(const llvm::BasicBlock* block) const { return numbers_.lookup(block); }

 private:
  bool trace();
  void trace_block(int number, bool& again);
  int go(int number, llvm::BitVector targets, llvm::ArrayRef<int> certain);
  void share_masks();
  bool is_sound_to_share(int block) const;
  bool surely_follows(const llvm::BasicBlock* block, const llvm::BasicBlock* from) const;
  bool leaves(const llvm::Loop* loop, const llvm::BasicBlock* to) const;

  const llvm::LoopInfo& loops_;
  const llvm::DominatorTree& dominators_;
  const llvm::PostDominatorTree& post_dominators_;
  std::function<bool(const llvm::BasicBlock&)> is_divergent_;
  std::vector<Block> blocks_;
  llvm::DenseMap<const llvm::BasicBlock*, int> numbers_;
  std::vector<llvm::BitVector> pending_;    // blocks where lanes may wait while the path is here
  llvm::BitVector ever_ambiguous_;          // the union of the next
  std::vector<llvm::BitVector> ambiguous_;  // of those: lanes wait there only on some of the ways to here
  llvm::DenseMap<const llvm::Loop*, bool> divergent_loops_;
};

}  // namespace pewter::compiler
