// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/driver.h"

#include <llvm/IR/MDBuilder.h>

#include <cstddef>
#include <initializer_list>

#include "model/kernel_abi.h"

namespace pewter::compiler {

using llvm::BasicBlock;
using llvm::IRBuilder;
using llvm::Value;

namespace {

// The loop that `latches` branch back in is seldom run: it stays as small as it is.
void keep_small(std::initializer_list<BasicBlock*> latches) {
  llvm::LLVMContext& context = (*latches.begin())->getContext();
  llvm::MDNode* wish = llvm::MDNode::get(context, llvm::MDString::get(context, "llvm.loop.unroll.disable"));
  llvm::MDNode* loop = llvm::MDNode::getDistinct(context, {nullptr, wish});
  loop->replaceOperandWith(0, loop);
  for (BasicBlock* latch : latches) latch->getTerminator()->setMetadata(llvm::LLVMContext::MD_loop, loop);
}

}  // namespace

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

Value* Driver::count_simdgroups(IRBuilder<>& builder) {
  if (plan_.simdgroups != 0) return builder.getInt32(plan_.simdgroups);
  Value* threads = nullptr;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::size_t offset =
        offsetof(model::ThreadgroupFrame, threads_per_threadgroup) + axis * sizeof(std::uint32_t);
    Value* address = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), entry_.getArg(0), offset);
    llvm::LoadInst* extent = builder.CreateLoad(i32_, address, "threads");
    llvm::MDNode* empty = llvm::MDNode::get(builder.getContext(), {});
    extent->setMetadata(llvm::LLVMContext::MD_invariant_load, empty);
    extent->setMetadata(llvm::LLVMContext::MD_noundef, empty);
    threads = threads ? builder.CreateMul(threads, extent) : extent;
  }
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
  const auto name = [number](const char* what) { return what + llvm::Twine(number); };
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
    builder.CreateCondBr(builder.CreateICmpEQ(next, end), stage.after, head);
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

// A round lets every unfinished SIMD-group run to its next barrier or its end: from `cursor` on, the first unfinished
// ones in a row that go on at the same place. At the end of a round the next one begins, unless nobody is left.
void Driver::emit_schedule() {
  schedule_->moveAfter(&entry_.back());
  BasicBlock* find = block("find");
  BasicBlock* look = block("look");
  BasicBlock* skip = block("skip");
  BasicBlock* round = block("round");
  BasicBlock* extend = block("extend");
  BasicBlock* compare = block("compare");
  BasicBlock* found = block("found");
  IRBuilder<> builder(schedule_);
  builder.CreateBr(find);

  builder.SetInsertPoint(find);
  llvm::PHINode* begin = builder.CreatePHI(i32_, 3, "begin");
  llvm::PHINode* fresh = builder.CreatePHI(builder.getInt1Ty(), 3, "fresh");  // all of this round has been looked at
  builder.CreateCondBr(builder.CreateICmpEQ(begin, count_), round, look);
  begin->addIncoming(cursor_, schedule_);
  fresh->addIncoming(builder.getFalse(), schedule_);

  builder.SetInsertPoint(round);
  builder.CreateCondBr(fresh, exit_, find);
  begin->addIncoming(builder.getInt32(0), round);
  fresh->addIncoming(builder.getTrue(), round);

  builder.SetInsertPoint(look);
  Value* state = builder.CreateLoad(i32_, state_of(builder, begin), "state");
  builder.CreateCondBr(builder.CreateICmpEQ(state, builder.getInt32(kDone)), skip, extend);

  builder.SetInsertPoint(skip);
  begin->addIncoming(builder.CreateAdd(begin, builder.getInt32(1), "", true, true), skip);
  fresh->addIncoming(fresh, skip);
  builder.CreateBr(find);

  builder.SetInsertPoint(extend);
  llvm::PHINode* last = builder.CreatePHI(i32_, 2, "last");
  last->addIncoming(begin, look);
  Value* end = builder.CreateAdd(last, builder.getInt32(1), "end", true, true);
  builder.CreateCondBr(builder.CreateICmpEQ(end, count_), found, compare);

  builder.SetInsertPoint(compare);
  Value* other = builder.CreateLoad(i32_, state_of(builder, end));
  builder.CreateCondBr(builder.CreateICmpEQ(other, state), extend, found);
  last->addIncoming(end, compare);

  keep_small({round, skip});
  keep_small({compare});

  builder.SetInsertPoint(found);
  builder.CreateBr(dispatch_);
  dispatch_from(found, state, begin, end);
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
