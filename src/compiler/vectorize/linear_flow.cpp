// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/linear_flow.h"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/Instructions.h>

#include "compiler/analysis/program_order.h"

namespace pewter::compiler {

using llvm::BasicBlock;
using llvm::BitVector;
using llvm::Loop;

LinearFlow::LinearFlow(llvm::Function& function, const llvm::LoopInfo& loops, const llvm::DominatorTree& dominators,
                       const llvm::PostDominatorTree& post_dominators,
                       std::function<bool(const BasicBlock&)> is_divergent)
    : loops_(loops), dominators_(dominators), post_dominators_(post_dominators), is_divergent_(std::move(is_divergent)) {
  for (BasicBlock* block : program_order(function, loops)) {
    numbers_[block] = static_cast<int>(blocks_.size());
    blocks_.push_back({.block = block});
  }
  // Every round finds at least one more loop in which lanes part, or none.
  while (!trace()) {
  }
  share_masks();
}

bool LinearFlow::leaves(const Loop* loop, const BasicBlock* to) const { return loop && !loop->contains(to); }

// Walks the path once. False where a loop turned out to be divergent that was not known to be.
bool LinearFlow::trace() {
  const unsigned count = static_cast<unsigned>(blocks_.size());
  pending_.assign(count, BitVector(count));
  ambiguous_.assign(count, BitVector(count));
  for (Block& block : blocks_) block = {.block = block.block};
  blocks_[0].reached = true;
  bool again = false;
  for (unsigned i = 0; i < count && !again; ++i)
    if (blocks_[i].reached) trace_block(static_cast<int>(i), again);
  return !again;
}

// The path goes from `number` to the first of `targets`; lanes wait at the others. `certain`: where lanes surely are,
// since the path's own lanes go there. Returns where it goes.
int LinearFlow::go(int number, BitVector targets, llvm::ArrayRef<int> certain) {
  const int next = targets.find_first();
  if (next < 0) return -1;
  targets.reset(static_cast<unsigned>(next));
  Block& to = blocks_[static_cast<std::size_t>(next)];
  BitVector& pending = pending_[static_cast<std::size_t>(next)];
  BitVector& ambiguous = ambiguous_[static_cast<std::size_t>(next)];
  // What is pending on one way to a block and not on another.
  if (to.reached) {
    BitVector differs = pending;
    differs ^= targets;
    ambiguous |= differs;
  }
  ambiguous |= ambiguous_[static_cast<std::size_t>(number)];
  ambiguous &= [&] {
    BitVector all = pending;
    all |= targets;
    return all;
  }();
  pending |= targets;
  to.reached = true;
  const bool alone = targets.none() && !ambiguous_[static_cast<std::size_t>(number)].test(static_cast<unsigned>(next));
  if (!alone && !llvm::is_contained(certain, next)) to.may_be_empty = true;
  return next;
}

void LinearFlow::trace_block(int number, bool& again) {
  Block& here = blocks_[static_cast<std::size_t>(number)];
  const Loop* loop = loops_.getLoopFor(here.block);
  BitVector& pending = pending_[static_cast<std::size_t>(number)];
  const auto mark = [&](const Loop* found) {
    if (divergent_loops_.lookup(found)) return;
    divergent_loops_[found] = true;
    again = true;
  };
  if (loop && loop->getHeader() == here.block && divergent_loops_.lookup(loop)) {
    here.in_divergent_loop_header = true;
    llvm::SmallVector<BasicBlock*, 4> exits;
    loop->getUniqueExitBlocks(exits);
    for (BasicBlock* exit : exits) {
      pending.set(static_cast<unsigned>(number_of(exit)));
      ambiguous_[static_cast<std::size_t>(number)].set(static_cast<unsigned>(number_of(exit)));
    }
  }
  pending.reset(static_cast<unsigned>(number));
  if (here.may_be_empty) here.skip_to = go(number, pending, {});

  llvm::SmallVector<BasicBlock*, 2> successors(llvm::successors(here.block));
  here.divergent = successors.size() > 1 && is_divergent_(*here.block);
  for (BasicBlock* successor : successors) {
    for (const Loop* left = loop; leaves(left, successor); left = left->getParentLoop()) {
      if (here.divergent) mark(left);
      // Lanes that wait inside the loop do not leave it with the others.
      for (unsigned waiting : pending.set_bits())
        if (left->contains(blocks_[waiting].block)) mark(left);
    }
  }
  if (again) return;
  const auto is_back_edge = [&](BasicBlock* successor) { return number_of(successor) <= number; };
  const auto defer = [&](BasicBlock* successor) { blocks_[static_cast<std::size_t>(number_of(successor))].deferred = true; };
  if (here.divergent) {
    BitVector targets = pending;
    for (BasicBlock* successor : successors) {
      if (is_back_edge(successor)) {
        here.back_edge = number_of(successor);
      } else {
        targets.set(static_cast<unsigned>(number_of(successor)));
        defer(successor);
      }
    }
    // With all lanes gone from the loop, or all of them into it, there is no one place where lanes surely are.
    const int next = go(number, targets, {});
    here.edges.push_back({nullptr, next});
    return;
  }
  for (BasicBlock* successor : successors) {
    if (is_back_edge(successor)) {
      const int header = number_of(successor);
      BitVector fresh = pending;
      fresh.reset(pending_[static_cast<std::size_t>(header)]);
      if (fresh.any()) mark(loops_.getLoopFor(successor));
      here.edges.push_back({successor, header});
      continue;
    }
    const int target = number_of(successor);
    if (pending.test(static_cast<unsigned>(target))) defer(successor);
    bool leaves_divergent_loop = false;
    for (const Loop* left = loop; leaves(left, successor); left = left->getParentLoop())
      leaves_divergent_loop |= divergent_loops_.lookup(left);
    if (leaves_divergent_loop) defer(successor);
    BitVector targets = pending;
    targets.set(static_cast<unsigned>(target));
    here.edges.push_back({successor, go(number, targets, {target})});
  }
}

// Whether lanes in `from` come to `block` before they come to the next iteration of a loop around it. That a block
// post-dominates another says less: where it is the only way out of a loop, they may go round before.
bool LinearFlow::surely_follows(const BasicBlock* block, const BasicBlock* from) const {
  if (!post_dominators_.dominates(block, from)) return false;
  const Loop* loop = loops_.getLoopFor(block);
  if (loop && loop->getHeader() == block) loop = loop->getParentLoop();  // to come to a header is to go round
  if (!loop || block == from) return true;
  llvm::SmallPtrSet<const BasicBlock*, 16> seen = {block, from};
  llvm::SmallVector<const BasicBlock*, 16> worklist = {from};
  while (!worklist.empty()) {
    const BasicBlock* next = worklist.pop_back_val();
    for (const Loop* around = loop; around; around = around->getParentLoop())
      if (around->isLoopLatch(next)) return false;
    for (const BasicBlock* successor : llvm::successors(next))
      if (seen.insert(successor).second) worklist.push_back(successor);
  }
  return true;
}

// A block that shares its dominator's mask has no memory of who is pending there, so the path may come by only when its
// lanes are there.
bool LinearFlow::is_sound_to_share(int number) const {
  if (!ever_ambiguous_.test(static_cast<unsigned>(number))) return true;
  const BasicBlock* block = blocks_[static_cast<std::size_t>(number)].block;
  for (std::size_t other = 0; other < blocks_.size(); ++other)
    if (ambiguous_[other].test(static_cast<unsigned>(number)) && !surely_follows(block, blocks_[other].block))
      return false;
  return true;
}

void LinearFlow::share_masks() {
  ever_ambiguous_.resize(static_cast<unsigned>(blocks_.size()));
  for (const BitVector& some : ambiguous_) ever_ambiguous_ |= some;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    Block& here = blocks_[i];
    const int own = static_cast<int>(i);
    here.mask_of = own;
    here.reset_at = own;
    if (!here.reached || i == 0) continue;
    const Loop* loop = loops_.getLoopFor(here.block);
    const bool header = loop && loop->getHeader() == here.block;
    const Loop* level = header ? loop->getParentLoop() : loop;
    // The nearest dominator that is executed as often.
    const llvm::DomTreeNode* node = dominators_.getNode(here.block)->getIDom();
    while (node && loops_.getLoopFor(node->getBlock()) != level) node = node->getIDom();
    if (!node) continue;
    here.reset_at = number_of(node->getBlock());
    if (here.deferred) blocks_[static_cast<std::size_t>(here.reset_at)].resets.push_back(own);
    if (here.in_divergent_loop_header) continue;
    if (surely_follows(here.block, node->getBlock())) {
      if (is_sound_to_share(own)) here.mask_of = blocks_[static_cast<std::size_t>(here.reset_at)].mask_of;
      continue;
    }
    // One way in, with all lanes of the block that it comes from.
    const BasicBlock* only = here.block->getSinglePredecessor();
    if (!only || here.deferred || here.may_be_empty || loops_.getLoopFor(only) != level) continue;
    const Block& from = blocks_[static_cast<std::size_t>(number_of(only))];
    if (!from.divergent) here.mask_of = from.mask_of;
  }
}

}  // namespace pewter::compiler
