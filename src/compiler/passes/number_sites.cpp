// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/number_sites.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include "compiler/analysis/intrinsics.h"
#include "compiler/analysis/program_order.h"

namespace pewter::compiler {
namespace {

// Neither merged with its like on another path nor made to depend on more control flow than it does.
llvm::CallInst* call_marker(llvm::IRBuilder<>& builder, llvm::StringRef name, llvm::ArrayRef<llvm::Value*> arguments) {
  llvm::SmallVector<llvm::Type*, 1> types;
  for (llvm::Value* argument : arguments) types.push_back(argument->getType());
  llvm::FunctionCallee callee = builder.GetInsertBlock()->getModule()->getOrInsertFunction(
      name, llvm::FunctionType::get(builder.getVoidTy(), types, false));
  auto* function = llvm::cast<llvm::Function>(callee.getCallee());
  function->setConvergent();
  function->setDoesNotThrow();
  function->setOnlyAccessesInaccessibleMemory();
  llvm::CallInst* call = builder.CreateCall(callee, arguments);
  call->setConvergent();
  call->addFnAttr(llvm::Attribute::NoMerge);
  return call;
}

// Where lanes last meet in an iteration of `loop`, in program order; null where they exchange nothing between each
// other.
const llvm::Instruction* last_meeting(const llvm::Loop& loop, llvm::ArrayRef<llvm::BasicBlock*> order) {
  const llvm::Instruction* last = nullptr;
  bool exchange = false;
  for (const llvm::BasicBlock* block : order) {
    if (!loop.contains(block)) continue;
    for (const llvm::Instruction& instruction : *block) {
      const Convergence convergence = convergence_of(instruction);
      if (convergence == Convergence::none) continue;
      exchange |= convergence != Convergence::threadgroup;
      last = &instruction;
    }
  }
  return exchange ? last : nullptr;
}

void mark_latches(const llvm::LoopInfo& loops, const llvm::DominatorTree& dominators,
                  llvm::ArrayRef<llvm::BasicBlock*> order) {
  for (const llvm::Loop* loop : loops.getLoopsInPreorder()) {
    llvm::BasicBlock* latch = loop->getLoopLatch();
    const llvm::Instruction* last = latch ? last_meeting(*loop, order) : nullptr;
    if (!last) continue;
    // Lanes that meet on the way to every latch, and part no more before it, need no second meeting there.
    if (loops.getLoopFor(last->getParent()) == loop && dominators.dominates(last->getParent(), latch)) continue;
    llvm::IRBuilder<> builder(latch->getTerminator());
    call_marker(builder, "__pewter_converge", {});
  }
}

}  // namespace

llvm::PreservedAnalyses NumberSitesPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  const auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  const std::vector<llvm::BasicBlock*> order = program_order(function, loops);
  mark_latches(loops, analyses.getResult<llvm::DominatorTreeAnalysis>(function), order);
  std::uint32_t number = 0;
  for (llvm::BasicBlock* block : order) {
    for (llvm::Instruction& instruction : *block) {
      if (convergence_of(instruction) == Convergence::none) continue;
      llvm::IRBuilder<> builder(&instruction);
      call_marker(builder, "__pewter_site", {builder.getInt32(++number)});
    }
  }
  if (number == 0) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
