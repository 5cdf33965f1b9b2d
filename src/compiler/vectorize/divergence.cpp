// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/divergence.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/Analysis/TargetTransformInfo.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Instructions.h>

namespace pewter::compiler {

Divergence::Divergence(llvm::Function& function, llvm::FunctionAnalysisManager& analyses)
    : uniformity_(analyses.getResult<llvm::UniformityInfoAnalysis>(function)) {
  const auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  const auto& target = analyses.getResult<llvm::TargetIRAnalysis>(function);
  for (bool changed = true; changed;) {
    flow_.emplace(function, loops, analyses.getResult<llvm::DominatorTreeAnalysis>(function),
                  analyses.getResult<llvm::PostDominatorTreeAnalysis>(function),
                  [this](const llvm::BasicBlock& block) { return has_divergent_branch(block); });
    changed = false;
    for (const LinearFlow::Block& block : flow_->blocks()) {
      if (!block.reached || !block.deferred) continue;
      for (const llvm::PHINode& phi : block.block->phis()) {
        if (is_divergent(phi) || !takes_several(phi, loops)) continue;
        add(phi, target);
        changed = true;
      }
    }
  }
}

bool Divergence::has_divergent_branch(const llvm::BasicBlock& block) {
  if (uniformity_.hasDivergentTerminator(block)) return true;
  const auto* branch = llvm::dyn_cast<llvm::BranchInst>(block.getTerminator());
  return branch && branch->isConditional() && more_.contains(branch->getCondition());
}

// Different values from different ways, or one that changes in a loop that lanes leave at different times.
bool Divergence::takes_several(const llvm::PHINode& phi, const llvm::LoopInfo& loops) const {
  const llvm::Value* first = nullptr;
  for (const llvm::Value* incoming : phi.incoming_values()) {
    if (llvm::isa<llvm::UndefValue>(incoming)) continue;
    const auto* instruction = llvm::dyn_cast<llvm::Instruction>(incoming);
    const llvm::Loop* loop = instruction ? loops.getLoopFor(instruction->getParent()) : nullptr;
    if (loop && !loop->contains(phi.getParent())) return true;
    if (first && incoming != first) return true;
    first = incoming;
  }
  return false;
}

void Divergence::add(const llvm::Instruction& instruction, const llvm::TargetTransformInfo& target) {
  llvm::SmallVector<const llvm::Instruction*, 16> worklist = {&instruction};
  while (!worklist.empty()) {
    const llvm::Instruction* next = worklist.pop_back_val();
    if (is_divergent(*next) || target.isAlwaysUniform(next) || !more_.insert(next).second) continue;
    for (const llvm::User* user : next->users()) worklist.push_back(llvm::cast<llvm::Instruction>(user));
  }
}

}  // namespace pewter::compiler
