// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/driver.h"

#include <llvm/IR/MDBuilder.h>

#include <cstddef>

#include "compiler/passes/frame.h"
#include "compiler/passes/jam/candidate.h"
#include "model/kernel_abi.h"

namespace pewter::compiler {

using llvm::BasicBlock;
using llvm::IRBuilder;
using llvm::Value;

Driver::Driver(llvm::Function& entry, const RegionGraph& graph, const Plan& plan)
    : entry_(entry),
      graph_(graph),
      plan_(plan),
      direct_(plan.agree && graph.reducible()),
      i32_(llvm::Type::getInt32Ty(entry.getContext())),
      start_(&entry.getEntryBlock()),
      exit_(BasicBlock::Create(entry.getContext(), "done")),
      stages_(graph.regions.size()) {}

BasicBlock* Driver::block(const llvm::Twine& name) { return BasicBlock::Create(entry_.getContext(), name, &entry_); }

void Driver::wish_for_loop(std::initializer_list<BasicBlock*> latches, const char* wish) {
  llvm::LLVMContext& context = (*latches.begin())->getContext();
  llvm::MDNode* node = llvm::MDNode::get(context, llvm::MDString::get(context, wish));
  llvm::MDNode* loop = llvm::MDNode::getDistinct(context, {nullptr, node});
  loop->replaceOperandWith(0, loop);
  for (BasicBlock* latch : latches) latch->getTerminator()->setMetadata(llvm::LLVMContext::MD_loop, loop);
}

Value* Driver::count_simdgroups(IRBuilder<>& builder) {
  if (plan_.simdgroups != 0) return builder.getInt32(plan_.simdgroups);
  FrameReader frame(builder, entry_);
  const auto extent = [&](std::size_t axis) {
    return frame.threadgroup_u32(
        offsetof(model::ThreadgroupFrame, threads_per_threadgroup) + axis * sizeof(std::uint32_t), "threads");
  };
  Value* threads = builder.CreateMul(builder.CreateMul(extent(0), extent(1)), extent(2));
  // Rounded up, and in a way that shows that there are 1 to 32: loops over them are then known to be short.
  static_assert(model::kMaxThreadsPerThreadgroup == 1024 && model::kSimdWidth == 32);
  Value* last = builder.CreateLShr(builder.CreateSub(threads, builder.getInt32(1)), 5);
  return builder.CreateAdd(builder.CreateAnd(last, 31), builder.getInt32(1), "simdgroups", true, true);
}

Value* Driver::scratch_of(IRBuilder<>& builder, Value* simdgroup) {
  if (plan_.scratch_bytes == 0) return entry_.getArg(1);
  Value* offset = builder.CreateMul(builder.CreateZExt(simdgroup, builder.getInt64Ty()),
                                    builder.getInt64(plan_.scratch_bytes), "", true, true);
  return builder.CreateInBoundsGEP(builder.getInt8Ty(), entry_.getArg(1), offset, "scratch");
}

Value* Driver::state_of(IRBuilder<>& builder, Value* simdgroup) {
  return builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), scratch_of(builder, simdgroup), plan_.state_offset);
}

void Driver::emit_stage(unsigned number, RegionEmitter& emitter) {
  Stage& stage = stages_[number];
  const auto name = [number](const char* what) { return (what + llvm::Twine(number)).str(); };
  stage.enter->insertInto(&entry_);
  BasicBlock* head = block(name("simdgroups."));
  BasicBlock* latch = block(name("next."));
  stage.after = block(name("after."));

  IRBuilder<> builder(stage.enter);
  Value* begin = builder.getInt32(0);
  Value* end = count_;
  if (!plan_.agree) {
    begin = stage.begin = builder.CreatePHI(i32_, 2, "begin");
    end = stage.end = builder.CreatePHI(i32_, 2, "end");
  }
  builder.CreateBr(head);

  builder.SetInsertPoint(head);
  const bool compare = !plan_.agree && graph_.regions[number].results.size() > 1;
  llvm::PHINode* simdgroup = nullptr;
  llvm::PHINode* all = nullptr;
  llvm::PHINode* any = nullptr;
  if (plan_.simdgroups != 1) simdgroup = builder.CreatePHI(i32_, 2, "simdgroup");
  if (compare) {
    all = builder.CreatePHI(i32_, 2, "all");
    any = builder.CreatePHI(i32_, 2, "any");
  }
  Value* index = simdgroup ? static_cast<Value*>(simdgroup) : builder.getInt32(0);
  Value* scratch = scratch_of(builder, index);
  stage.result = emitter.emit(number, {entry_.getArg(0), index, scratch}, *stage.enter, *head, *latch);

  builder.SetInsertPoint(latch);
  if (!plan_.agree) builder.CreateStore(stage.result, state_of(builder, index));
  if (compare) {
    // The bits that all results have and those that any has are the same bits only where the results are the same.
    all->addIncoming(builder.getInt32(-1), stage.enter);
    any->addIncoming(builder.getInt32(0), stage.enter);
    Value* in_all = builder.CreateAnd(all, stage.result);
    Value* in_any = builder.CreateOr(any, stage.result);
    all->addIncoming(in_all, latch);
    any->addIncoming(in_any, latch);
    stage.agreed = builder.CreateICmpEQ(in_all, in_any, "agreed");
  }
  if (simdgroup) {
    Value* next = builder.CreateAdd(simdgroup, builder.getInt32(1), "", true, true);
    simdgroup->addIncoming(begin, stage.enter);
    simdgroup->addIncoming(next, latch);
    llvm::Instruction* back = builder.CreateCondBr(builder.CreateICmpEQ(next, end), stage.after, head);
    back->setMetadata(kSimdgroupLoop, llvm::MDNode::get(back->getContext(), {}));
    // Without a number LLVM would have a copy of the region for what is left over.
    if (!llvm::isa<llvm::ConstantInt>(end)) wish_for_loop({latch}, "llvm.loop.unroll.runtime.disable");
  } else {
    builder.CreateBr(stage.after);
  }
}

