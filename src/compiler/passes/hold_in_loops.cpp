// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/hold_in_loops.h"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/ModRef.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include "compiler/analysis/intrinsics.h"

namespace pewter::compiler {
namespace {

using llvm::BasicBlock;
using llvm::DILocation;
using llvm::Loop;

// From the first character of a loop to its last, in one function of the source.
struct Extent {
  const DILocation* begin = nullptr;
  const DILocation* end = nullptr;
};

Extent extent_of(const Loop& loop) {
  llvm::SmallVector<BasicBlock*, 4> latches;
  loop.getLoopLatches(latches);
  for (const BasicBlock* latch : latches) {
    const llvm::MDNode* metadata = latch->getTerminator()->getMetadata(llvm::LLVMContext::MD_loop);
    if (!metadata) continue;
    Extent extent;
    for (const llvm::MDOperand& operand : metadata->operands())
      if (const auto* location = llvm::dyn_cast_or_null<DILocation>(operand.get()))
        (extent.begin ? extent.end : extent.begin) = location;
    if (extent.end) return extent;
  }
  return {};
}

// Where `location` is in the function that `in` is in: what was inlined counts as its call.
const DILocation* seen_from(const DILocation* location, const DILocation& in) {
  const llvm::DISubprogram* function = in.getScope()->getSubprogram();
  while (location && (location->getScope()->getSubprogram() != function || location->getInlinedAt() != in.getInlinedAt()))
    location = location->getInlinedAt();
  return location;
}

bool is_before(const DILocation& a, const DILocation& b) {
  return std::pair(a.getLine(), a.getColumn()) < std::pair(b.getLine(), b.getColumn());
}

bool lies_in(const llvm::Instruction& instruction, const Extent& extent) {
  if (!extent.begin) return false;
  const DILocation* location = seen_from(instruction.getDebugLoc().get(), *extent.begin);
  return location && is_before(*extent.begin, *location) && is_before(*location, *extent.end);
}

bool is_meeting(const llvm::Instruction& instruction) {
  const Convergence convergence = convergence_of(instruction);
  return convergence == Convergence::simdgroup || convergence == Convergence::quadgroup;
}

class Holder {
 public:
  Holder(const Loop& loop, const llvm::DominatorTree& dominators)
      : loop_(loop), dominators_(dominators), extent_(extent_of(loop)) {
    loop.getLoopLatches(latches_);
  }

  bool is_to_hold(const llvm::Instruction& meeting) const {
    const BasicBlock& block = *meeting.getParent();
    if (loop_.contains(&block)) return !is_in_every_iteration(block) && may_leave_from(block);
    return dominators_.dominates(loop_.getHeader(), &block) && lies_in(meeting, extent_);
  }

 private:
  // Such a block is the loop's as long as there is a loop.
  bool is_in_every_iteration(const BasicBlock& block) const {
    return llvm::all_of(latches_, [&](const BasicBlock* latch) { return dominators_.dominates(&block, latch); });
  }

  // Whether lanes may come from `block` to a way out that others of the same iteration may not come by.
  bool may_leave_from(const BasicBlock& block) const {
    llvm::SmallPtrSet<const BasicBlock*, 16> seen = {&block};
    llvm::SmallVector<const BasicBlock*, 16> worklist = {&block};
    while (!worklist.empty()) {
      const BasicBlock* next = worklist.pop_back_val();
      for (const BasicBlock* successor : llvm::successors(next)) {
        if (!loop_.contains(successor)) {
          if (!is_in_every_iteration(*next)) return true;
        } else if (successor != loop_.getHeader() && seen.insert(successor).second) {
          worklist.push_back(successor);
        }
      }
    }
    return false;
  }

  const Loop& loop_;
  const llvm::DominatorTree& dominators_;
  const Extent extent_;
  llvm::SmallVector<BasicBlock*, 4> latches_;
};

llvm::FunctionCallee never(llvm::Module& module) {
  llvm::FunctionCallee callee = module.getOrInsertFunction(kNever, llvm::Type::getInt1Ty(module.getContext()));
  auto* function = llvm::cast<llvm::Function>(callee.getCallee());
  function->setDoesNotThrow();
  // A new answer each time, as far as anyone knows: it neither leaves the loop nor becomes one with its like.
  function->setMemoryEffects(llvm::MemoryEffects::inaccessibleMemOnly());
  return callee;
}

// A way from `meeting` to `header`. What comes after it in the block may be no part of the loop: a function that returned
// from one has become part of its caller.
void hold(llvm::Instruction& meeting, BasicBlock& header) {
  BasicBlock& block = *meeting.getParent();
  BasicBlock* onward = llvm::SplitBlock(&block, meeting.getNextNode());
  block.getTerminator()->eraseFromParent();
  llvm::IRBuilder<> builder(&block);
  builder.SetCurrentDebugLocation(meeting.getDebugLoc());
  builder.CreateCondBr(builder.CreateCall(never(*block.getModule())), &header, onward);
  for (llvm::PHINode& phi : header.phis()) phi.addIncoming(llvm::PoisonValue::get(phi.getType()), &block);
}

}  // namespace

llvm::PreservedAnalyses HoldInLoopsPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  const auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  if (loops.empty()) return llvm::PreservedAnalyses::all();
  const auto& dominators = analyses.getResult<llvm::DominatorTreeAnalysis>(function);
  // Looked for once, not once a loop: by their callee's name. A block's last comes first.
  llvm::SmallVector<llvm::SmallVector<llvm::Instruction*, 1>> meetings;
  for (BasicBlock& block : function) {
    llvm::SmallVector<llvm::Instruction*, 1> of_block;
    for (llvm::Instruction& instruction : llvm::reverse(block))
      if (is_meeting(instruction)) of_block.push_back(&instruction);
    if (!of_block.empty()) meetings.push_back(std::move(of_block));
  }
  if (meetings.empty()) return llvm::PreservedAnalyses::all();
  // All are found before the first new way changes what is a loop. From the inside out, for loops with one header.
  llvm::SmallVector<std::pair<llvm::Instruction*, BasicBlock*>> held;
  const auto preorder = loops.getLoopsInPreorder();
  for (const Loop* loop : llvm::reverse(preorder)) {
    const Holder holder(*loop, dominators);
    for (const auto& of_block : meetings) {
      const auto last =
          llvm::find_if(of_block, [&](const llvm::Instruction* meeting) { return holder.is_to_hold(*meeting); });
      if (last != of_block.end()) held.push_back({*last, loop->getHeader()});
    }
  }
  for (const auto& [meeting, header] : held) hold(*meeting, *header);
  return held.empty() ? llvm::PreservedAnalyses::all() : llvm::PreservedAnalyses::none();
}

llvm::PreservedAnalyses ReleaseFromLoopsPass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  llvm::SmallVector<llvm::CallInst*, 4> calls;
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
    if (call && call->getCalledFunction() && call->getCalledFunction()->getName() == kNever) calls.push_back(call);
  }
  for (llvm::CallInst* call : calls) {
    call->replaceAllUsesWith(llvm::ConstantInt::getFalse(call->getContext()));
    call->eraseFromParent();
  }
  if (calls.empty()) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
