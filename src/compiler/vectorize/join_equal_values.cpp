// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/join_equal_values.h"

#include <llvm/IR/Dominators.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/Instructions.h>

namespace pewter::compiler {
namespace {

// The computation that every incoming value is, and that could as well be done at the PHI; null where there is none.
const llvm::Instruction* common_computation(const llvm::PHINode& phi, const llvm::DominatorTree& dominators) {
  const auto* first = llvm::dyn_cast<llvm::Instruction>(phi.getIncomingValue(0));
  if (!first || !llvm::isa<llvm::CastInst, llvm::BinaryOperator, llvm::GetElementPtrInst>(first)) return nullptr;
  for (const llvm::Value* incoming : phi.incoming_values()) {
    const auto* other = llvm::dyn_cast<llvm::Instruction>(incoming);
    if (!other || !first->isIdenticalToWhenDefined(other)) return nullptr;
  }
  for (const llvm::Value* operand : first->operands()) {
    const auto* instruction = llvm::dyn_cast<llvm::Instruction>(operand);
    if (instruction && (instruction->getParent() == phi.getParent() || !dominators.dominates(instruction, phi.getParent())))
      return nullptr;
  }
  return first;
}

}  // namespace

llvm::PreservedAnalyses JoinEqualValuesPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  const auto& dominators = analyses.getResult<llvm::DominatorTreeAnalysis>(function);
  bool changed = false;
  for (llvm::BasicBlock& block : function) {
    for (llvm::PHINode& phi : llvm::make_early_inc_range(block.phis())) {
      const llvm::Instruction* computation = common_computation(phi, dominators);
      if (!computation) continue;
      llvm::Instruction* own = computation->clone();
      own->dropPoisonGeneratingAnnotations();
      own->insertInto(&block, block.getFirstInsertionPt());
      own->setDebugLoc(phi.getDebugLoc());
      phi.replaceAllUsesWith(own);
      phi.eraseFromParent();
      changed = true;
    }
  }
  if (!changed) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
