// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/number_sites.h"

#include <llvm/Analysis/LoopInfo.h>
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

bool holds_lane_exchange(const llvm::Loop& loop) {
  for (const llvm::BasicBlock* block : loop.blocks()) {
    for (const llvm::Instruction& instruction : *block) {
      const Convergence convergence = convergence_of(instruction);
      if (convergence == Convergence::simdgroup || convergence == Convergence::quadgroup) return true;
    }
  }
  return false;
}

void mark_latches(const llvm::LoopInfo& loops) {
  for (const llvm::Loop* loop : loops.getLoopsInPreorder()) {
    llvm::BasicBlock* latch = loop->getLoopLatch();
    if (!latch || !holds_lane_exchange(*loop)) continue;
    llvm::IRBuilder<> builder(latch->getTerminator());
    call_marker(builder, "__pewter_converge", {});
  }
}

}  // namespace

llvm::PreservedAnalyses NumberSitesPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  const auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  mark_latches(loops);
  std::uint32_t number = 0;
  for (llvm::BasicBlock* block : program_order(function, loops)) {
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
