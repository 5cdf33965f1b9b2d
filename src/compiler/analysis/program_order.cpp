// SPDX-License-Identifier: Apache-2.0
#include "compiler/analysis/program_order.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/Function.h>

#include <algorithm>

namespace pewter::compiler {
namespace {

using llvm::BasicBlock;
using llvm::Loop;

// The child of `region` (null: the whole function) that holds `block`: an inner loop, or null where the block is the
// region's own.
const Loop* inner_loop(const llvm::LoopInfo& loops, const Loop* region, BasicBlock* block) {
  const Loop* loop = loops.getLoopFor(block);
  if (loop == region) return nullptr;
  while (loop && loop->getParentLoop() != region) loop = loop->getParentLoop();
  return loop;
}

// Orders one region as a graph whose nodes are its own blocks and its inner loops, each stood for by its header.
class RegionOrder {
 public:
  RegionOrder(const llvm::LoopInfo& loops, const Loop* region) : loops_(loops), region_(region) {}

  void append(BasicBlock* entry, std::vector<BasicBlock*>& out) {
    visit(entry);
    for (BasicBlock* node : llvm::reverse(post_order_)) {
      if (const Loop* inner = inner_loop(loops_, region_, node)) {
        RegionOrder(loops_, inner).append(inner->getHeader(), out);
      } else {
        out.push_back(node);
      }
    }
  }

 private:
  BasicBlock* node_of(BasicBlock* block) const {
    const Loop* inner = inner_loop(loops_, region_, block);
    return inner ? inner->getHeader() : block;
  }

  void successors(BasicBlock* node, llvm::SmallVectorImpl<BasicBlock*>& out) const {
    const Loop* inner = inner_loop(loops_, region_, node);
    if (inner) {
      inner->getExitBlocks(out);
    } else {
      out.append(llvm::succ_begin(node), llvm::succ_end(node));
    }
    llvm::erase_if(out, [&](BasicBlock* block) {
      return region_ && (!region_->contains(block) || block == region_->getHeader());
    });
  }

  // Iterative: unrolled kernels have chains of tens of thousands of blocks.
  void visit(BasicBlock* entry) {
    struct Step {
      BasicBlock* node;
      llvm::SmallVector<BasicBlock*, 4> successors;
    };
    std::vector<Step> stack;
    const auto enter = [&](BasicBlock* block) {
      BasicBlock* node = node_of(block);
      if (!seen_.insert(node).second) return;
      stack.push_back({node, {}});
      successors(node, stack.back().successors);
    };
    enter(entry);
    while (!stack.empty()) {
      if (stack.back().successors.empty()) {
        post_order_.push_back(stack.back().node);
        stack.pop_back();
      } else {
        // Last successor first, so that the first one ends up first in the reversed order: the order of the source.
        enter(stack.back().successors.pop_back_val());
      }
    }
  }

  const llvm::LoopInfo& loops_;
  const Loop* region_;
  llvm::DenseSet<BasicBlock*> seen_;
  std::vector<BasicBlock*> post_order_;
};

}  // namespace

std::vector<BasicBlock*> program_order(llvm::Function& function, const llvm::LoopInfo& loops) {
  std::vector<BasicBlock*> order;
  RegionOrder(loops, nullptr).append(&function.getEntryBlock(), order);
  return order;
}

}  // namespace pewter::compiler
