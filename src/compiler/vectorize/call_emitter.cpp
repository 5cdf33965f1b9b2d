// SPDX-License-Identifier: Apache-2.0
// FunctionVectorizer: calls.
#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/IntrinsicInst.h>

#include "compiler/analysis/intrinsics.h"
#include "compiler/passes/frame.h"
#include "compiler/passes/hold_in_loops.h"
#include "compiler/passes/lower_entry.h"
#include "compiler/passes/track_touches.h"
#include "compiler/vectorize/function_vectorizer.h"
#include "compiler/vectorize/group_operations.h"
#include "compiler/vectorize/lane_serial.h"
#include "compiler/vectorize/lane_target.h"
#include "compiler/vectorize/uniform_compares.h"

namespace pewter::compiler {

using llvm::Value;

void FunctionVectorizer::emit_call(const llvm::CallInst& call) {
  const llvm::Function* callee = call.getCalledFunction();
  if (!callee) return refuse(call, "a call of no known function");
  const llvm::StringRef name = callee->getName();
  if (name == kThreadIndex || name == kThreadPosition) return emit_thread_position(call);
  if (name.starts_with(kFirstLane)) return define(call, LaneValue::uniform(bases(call.getArgOperand(0)).front()));
  if (name == kTouch) return emit_touch(call);
  if (name == kNever) return define(call, LaneValue::uniform(builder_.getFalse()));
  // Lanes are never apart in a SIMD-group whose operations come one after the other.
  if (name == "__pewter_simdgroup_barrier") return;
  if (is_group_function(name)) {
    llvm::SmallVector<Value*, 4> arguments;
    for (const llvm::Use& argument : call.args()) arguments.push_back(vector(argument.get()));
    Value* result = emit_group_function(builder_, name, arguments, mask_);
    return define(call, has_uniform_result(name) ? LaneValue::uniform(result) : LaneValue::vector(result));
  }
  if (name == kMultiplyAccumulate) {
    Fragment operand[3];
    for (unsigned i = 0; i < 6; ++i) operand[i / 2].element[i % 2] = vector(call.getArgOperand(i));
    const Fragment result = emit_multiply_accumulate(builder_, operand[0], operand[1], operand[2], mask_);
    return define(call, {Kind::vector, {result.element[0], result.element[1]}});
  }
  if (call.isDebugOrPseudoInst() || call.isLifetimeStartOrEnd()) return;
  if (callee->isIntrinsic()) return emit_intrinsic(call);
  bool uniform = !is_divergent_(call) && llvm::none_of(call.args(), [&](const llvm::Use& argument) {
    return shapes_.of(argument.get()).kind != Kind::uniform;
  });
  // One call for all lanes, but where each lane is to be heard of.
  uniform &= name == "__pewter_threadgroup_barrier" || !call.mayHaveSideEffects();
  if (uniform) return define(call, LaneValue::uniform(clone_scalar(call, 0)));
  llvm::SmallVector<Value*, 4> arguments;
  for (const llvm::Use& argument : call.args())
    arguments.push_back(shapes_.of(argument.get()).kind == Kind::uniform ? scalar(argument.get()) : vector(argument.get()));
  if (element_types(call.getType()).size() != 1) return refuse(call, "a call with more than one result");
  Value* result = emit_call_per_lane(builder_, call, arguments, mask_);
  if (result) define(call, LaneValue::vector(result));
}

// Code that says what it touches, of all active lanes at once.
void FunctionVectorizer::emit_touch(const llvm::CallInst& call) {
  const Value* pointer = call.getArgOperand(0);
  const LaneShape& shape = shapes_.of(pointer);
  const auto* size = llvm::dyn_cast<llvm::ConstantInt>(call.getArgOperand(1));
  if (shape.kind == Kind::uniform && shapes_.of(call.getArgOperand(1)).kind == Kind::uniform) {
    clone_scalar(call, 0);
    return;
  }
  // What the optimiser leaves of memcpy and its like is expanded before.
  if (!size) return refuse(call, "an access of unknown size");
  Value* kind = scalar(call.getArgOperand(2));
  Value* bytes = builder_.getInt32(static_cast<std::uint32_t>(size->getZExtValue()));
  Value* lanes =
      builder_.CreateZExt(builder_.CreateBitCast(mask_, builder_.getIntNTy(layout_.lanes)), builder_.getInt32Ty());
  const auto tell = [&](const char* name, Value* where, Value* which) {
    llvm::FunctionCallee callee =
        to_.getParent()->getOrInsertFunction(name, builder_.getVoidTy(), builder_.getPtrTy(), builder_.getInt32Ty(),
                                             builder_.getInt32Ty(), builder_.getInt32Ty());
    auto* function = llvm::cast<llvm::Function>(callee.getCallee());
    function->setMemoryEffects(llvm::MemoryEffects::inaccessibleOrArgMemOnly());
    function->setDoesNotThrow();
    function->setWillReturn();
    builder_.CreateCall(callee, {where, which, bytes, kind});
  };
  const unsigned length = layout_.row_length();
  bool side_by_side = shape.is_rows();
  for (unsigned lane = 0; side_by_side && lane < layout_.lanes; ++lane)
    side_by_side = shape.offset[lane] == shape.offset[lane / length * length] +
                                             static_cast<std::int64_t>(lane % length * size->getZExtValue());
  if (side_by_side) {
    const auto row_bases = bases(pointer);
    const std::uint32_t row_mask = length == 32 ? ~0u : (1u << length) - 1;
    for (unsigned row = 0; row < layout_.rows; ++row) {
      Value* where = builder_.CreateConstGEP1_64(builder_.getInt8Ty(), row_bases[row],
                                                 static_cast<std::uint64_t>(shape.offset[row * length]));
      Value* which = builder_.CreateAnd(builder_.CreateLShr(lanes, row * length), row_mask);
      tell(kTouchRow, where, which);
    }
    return;
  }
  Value* addresses = vector(pointer);
  llvm::AllocaInst* slot = entry_slot(builder_, addresses->getType(), "touched");
  builder_.CreateStore(addresses, slot);
  tell(kTouchLanes, slot, lanes);
}

void FunctionVectorizer::emit_intrinsic(const llvm::CallInst& call) {
  const llvm::Intrinsic::ID id = call.getIntrinsicID();
  switch (id) {
    case llvm::Intrinsic::assume:
    case llvm::Intrinsic::donothing:
    case llvm::Intrinsic::experimental_noalias_scope_decl:
    case llvm::Intrinsic::prefetch:
      return;
    default:
      break;
  }
  if (shapes_.of(&call).kind == Kind::uniform && !call.getType()->isVoidTy())
    return define(call, LaneValue::uniform(clone_scalar(call, 0)));
  const auto types = element_types(call.getType());
  if (llvm::isa<llvm::WithOverflowInst>(call) && !call.getArgOperand(0)->getType()->isVectorTy()) {
    Value* both = builder_.CreateBinaryIntrinsic(id, vector(call.getArgOperand(0)), vector(call.getArgOperand(1)));
    return define(call, {Kind::vector, {builder_.CreateExtractValue(both, 0), builder_.CreateExtractValue(both, 1)}});
  }
  if (!llvm::isTriviallyVectorizable(id) || types.empty() || call.getType()->isStructTy()) {
    if (call.getType()->isVoidTy() || types.size() != 1) return refuse(call, "an intrinsic");
    for (const llvm::Use& argument : call.args())
      if (element_types(argument->getType()).size() != 1) return refuse(call, "an intrinsic");
    llvm::SmallVector<Value*, 4> arguments;
    for (const llvm::Use& argument : call.args())
      arguments.push_back(shapes_.of(argument.get()).kind == Kind::uniform ? scalar(argument.get()) : vector(argument.get()));
    return define(call, LaneValue::vector(emit_call_per_lane(builder_, call, arguments, mask_)));
  }
  LaneValue result{Kind::vector, {}};
  for (unsigned element = 0; element < types.size(); ++element) {
    llvm::SmallVector<Value*, 4> arguments;
    llvm::SmallVector<llvm::Type*, 2> overloads;
    if (llvm::isVectorIntrinsicWithOverloadTypeAtArg(id, -1)) overloads.push_back(widened(types[element]));
    for (unsigned i = 0; i < call.arg_size(); ++i) {
      const Value* argument = call.getArgOperand(i);
      if (llvm::isVectorIntrinsicWithScalarOpAtArg(id, i)) {
        if (shapes_.of(argument).kind != Kind::uniform) return refuse(call, "an intrinsic with a number of its own in each lane");
        arguments.push_back(scalar(argument));
      } else {
        arguments.push_back(vector(argument, element_types(argument->getType()).size() == 1 ? 0 : element));
      }
      if (llvm::isVectorIntrinsicWithOverloadTypeAtArg(id, static_cast<int>(i))) overloads.push_back(arguments.back()->getType());
    }
    llvm::CallInst* made = builder_.CreateIntrinsic(id, overloads, arguments);
    if (llvm::isa<llvm::FPMathOperator>(made)) made->copyFastMathFlags(&call);
    result.parts.push_back(made);
  }
  define(call, std::move(result));
}

// Where the threads of this SIMD-group are in their threadgroup.
void FunctionVectorizer::emit_thread_position(const llvm::CallInst& call) {
  const auto u32 = [&](std::uint32_t number) { return builder_.getInt32(number); };
  Value* first = builder_.CreateShl(to_.getArg(1), 5, "first", /*HasNUW=*/true, /*HasNSW=*/true);
  if (call.getCalledFunction()->getName() == kThreadIndex)
    return define(call, {Kind::rows, llvm::SmallVector<Value*, 1>(layout_.rows, first)});
  const unsigned axis = static_cast<unsigned>(llvm::cast<llvm::ConstantInt>(call.getArgOperand(0))->getZExtValue());
  const model::ThreadgroupSize& size = layout_.size;
  // The first thread's place along the axis. The shape says that no lane goes over the edge.
  const auto along = [&](Value* index) {
    if (axis == 0) return builder_.CreateURem(index, u32(size[0]));
    Value* line = builder_.CreateUDiv(index, u32(size[0]));
    return axis == 1 ? builder_.CreateURem(line, u32(size[1])) : builder_.CreateUDiv(line, u32(size[1]));
  };
  const LaneShape& shape = shapes_.of(&call);
  if (shape.kind == Kind::uniform) return define(call, LaneValue::uniform(along(first)));
  if (shape.is_rows()) {
    LaneValue result{Kind::rows, {}};
    for (unsigned row = 0; row < layout_.rows; ++row) {
      // What the offsets do not say is the base's.
      const bool in_base = axis > 0 && shape.offset[layout_.lanes - 1] == 0;
      result.parts.push_back(along(in_base ? builder_.CreateAdd(first, u32(row * layout_.row_length())) : first));
    }
    return define(call, std::move(result));
  }
  llvm::SmallVector<llvm::Constant*, 32> lanes;
  for (unsigned lane = 0; lane < layout_.lanes; ++lane) lanes.push_back(u32(lane));
  Value* index = builder_.CreateAdd(splat(builder_, layout_.lanes, first), llvm::ConstantVector::get(lanes));
  Value* extent[2];
  if (size[0]) {
    extent[0] = u32(size[0]);
    extent[1] = u32(size[1]);
  } else {
    FrameReader frame(builder_, to_);
    for (unsigned i = 0; i < 2; ++i)
      extent[i] = frame.threadgroup_u32(offsetof(model::ThreadgroupFrame, threads_per_threadgroup) + i * sizeof(std::uint32_t));
  }
  // In float: indices are below 1,024, so the quotient of a number that is half off is exact when cut off.
  const auto divide = [&](Value* a, Value* b) {
    llvm::Type* wide = widened(builder_.getFloatTy());
    Value* half = builder_.CreateFAdd(builder_.CreateUIToFP(a, wide), llvm::ConstantFP::get(wide, 0.5));
    Value* divisor = splat(builder_, layout_.lanes, builder_.CreateUIToFP(b, builder_.getFloatTy()));
    return builder_.CreateFPToUI(builder_.CreateFDiv(half, divisor), a->getType());
  };
  const auto remainder = [&](Value* a, Value* quotient, Value* b) {
    return builder_.CreateSub(a, builder_.CreateMul(quotient, splat(builder_, layout_.lanes, b)));
  };
  Value* line = divide(index, extent[0]);
  if (axis == 0) return define(call, LaneValue::vector(remainder(index, line, extent[0])));
  Value* plane = divide(line, extent[1]);
  define(call, LaneValue::vector(axis == 1 ? remainder(line, plane, extent[1]) : plane));
}

}  // namespace pewter::compiler
