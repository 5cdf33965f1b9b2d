// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/loop_poll.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include "compiler/passes/frame.h"
#include "compiler/passes/lower_entry.h"

namespace pewter::compiler {
namespace {

// Instructions that a loop nest may execute unwatched: about a millisecond.
constexpr std::uint64_t kUnwatched = 1'000'000;

// An upper bound of the instructions that one run of `loop` executes, or more than kUnwatched where there is no bound.
std::uint64_t cost(const llvm::Loop& loop, llvm::ScalarEvolution& evolution) {
  const std::uint64_t trips = evolution.getSmallConstantMaxTripCount(&loop);
  if (trips == 0) return kUnwatched + 1;
  std::uint64_t body = 0;
  for (const llvm::BasicBlock* block : loop.blocks()) body += block->size();
  for (const llvm::Loop* inner : loop) body += cost(*inner, evolution);
  return std::min(trips * std::min(body, kUnwatched + 1), kUnwatched + 1);
}

llvm::Function* poll_function(llvm::Module& module) {
  auto callee = module.getOrInsertFunction("__pewter_poll",
                                           llvm::FunctionType::get(llvm::Type::getVoidTy(module.getContext()), false));
  auto* function = llvm::cast<llvm::Function>(callee.getCallee());
  function->setDoesNotReturn();
  function->setDoesNotThrow();
  function->addFnAttr(llvm::Attribute::Cold);
  return function;
}

void poll_before(llvm::Instruction& back_edge, llvm::Value* stop) {
  llvm::IRBuilder<> builder(&back_edge);
  // Volatile: another thread writes it. The reader needs no ordering, it only has to see the change in the end.
  llvm::Value* stopped = builder.CreateIsNotNull(builder.CreateLoad(builder.getInt32Ty(), stop, /*isVolatile=*/true));
  llvm::MDNode* unlikely = llvm::MDBuilder(builder.getContext()).createUnlikelyBranchWeights();
  llvm::Instruction* end = llvm::SplitBlockAndInsertIfThen(stopped, &back_edge, /*Unreachable=*/true, unlikely);
  builder.SetInsertPoint(end);
  builder.CreateCall(poll_function(*back_edge.getModule()))->setDebugLoc(back_edge.getDebugLoc());
}

}  // namespace

llvm::PreservedAnalyses LoopPollPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  if (&function != find_entry(*function.getParent())) return llvm::PreservedAnalyses::all();
  const auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  auto& evolution = analyses.getResult<llvm::ScalarEvolutionAnalysis>(function);
  llvm::SmallVector<llvm::BasicBlock*, 16> latches;
  for (const llvm::Loop* loop : loops.getLoopsInPreorder())
    if (cost(*loop, evolution) > kUnwatched) loop->getLoopLatches(latches);
  if (latches.empty()) return llvm::PreservedAnalyses::all();

  llvm::IRBuilder<> builder(&*function.getEntryBlock().getFirstInsertionPt());
  llvm::Value* stop =
      FrameReader(builder, function).threadgroup_pointer(offsetof(model::ThreadgroupFrame, stop), "stop");
  llvm::SmallPtrSet<llvm::BasicBlock*, 16> seen;  // nested loops may share a latch
  for (llvm::BasicBlock* latch : latches)
    if (seen.insert(latch).second) poll_before(*latch->getTerminator(), stop);
  return llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
