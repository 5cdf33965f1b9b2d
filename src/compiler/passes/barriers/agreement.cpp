// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/agreement.h"

#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>

namespace pewter::compiler {
namespace {

// Whether the result may differ between SIMD-groups although the operands do not.
bool is_source(const llvm::Instruction& instruction) {
  if (llvm::isa<llvm::AllocaInst>(instruction)) return true;
  if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction))
    return !load->hasMetadata(llvm::LLVMContext::MD_invariant_load) || !load->isSimple();
  if (llvm::isa<llvm::FreezeInst>(instruction))
    return !llvm::isGuaranteedNotToBeUndefOrPoison(instruction.getOperand(0));
  const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
  return instruction.mayReadOrWriteMemory() && (!call || !call->doesNotAccessMemory());
}

}  // namespace

Agreement::Agreement(llvm::Function& function, const RegionGraph& graph) : graph_(graph), dominators_(function) {
  for (llvm::Argument& argument : function.args())
    if (argument.getArgNo() != 0) differ(argument);  // the threadgroup's frame is the same for all
  for (llvm::Instruction& instruction : llvm::instructions(function))
    if (is_source(instruction)) differ(instruction);
  while (!pending_.empty() && on_barriers_) {
    for (llvm::User* user : pending_.pop_back_val()->users()) {
      auto* instruction = llvm::cast<llvm::Instruction>(user);
      if (instruction->isTerminator())
        on_barriers_ &= part_at(*instruction->getParent());
      else
        differ(*instruction);
    }
  }
}

void Agreement::differ(llvm::Value& value) {
  if (differing_.insert(&value).second) pending_.push_back(&value);
}

// SIMD-groups may take different ways out of `branch`, until they meet where all ways lead. False where one of the ways
// has a barrier. What comes out of a loop that they leave in different iterations went through a phi on the way.
bool Agreement::part_at(llvm::BasicBlock& branch) {
  if (!parted_.insert(&branch).second) return true;
  const auto* node = dominators_.getNode(&branch);
  llvm::BasicBlock* meeting = node && node->getIDom() ? node->getIDom()->getBlock() : nullptr;
  llvm::SmallPtrSet<llvm::BasicBlock*, 16> seen;
  llvm::SmallVector<llvm::BasicBlock*, 16> ways(llvm::successors(&branch));
  while (!ways.empty()) {
    llvm::BasicBlock* block = ways.pop_back_val();
    if (!seen.insert(block).second) continue;
    for (llvm::PHINode& phi : block->phis()) differ(phi);
    if (block == meeting) continue;
    if (graph_.waits.contains(block)) return false;
    ways.append(llvm::succ_begin(block), llvm::succ_end(block));
  }
  return true;
}

}  // namespace pewter::compiler
