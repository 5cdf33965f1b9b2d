// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/live_values.h"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>

#include "compiler/passes/barriers/rematerialise.h"

namespace pewter::compiler {
namespace {

// The blocks at whose beginning `value` is still needed.
void find_live_blocks(const llvm::Instruction& value, llvm::SmallPtrSetImpl<const llvm::BasicBlock*>& live) {
  const llvm::BasicBlock* definition = value.getParent();
  llvm::SmallVector<const llvm::BasicBlock*, 16> pending;
  const auto need_at_start = [&](const llvm::BasicBlock* block) {
    if (live.insert(block).second) pending.push_back(block);
  };
  for (const llvm::Use& use : value.uses()) {
    const auto* user = llvm::cast<llvm::Instruction>(use.getUser());
    const auto* phi = llvm::dyn_cast<llvm::PHINode>(user);
    const llvm::BasicBlock* block = phi ? phi->getIncomingBlock(use) : user->getParent();
    if (block != definition) need_at_start(block);
  }
  while (!pending.empty())
    for (const llvm::BasicBlock* before : llvm::predecessors(pending.pop_back_val()))
      if (before != definition) need_at_start(before);
}

}  // namespace

std::vector<LiveValues> find_live_values(llvm::Function& function, const RegionGraph& graph,
                                         const Agreement& agreement) {
  std::vector<LiveValues> result(graph.regions.size());
  if (graph.waits.empty()) return result;
  Rematerialiser rematerialiser;
  llvm::SmallPtrSet<const llvm::BasicBlock*, 32> live;
  for (llvm::Instruction& value : llvm::instructions(function)) {
    if (value.getType()->isVoidTy() || llvm::isa<llvm::AllocaInst>(value)) continue;
    live.clear();
    find_live_blocks(value, live);
    if (live.empty()) continue;
    auto list = &LiveValues::kept;
    if (rematerialiser.is_cheap(value))
      list = &LiveValues::recomputed;
    else if (agreement.on_barriers() && agreement.on(value))
      list = &LiveValues::shared;
    for (std::size_t i = 1; i < graph.regions.size(); ++i) {
      if (live.contains(graph.regions[i].blocks.front())) (result[i].*list).push_back(&value);
    }
  }
  return result;
}

}  // namespace pewter::compiler
