// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_serial_combined.h"

#include <llvm/IR/Constants.h>
#include <llvm/Transforms/Utils/LowerAtomic.h>

#include <optional>

#include "compiler/vectorize/group_operations_combine.h"
#include "compiler/vectorize/group_operations_mask.h"

namespace pewter::compiler {
namespace {

using Operation = llvm::AtomicRMWInst::BinOp;

// How the operands of two operations combine to that of one: to subtract both is to subtract the sum.
std::optional<Combine> combination(Operation operation) {
  switch (operation) {
    case Operation::Add:
    case Operation::Sub:
      return Combine::add;
    case Operation::And:
      return Combine::bit_and;
    case Operation::Or:
      return Combine::bit_or;
    case Operation::Xor:
      return Combine::bit_xor;
    case Operation::Min:
      return Combine::smin;
    case Operation::Max:
      return Combine::smax;
    case Operation::UMin:
      return Combine::umin;
    case Operation::UMax:
      return Combine::umax;
    case Operation::FAdd:
    case Operation::FSub:
      return Combine::fadd;
    default:
      return std::nullopt;
  }
}

llvm::Value* splat(llvm::IRBuilder<>& builder, llvm::Value* scalar) {
  return scalar->getType()->isVectorTy() ? scalar : builder.CreateVectorSplat(kLanes, scalar);
}

// How many active lanes come before each lane.
llvm::Value* ranks(llvm::IRBuilder<>& builder, llvm::Value* mask) {
  const auto active = constant_mask(mask);
  llvm::SmallVector<llvm::Constant*, kLanes> below;
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    const std::uint32_t lanes_below = (std::uint32_t{1} << lane) - 1;
    below.push_back(builder.getInt32(active ? llvm::popcount(*active & lanes_below) : lanes_below));
  }
  llvm::Constant* constant = llvm::ConstantVector::get(below);
  if (active) return constant;
  return builder.CreateUnaryIntrinsic(llvm::Intrinsic::ctpop,
                                      builder.CreateAnd(splat(builder, bits_of_mask(builder, mask)), constant));
}

}  // namespace

bool combines(Operation operation) { return combination(operation).has_value(); }

llvm::Value* emit_combined(llvm::IRBuilder<>& builder, Operation operation, llvm::Value* value, llvm::Value* mask,
                           bool result_used, llvm::function_ref<llvm::Value*(llvm::Value* combined)> update) {
  const Combine op = *combination(operation);
  llvm::Type* type = value->getType()->getScalarType();
  const bool multiple = op == Combine::add && !value->getType()->isVectorTy();  // of one value: no scan needed
  llvm::Value* vector = multiple ? nullptr : splat(builder, value);
  llvm::Value* combined = multiple
                              ? builder.CreateMul(value, builder.CreateZExtOrTrunc(active_lanes(builder, mask), type))
                              : reduce(builder, op, vector, mask);
  llvm::Value* found = splat(builder, update(combined));
  if (!result_used) return nullptr;
  llvm::Value* before = nullptr;
  if (multiple)
    before =
        builder.CreateMul(splat(builder, value), builder.CreateZExtOrTrunc(ranks(builder, mask), found->getType()));
  else
    before = scan(builder, op, vector, mask, /*exclusive=*/true, kLanes);
  return llvm::buildAtomicRMWValue(operation, builder, found, before);
}

}  // namespace pewter::compiler
