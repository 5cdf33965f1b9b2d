// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_serial_loop.h"

#include "compiler/vectorize/group_operations_mask.h"

namespace pewter::compiler {
namespace {

constexpr int kUnrolled = 4;

llvm::BasicBlock* block_before(llvm::BasicBlock* next, const llvm::Twine& name) {
  return llvm::BasicBlock::Create(next->getContext(), name, next->getParent(), next);
}

}  // namespace

llvm::BasicBlock* split_here(llvm::IRBuilder<>& builder, const llvm::Twine& name) {
  llvm::BasicBlock* before = builder.GetInsertBlock();
  auto* after = llvm::BasicBlock::Create(builder.getContext(), name, before->getParent(), before->getNextNode());
  after->splice(after->end(), before, builder.GetInsertPoint(), before->end());
  if (after->getTerminator()) after->replaceSuccessorsPhiUsesWith(before, after);
  builder.SetInsertPoint(before);
  return after;
}

void for_each_active_lane(llvm::IRBuilder<>& builder, llvm::Value* mask,
                          llvm::function_ref<void(llvm::Value* lane)> body) {
  const auto active = constant_mask(mask);
  if (active && llvm::popcount(*active) <= kUnrolled) {
    for (std::uint32_t rest = *active; rest; rest &= rest - 1) body(builder.getInt32(llvm::countr_zero(rest)));
    return;
  }
  const llvm::DebugLoc location = builder.getCurrentDebugLocation();
  llvm::Value* bits = bits_of_mask(builder, mask);
  // Counted, though the bits alone would do: a count has a bound that ScalarEvolution sees.
  llvm::Value* count = active_lanes(builder, mask);
  llvm::BasicBlock* before = builder.GetInsertBlock();
  llvm::BasicBlock* after = split_here(builder, "lanes.done");
  llvm::BasicBlock* head = block_before(after, "lanes");
  llvm::BasicBlock* one = block_before(after, "lanes.one");
  builder.CreateBr(head);

  builder.SetInsertPoint(head);
  builder.SetCurrentDebugLocation(location);
  llvm::PHINode* done = builder.CreatePHI(builder.getInt32Ty(), 2);
  llvm::PHINode* rest = builder.CreatePHI(builder.getInt32Ty(), 2);
  builder.CreateCondBr(builder.CreateICmpULT(done, count), one, after);

  builder.SetInsertPoint(one);
  llvm::Value* lane = done;
  if (active != UINT32_MAX)
    lane = builder.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, rest, /*is_zero_poison=*/builder.getTrue());
  body(lane);
  llvm::Value* next = builder.CreateAnd(rest, builder.CreateSub(rest, builder.getInt32(1)));
  llvm::Value* one_more = builder.CreateAdd(done, builder.getInt32(1), "", /*HasNUW=*/true, /*HasNSW=*/true);
  builder.CreateBr(head);
  done->addIncoming(builder.getInt32(0), before);
  done->addIncoming(one_more, builder.GetInsertBlock());
  rest->addIncoming(bits, before);
  rest->addIncoming(next, builder.GetInsertBlock());
  builder.SetInsertPoint(after, after->begin());
  builder.SetCurrentDebugLocation(location);
}

void if_any_active(llvm::IRBuilder<>& builder, llvm::Value* mask, llvm::function_ref<void()> body) {
  if (const auto active = constant_mask(mask)) {
    if (*active) body();
    return;
  }
  const llvm::DebugLoc location = builder.getCurrentDebugLocation();
  llvm::Value* any = builder.CreateIsNotNull(bits_of_mask(builder, mask));
  llvm::BasicBlock* after = split_here(builder, "any.done");
  llvm::BasicBlock* some = block_before(after, "any");
  builder.CreateCondBr(any, some, after);
  builder.SetInsertPoint(some);
  builder.SetCurrentDebugLocation(location);
  body();
  builder.CreateBr(after);
  builder.SetInsertPoint(after, after->begin());
  builder.SetCurrentDebugLocation(location);
}

}  // namespace pewter::compiler