// From a region to the next where all SIMD-groups are known to have the same result.
void Driver::go_on_together(unsigned number) {
  const Stage& stage = stages_[number];
  const auto& results = graph_.regions[number].results;
  IRBuilder<> builder(stage.after);
  const auto target = [&](unsigned result) { return result == kDone ? exit_ : stages_[result].enter; };
  if (!direct_) {
    dispatch_from(stage.after, stage.result, nullptr, nullptr);
    builder.CreateBr(dispatch_);
  } else if (results.size() < 2) {
    builder.CreateBr(target(results.empty() ? kDone : results.front()));
  } else {
    auto* choice =
        builder.CreateSwitch(stage.result, target(results.back()), static_cast<unsigned>(results.size()) - 1);
    for (unsigned result : llvm::ArrayRef(results).drop_back())
      choice->addCase(builder.getInt32(result), target(result));
  }
}

// From a region to the next by what the SIMD-groups have noted.
void Driver::go_on_by_state(unsigned number) {
  const Stage& stage = stages_[number];
  IRBuilder<> builder(stage.after);
  Value* first = builder.getInt32(0);
  Value* together =
      builder.CreateAnd(builder.CreateICmpEQ(stage.begin, first), builder.CreateICmpEQ(stage.end, count_));
  if (stage.agreed) together = builder.CreateAnd(together, stage.agreed, "together");
  llvm::MDNode* likely = llvm::MDBuilder(builder.getContext()).createLikelyBranchWeights();
  builder.CreateCondBr(together, dispatch_, schedule_, likely);
  dispatch_from(stage.after, stage.result, first, count_);
  cursor_->addIncoming(stage.end, stage.after);
}

void Driver::dispatch_from(BasicBlock* from, Value* state, Value* begin, Value* end) {
  state_->addIncoming(state, from);
  if (plan_.agree) return;
  begin_->addIncoming(begin, from);
  end_->addIncoming(end, from);
}

// One place for all ways between regions, so that loops of them are loops to LLVM: entered in one place.
void Driver::emit_dispatch() {
  dispatch_->moveAfter(&entry_.back());
  IRBuilder<> builder(dispatch_);
  auto* choice = builder.CreateSwitch(state_, exit_, static_cast<unsigned>(stages_.size()));
  for (unsigned i = 1; i < stages_.size(); ++i) {
    choice->addCase(builder.getInt32(i), stages_[i].enter);
    if (plan_.agree) continue;
    stages_[i].begin->addIncoming(begin_, dispatch_);
    stages_[i].end->addIncoming(end_, dispatch_);
  }
}

void Driver::emit(RegionEmitter& emitter) {
  IRBuilder<> builder(start_->getTerminator());
  count_ = count_simdgroups(builder);
  for (unsigned i = 0; i < stages_.size(); ++i)
    stages_[i].enter = BasicBlock::Create(entry_.getContext(), "region." + llvm::Twine(i));
  builder.CreateBr(stages_[0].enter);
  start_->getTerminator()->eraseFromParent();
  builder.SetInsertPoint(exit_);
  builder.CreateRetVoid();
  if (!direct_) {
    dispatch_ = block("dispatch");
    builder.SetInsertPoint(dispatch_);
    state_ = builder.CreatePHI(i32_, 2, "state");
    if (!plan_.agree) {
      begin_ = builder.CreatePHI(i32_, 2, "begin");
      end_ = builder.CreatePHI(i32_, 2, "end");
      schedule_ = block("schedule");
      builder.SetInsertPoint(schedule_);
      cursor_ = builder.CreatePHI(i32_, 2, "cursor");
    }
  }
  for (unsigned i = 0; i < stages_.size(); ++i) emit_stage(i, emitter);
  if (!plan_.agree) {
    stages_[0].begin->addIncoming(builder.getInt32(0), start_);
    stages_[0].end->addIncoming(count_, start_);
  }
  for (unsigned i = 0; i < stages_.size(); ++i) plan_.agree ? go_on_together(i) : go_on_by_state(i);
  if (dispatch_) emit_dispatch();
  if (schedule_) emit_schedule();
  exit_->insertInto(&entry_);
}

}  // namespace pewter::compiler
