// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_operations_combine.h"

#include <llvm/IR/Constants.h>
#include <llvm/Support/ErrorHandling.h>

#include "compiler/vectorize/group_operations_mask.h"

namespace pewter::compiler {
namespace {

llvm::Constant* splat(llvm::Constant* scalar) {
  return llvm::ConstantVector::getSplat(llvm::ElementCount::getFixed(kLanes), scalar);
}

llvm::Value* neutral_where_inactive(llvm::IRBuilder<>& builder, Combine op, llvm::Value* value, llvm::Value* mask) {
  return select_active(builder, mask, value, splat(neutral_element(op, value->getType()->getScalarType())));
}

// Each lane gets what the lane `distance` below it in its group of `width` has; the lowest get `filling`.
llvm::Value* shift_up(llvm::IRBuilder<>& builder, llvm::Value* value, unsigned distance, unsigned width,
                      llvm::Constant* filling) {
  LaneSources sources;
  for (unsigned lane = 0; lane < kLanes; ++lane)
    sources[lane] = lane % width >= distance ? lane - distance : kLanes + lane;
  return move_lanes(builder, value, sources, splat(filling));
}

// The tree has plain minimum instructions, since NaN is taken out first and put back where there was nothing else.
llvm::Value* reduce_extremum(llvm::IRBuilder<>& builder, Combine op, llvm::Value* value, llvm::Value* mask) {
  llvm::Type* type = value->getType()->getScalarType();
  llvm::Value* numbers = mask_and(builder, mask, builder.CreateFCmpORD(value, value));
  llvm::Constant* worst = llvm::ConstantFP::getInfinity(type, /*Negative=*/op == Combine::fmax);
  llvm::Value* filled = select_active(builder, numbers, value, splat(worst));
  llvm::CallInst* best = op == Combine::fmin ? builder.CreateFPMinReduce(filled) : builder.CreateFPMaxReduce(filled);
  best->setHasNoNaNs(true);
  llvm::Value* any = builder.CreateIsNotNull(bits_of_mask(builder, numbers));
  return builder.CreateSelect(any, best, llvm::ConstantFP::getNaN(type));
}

llvm::Value* reassociated(llvm::CallInst* reduction) {
  reduction->setHasAllowReassoc(true);
  return reduction;
}

}  // namespace

llvm::Constant* neutral_element(Combine op, llvm::Type* type) {
  switch (op) {
    case Combine::mul:
      return llvm::ConstantInt::get(type, 1);
    case Combine::umin:
    case Combine::bit_and:
      return llvm::Constant::getAllOnesValue(type);
    case Combine::smin:
      return llvm::ConstantInt::get(type, llvm::APInt::getSignedMaxValue(type->getIntegerBitWidth()));
    case Combine::smax:
      return llvm::ConstantInt::get(type, llvm::APInt::getSignedMinValue(type->getIntegerBitWidth()));
    case Combine::add:
    case Combine::umax:
    case Combine::bit_or:
    case Combine::bit_xor:
      return llvm::Constant::getNullValue(type);
    case Combine::fadd:
      return llvm::ConstantFP::getNegativeZero(type);
    case Combine::fmul:
      return llvm::ConstantFP::get(type, 1.0);
    case Combine::fmin:
    case Combine::fmax:
      return llvm::ConstantFP::getNaN(type);
  }
  llvm_unreachable("all operations are above");
}

llvm::Value* apply(llvm::IRBuilder<>& builder, Combine op, llvm::Value* a, llvm::Value* b) {
  switch (op) {
    case Combine::add:
      return builder.CreateAdd(a, b);
    case Combine::mul:
      return builder.CreateMul(a, b);
    case Combine::umin:
      return builder.CreateBinaryIntrinsic(llvm::Intrinsic::umin, a, b);
    case Combine::umax:
      return builder.CreateBinaryIntrinsic(llvm::Intrinsic::umax, a, b);
    case Combine::smin:
      return builder.CreateBinaryIntrinsic(llvm::Intrinsic::smin, a, b);
    case Combine::smax:
      return builder.CreateBinaryIntrinsic(llvm::Intrinsic::smax, a, b);
    case Combine::bit_and:
      return builder.CreateAnd(a, b);
    case Combine::bit_or:
      return builder.CreateOr(a, b);
    case Combine::bit_xor:
      return builder.CreateXor(a, b);
    case Combine::fadd:
      return builder.CreateFAdd(a, b);
    case Combine::fmul:
      return builder.CreateFMul(a, b);
    case Combine::fmin:
      return builder.CreateMinNum(a, b);
    case Combine::fmax:
      return builder.CreateMaxNum(a, b);
  }
  llvm_unreachable("all operations are above");
}

llvm::Value* reduce(llvm::IRBuilder<>& builder, Combine op, llvm::Value* value, llvm::Value* mask) {
  if (op == Combine::fmin || op == Combine::fmax) return reduce_extremum(builder, op, value, mask);
  llvm::Value* all = neutral_where_inactive(builder, op, value, mask);
  llvm::Constant* neutral = neutral_element(op, value->getType()->getScalarType());
  switch (op) {
    case Combine::add:
      return builder.CreateAddReduce(all);
    case Combine::mul:
      return builder.CreateMulReduce(all);
    case Combine::umin:
      return builder.CreateIntMinReduce(all);
    case Combine::umax:
      return builder.CreateIntMaxReduce(all);
    case Combine::smin:
      return builder.CreateIntMinReduce(all, /*IsSigned=*/true);
    case Combine::smax:
      return builder.CreateIntMaxReduce(all, /*IsSigned=*/true);
    case Combine::bit_and:
      return builder.CreateAndReduce(all);
    case Combine::bit_or:
      return builder.CreateOrReduce(all);
    case Combine::bit_xor:
      return builder.CreateXorReduce(all);
    case Combine::fadd:
      return reassociated(builder.CreateFAddReduce(neutral, all));
    case Combine::fmul:
      return reassociated(builder.CreateFMulReduce(neutral, all));
    case Combine::fmin:
    case Combine::fmax:
      break;
  }
  llvm_unreachable("all operations are above");
}

llvm::Value* reduce_quads(llvm::IRBuilder<>& builder, Combine op, llvm::Value* value, llvm::Value* mask) {
  llvm::Value* all = neutral_where_inactive(builder, op, value, mask);
  for (unsigned distance = 1; distance < model::kQuadWidth; distance *= 2) {
    LaneSources sources;
    for (unsigned lane = 0; lane < kLanes; ++lane) sources[lane] = lane ^ distance;
    all = apply(builder, op, all, move_lanes(builder, all, sources));
  }
  return all;
}

llvm::Value* scan(llvm::IRBuilder<>& builder, Combine op, llvm::Value* value, llvm::Value* mask, bool exclusive,
                  unsigned width) {
  llvm::Constant* neutral = neutral_element(op, value->getType()->getScalarType());
  llvm::Value* running = neutral_where_inactive(builder, op, value, mask);
  if (exclusive) running = shift_up(builder, running, 1, width, neutral);
  for (unsigned distance = 1; distance < width; distance *= 2)
    running = apply(builder, op, shift_up(builder, running, distance, width, neutral), running);
  return running;
}

llvm::Value* lanes_with_predecessor(llvm::IRBuilder<>& builder, llvm::Value* mask, unsigned width) {
  // All bits above the lowest one of the group: shifted up until every lane has heard of it.
  llvm::Value* bits = bits_of_mask(builder, mask);
  const auto shifted_in_group = [&](unsigned distance) {
    std::uint32_t kept = 0;
    for (unsigned lane = 0; lane < kLanes; ++lane) kept |= static_cast<std::uint32_t>(lane % width >= distance) << lane;
    return builder.CreateAnd(builder.CreateShl(bits, distance), kept);
  };
  bits = shifted_in_group(1);
  for (unsigned distance = 1; distance < width; distance *= 2)
    bits = builder.CreateOr(bits, shifted_in_group(distance));
  return mask_of_bits(builder, bits);
}

}  // namespace pewter::compiler
