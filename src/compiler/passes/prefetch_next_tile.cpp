// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/prefetch_next_tile.h"

#include <llvm/ADT/SetVector.h>
#include <llvm/ADT/SmallSet.h>
#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/ScalarEvolutionExpander.h>

#include "compiler/analysis/intrinsics.h"
#include "compiler/passes/advance.h"

namespace pewter::compiler {
namespace {

using llvm::Value;

constexpr std::int64_t kLine = 64;  // bytes of a cache line

using Loops = llvm::SmallSetVector<llvm::Loop*, 2>;

Loops loops_with_barriers(llvm::Function& function, const llvm::LoopInfo& all) {
  Loops loops;
  for (llvm::Instruction& instruction : llvm::instructions(function))
    if (convergence_of(instruction) == Convergence::threadgroup)
      if (llvm::Loop* loop = all.getLoopFor(instruction.getParent()); loop && loop->getLoopPreheader())
        loops.insert(loop);
  return loops;
}

// Into the second cache: rows of a matrix that are a power of two apart would drive each other out of the first one.
class Prefetcher {
 public:
  Prefetcher(llvm::Loop& loop, llvm::ScalarEvolution& evolution)
      : loop_(loop), advance_(loop, evolution), expander_(evolution, loop.getHeader()->getDataLayout(), "next_tile") {}

  bool add(llvm::LoadInst& load) {
    if (!load.isSimple()) return false;
    const llvm::SCEV* step = advance_.of(load.getPointerOperand());
    if (!step || !is_far(step)) return false;
    llvm::Instruction* before_loop = loop_.getLoopPreheader()->getTerminator();
    if (!expander_.isSafeToExpandAt(step, before_loop)) return false;
    emit(load, expander_.expandCodeFor(step, step->getType(), before_loop));
    return true;
  }

 private:
  // The line of what was loaded may well be that of what will be.
  static bool is_far(const llvm::SCEV* step) {
    const auto* constant = llvm::dyn_cast<llvm::SCEVConstant>(step);
    return !constant || constant->getAPInt().abs().uge(kLine);
  }

  void emit(llvm::LoadInst& load, Value* step) {
    llvm::IRBuilder<> builder(load.getNextNode());
    builder.SetCurrentDebugLocation(load.getDebugLoc());
    const llvm::DataLayout& layout = load.getDataLayout();
    const auto bytes = static_cast<std::int64_t>(layout.getTypeStoreSize(load.getType()).getFixedValue());
    llvm::APInt offset(layout.getIndexTypeSizeInBits(load.getPointerOperandType()), 0);
    const Value* base = load.getPointerOperand()->stripAndAccumulateConstantOffsets(layout, offset, true);
    for (std::int64_t at = 0; at < bytes; at += kLine) {
      // Loads side by side have lines in common.
      if (!asked_for_.insert({base, (offset.getSExtValue() + at) / kLine}).second) continue;
      Value* address = builder.CreateGEP(builder.getInt8Ty(), load.getPointerOperand(), step);
      if (at) address = builder.CreateConstGEP1_64(builder.getInt8Ty(), address, at);
      llvm::CallInst* call = builder.CreateIntrinsic(
          llvm::Intrinsic::prefetch, {address->getType()},
          {address, builder.getInt32(0), builder.getInt32(2), builder.getInt32(1)});  // a read, not to the first cache, of data
      // It writes no memory that others could read: without this nothing could be moved across it.
      call->setMemoryEffects(llvm::MemoryEffects::inaccessibleMemOnly());
    }
  }

  llvm::Loop& loop_;
  Advance advance_;
  llvm::SCEVExpander expander_;
  llvm::SmallSet<std::pair<const Value*, std::int64_t>, 32> asked_for_;
};

}  // namespace

llvm::PreservedAnalyses PrefetchNextTilePass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  const auto& all = analyses.getResult<llvm::LoopAnalysis>(function);
  if (all.empty()) return llvm::PreservedAnalyses::all();
  auto& evolution = analyses.getResult<llvm::ScalarEvolutionAnalysis>(function);
  bool changed = false;
  for (llvm::Loop* loop : loops_with_barriers(function, all)) {
    Prefetcher prefetcher(*loop, evolution);
    for (llvm::BasicBlock* block : loop->blocks()) {
      if (all.getLoopFor(block) != loop) continue;
      for (llvm::Instruction& instruction : llvm::make_early_inc_range(*block))
        if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction)) changed |= prefetcher.add(*load);
    }
  }
  if (!changed) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
