// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_operations_mask.h"

#include <llvm/IR/Constants.h>

namespace pewter::compiler {

std::optional<std::uint32_t> constant_mask(const llvm::Value* mask) {
  const auto* constant = llvm::dyn_cast<llvm::Constant>(mask);
  if (!constant) return std::nullopt;
  std::uint32_t bits = 0;
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    const llvm::Constant* element = constant->getAggregateElement(lane);
    if (!element) return std::nullopt;
    if (const auto* bit = llvm::dyn_cast<llvm::ConstantInt>(element))
      bits |= static_cast<std::uint32_t>(bit->isOne()) << lane;
    else if (!llvm::isa<llvm::UndefValue>(element))
      return std::nullopt;
  }
  return bits;
}

bool all_active(const llvm::Value* mask) { return constant_mask(mask) == UINT32_MAX; }

llvm::Value* bits_of_mask(llvm::IRBuilder<>& builder, llvm::Value* mask) {
  if (const auto bits = constant_mask(mask)) return builder.getInt32(*bits);
  const auto* cast = llvm::dyn_cast<llvm::BitCastInst>(mask);
  if (cast && cast->getSrcTy()->isIntegerTy(kLanes)) return cast->getOperand(0);
  return builder.CreateBitCast(mask, builder.getInt32Ty());
}

llvm::Value* mask_of_bits(llvm::IRBuilder<>& builder, llvm::Value* bits) {
  auto* type = llvm::FixedVectorType::get(builder.getInt1Ty(), kLanes);
  if (const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(bits)) {
    llvm::SmallVector<llvm::Constant*, kLanes> elements;
    for (unsigned lane = 0; lane < kLanes; ++lane)
      elements.push_back(builder.getInt1(constant->getZExtValue() >> lane & 1));
    return llvm::ConstantVector::get(elements);
  }
  const auto* cast = llvm::dyn_cast<llvm::BitCastInst>(bits);
  if (cast && cast->getSrcTy() == type) return cast->getOperand(0);
  return builder.CreateBitCast(bits, type);
}

llvm::Value* active_lanes(llvm::IRBuilder<>& builder, llvm::Value* mask) {
  if (const auto active = constant_mask(mask)) return builder.getInt32(llvm::popcount(*active));
  return builder.CreateUnaryIntrinsic(llvm::Intrinsic::ctpop, bits_of_mask(builder, mask));
}

llvm::Value* mask_and(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b) {
  if (all_active(a)) return b;
  if (all_active(b)) return a;
  return builder.CreateAnd(a, b);
}

llvm::Value* select_active(llvm::IRBuilder<>& builder, llvm::Value* mask, llvm::Value* value, llvm::Value* otherwise) {
  const auto bits = constant_mask(mask);
  if (bits == UINT32_MAX) return value;
  if (bits == 0u) return otherwise;
  return builder.CreateSelect(mask, value, otherwise);
}

llvm::Constant* lane_numbers(llvm::Type* type) {
  llvm::SmallVector<llvm::Constant*, kLanes> elements;
  for (unsigned lane = 0; lane < kLanes; ++lane) elements.push_back(llvm::ConstantInt::get(type, lane));
  return llvm::ConstantVector::get(elements);
}

llvm::Value* move_lanes(llvm::IRBuilder<>& builder, llvm::Value* value, const LaneSources& sources,
                        llvm::Value* other) {
  bool moved = false;
  for (unsigned lane = 0; lane < kLanes; ++lane) moved |= sources[lane] != static_cast<int>(lane);
  if (!moved) return value;
  return other ? builder.CreateShuffleVector(value, other, sources) : builder.CreateShuffleVector(value, sources);
}

}  // namespace pewter::compiler
