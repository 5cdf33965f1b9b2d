// SPDX-License-Identifier: Apache-2.0
// The part of the driver that runs SIMD-groups which disagree about the next barrier.
#include "compiler/passes/barriers/driver.h"

namespace pewter::compiler {

using llvm::BasicBlock;
using llvm::IRBuilder;
using llvm::Value;

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
  llvm::PHINode* fresh = builder.CreatePHI(builder.getInt1Ty(), 3, "fresh");  // looked for from 0 on
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

  // Seldom run: they stay as small as they are.
  wish_for_loop({round, skip}, "llvm.loop.unroll.disable");
  wish_for_loop({compare}, "llvm.loop.unroll.disable");

  builder.SetInsertPoint(found);
  builder.CreateBr(dispatch_);
  dispatch_from(found, state, begin, end);
}

}  // namespace pewter::compiler
