// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/sink.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Dominators.h>

namespace pewter::compiler {
namespace {

using llvm::BasicBlock;
using llvm::Instruction;

// Where all uses of `value` are below, as far in as it goes without going into a loop.
BasicBlock* block_for(const Instruction& value, llvm::DominatorTree& dominators, const llvm::LoopInfo& loops) {
  BasicBlock* block = nullptr;
  for (const llvm::Use& use : value.uses()) {
    auto* user = llvm::cast<Instruction>(use.getUser());
    auto* phi = llvm::dyn_cast<llvm::PHINode>(user);
    BasicBlock* needed = phi ? phi->getIncomingBlock(use) : user->getParent();
    block = block ? dominators.findNearestCommonDominator(block, needed) : needed;
  }
  const unsigned depth = loops.getLoopDepth(value.getParent());
  while (block && loops.getLoopDepth(block) > depth) block = dominators.getNode(block)->getIDom()->getBlock();
  return block;
}

}  // namespace

void sink(llvm::Function& function, llvm::ArrayRef<Instruction*> values,
          const llvm::DenseMap<const BasicBlock*, Instruction*>& limits) {
  llvm::DominatorTree dominators(function);
  const llvm::LoopInfo loops(dominators);
  for (Instruction* value : llvm::reverse(values)) {
    if (value->use_empty()) {
      value->eraseFromParent();
      continue;
    }
    BasicBlock* block = block_for(*value, dominators, loops);
    if (block == value->getParent()) continue;
    const Instruction* limit = limits.lookup(block);
    const auto stop = llvm::find_if(*block, [&](const Instruction& instruction) {
      return !llvm::isa<llvm::PHINode>(instruction) &&
             (&instruction == limit || instruction.isTerminator() || llvm::is_contained(instruction.operands(), value));
    });
    value->moveBefore(*block, stop);
  }
}

}  // namespace pewter::compiler
