// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/regions.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include <algorithm>

namespace pewter::compiler {
namespace {

llvm::SmallVector<llvm::CallInst*, 8> find_barriers(llvm::Function& function) {
  llvm::SmallVector<llvm::CallInst*, 8> barriers;
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
    const llvm::Function* callee = call ? call->getCalledFunction() : nullptr;
    if (callee && callee->getName() == "__pewter_threadgroup_barrier") barriers.push_back(call);
  }
  return barriers;
}

Region find_region(llvm::BasicBlock* start, const RegionGraph& graph) {
  Region region;
  llvm::SmallPtrSet<llvm::BasicBlock*, 32> seen{start};
  region.blocks.push_back(start);
  for (std::size_t i = 0; i < region.blocks.size(); ++i) {
    llvm::BasicBlock* block = region.blocks[i];
    if (auto wait = graph.waits.find(block); wait != graph.waits.end()) {
      region.results.push_back(wait->second);
      continue;
    }
    if (llvm::isa<llvm::ReturnInst>(block->getTerminator())) region.results.push_back(kDone);
    for (llvm::BasicBlock* successor : llvm::successors(block))
      if (seen.insert(successor).second) region.blocks.push_back(successor);
  }
  llvm::sort(region.results);
  region.results.erase(std::unique(region.results.begin(), region.results.end()), region.results.end());
  return region;
}

}  // namespace

RegionGraph split_into_regions(llvm::Function& function) {
  llvm::EliminateUnreachableBlocks(function);
  RegionGraph graph;
  llvm::SmallVector<llvm::BasicBlock*, 8> starts{&function.getEntryBlock()};
  for (llvm::CallInst* barrier : find_barriers(function)) {
    llvm::BasicBlock* behind = llvm::SplitBlock(barrier->getParent(), barrier->getNextNode());
    graph.waits[barrier->getParent()] = static_cast<unsigned>(starts.size());
    starts.push_back(behind);
  }
  for (llvm::BasicBlock* start : starts) graph.regions.push_back(find_region(start, graph));
  return graph;
}

void remove_barriers(llvm::Function& function) {
  for (llvm::CallInst* barrier : find_barriers(function)) barrier->eraseFromParent();
}

bool RegionGraph::reducible() const {
  // Reducible graphs, and only those, shrink to a single node when nodes with one predecessor are merged into it and
  // edges to oneself dropped.
  const unsigned count = static_cast<unsigned>(regions.size());
  std::vector<llvm::SmallVector<unsigned, 4>> predecessors(count);
  for (unsigned from = 0; from < count; ++from)
    for (unsigned to : regions[from].results)
      if (to != kDone && to != from) predecessors[to].push_back(from);
  unsigned left = count;
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned node = 1; node < count; ++node) {
      if (predecessors[node].size() != 1) continue;
      const unsigned into = predecessors[node].front();
      predecessors[node].clear();
      --left;
      changed = true;
      for (unsigned other = 1; other < count; ++other) {
        auto& list = predecessors[other];
        std::replace(list.begin(), list.end(), node, into);
        llvm::erase(list, other);
        llvm::sort(list);
        list.erase(std::unique(list.begin(), list.end()), list.end());
      }
    }
  }
  return left == 1;
}

}  // namespace pewter::compiler
