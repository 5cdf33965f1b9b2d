// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_operations_shuffle.h"

#include <llvm/Analysis/ValueTracking.h>
#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/Module.h>

#include "compiler/vectorize/group_operations_mask.h"
#include "compiler/vectorize/group_operations_permute.h"

namespace pewter::compiler {
namespace {

unsigned first_of_group(unsigned lane, unsigned width) { return lane / width * width; }

bool is_below(const llvm::IRBuilder<>& builder, const llvm::Value* index, unsigned width) {
  const llvm::DataLayout& layout = builder.GetInsertBlock()->getModule()->getDataLayout();
  return llvm::computeKnownBits(index, layout).getMaxValue().ult(width);
}

// Where a constant index reads from: a lane's own where the index is out of range, or undefined.
std::optional<LaneSources> constant_sources(const llvm::Value* index, unsigned width) {
  const auto* constant = llvm::dyn_cast<llvm::Constant>(index);
  if (!constant) return std::nullopt;
  LaneSources sources;
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    sources[lane] = lane;
    const llvm::Constant* element = constant->getAggregateElement(lane);
    if (!element) return std::nullopt;
    if (const auto* source = llvm::dyn_cast<llvm::ConstantInt>(element)) {
      if (source->getValue().ult(width)) sources[lane] = first_of_group(lane, width) + source->getZExtValue();
    } else if (!llvm::isa<llvm::UndefValue>(element)) {
      return std::nullopt;
    }
  }
  return sources;
}

llvm::Value* shuffle_by_constant(llvm::IRBuilder<>& builder, llvm::Value* value, LaneSources sources,
                                 llvm::Value* mask) {
  if (const auto active = constant_mask(mask)) {
    for (unsigned lane = 0; lane < kLanes; ++lane)
      if (!(*active >> sources[lane] & 1)) sources[lane] = lane;
    return move_lanes(builder, value, sources);
  }
  llvm::Value* moved = move_lanes(builder, value, sources);
  if (moved == value) return value;
  return select_active(builder, move_lanes(builder, mask, sources), moved, value);
}

llvm::Value* shuffle_by_uniform(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* index, llvm::Value* mask) {
  llvm::Value* valid = builder.getTrue();
  if (!is_below(builder, index, kLanes)) {
    valid = builder.CreateICmpULT(index, builder.getInt32(kLanes));
    index = builder.CreateAnd(index, kLanes - 1);
  }
  if (!all_active(mask)) {
    llvm::Value* active =
        builder.CreateTrunc(builder.CreateLShr(bits_of_mask(builder, mask), index), builder.getInt1Ty());
    valid = llvm::isa<llvm::Constant>(valid) ? active : builder.CreateAnd(valid, active);
  }
  llvm::Value* one = builder.CreateVectorSplat(kLanes, builder.CreateExtractElement(value, index));
  return llvm::isa<llvm::Constant>(valid) ? one : builder.CreateSelect(valid, one, value);
}

llvm::Value* shuffle_by_vector(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* index, llvm::Value* mask,
                               unsigned width) {
  llvm::Constant* own = lane_numbers(builder.getInt32Ty());
  const auto splat = [&](llvm::Value* scalar) { return builder.CreateVectorSplat(kLanes, scalar); };
  llvm::Value* valid = nullptr;
  llvm::Value* source = index;
  if (!is_below(builder, index, width)) {
    valid = builder.CreateICmpULT(index, splat(builder.getInt32(width)));
    source = builder.CreateAnd(index, splat(builder.getInt32(width - 1)));
  }
  if (width < kLanes) source = builder.CreateOr(source, builder.CreateAnd(own, splat(builder.getInt32(-width))));
  if (!all_active(mask)) {
    llvm::Value* active =
        builder.CreateTrunc(builder.CreateLShr(splat(bits_of_mask(builder, mask)), source), mask->getType());
    valid = valid ? builder.CreateAnd(valid, active) : active;
  }
  if (valid) source = builder.CreateSelect(valid, source, own);
  return emit_permute(builder, value, source);
}

}  // namespace

llvm::Value* emit_shuffle(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* index, llvm::Value* mask,
                          unsigned width) {
  if (const auto sources = constant_sources(index, width)) return shuffle_by_constant(builder, value, *sources, mask);
  llvm::Value* uniform = llvm::getSplatValue(index);
  if (uniform && width == kLanes) return shuffle_by_uniform(builder, value, uniform, mask);
  return shuffle_by_vector(builder, value, index, mask, width);
}

llvm::Value* emit_broadcast_first(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* mask) {
  if (const auto active = constant_mask(mask); active && *active)
    return builder.CreateExtractElement(value, static_cast<std::uint64_t>(llvm::countr_zero(*active)));
  llvm::Value* first = builder.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, bits_of_mask(builder, mask),
                                                     /*is_zero_poison=*/builder.getTrue());
  return builder.CreateExtractElement(value, first);
}

llvm::Value* emit_quad_broadcast_first(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* mask) {
  const auto same_in_quad = [](unsigned place) {
    LaneSources sources;
    for (unsigned lane = 0; lane < kLanes; ++lane) sources[lane] = first_of_group(lane, model::kQuadWidth) + place;
    return sources;
  };
  if (const auto active = constant_mask(mask)) {
    LaneSources sources;
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      const unsigned first = first_of_group(lane, model::kQuadWidth);
      const std::uint32_t quad = *active >> first & (1u << model::kQuadWidth) - 1;
      sources[lane] = quad ? first + llvm::countr_zero(quad) : lane;
    }
    return move_lanes(builder, value, sources);
  }
  llvm::Value* result = move_lanes(builder, value, same_in_quad(model::kQuadWidth - 1));
  for (unsigned place = model::kQuadWidth - 1; place-- > 0;) {
    llvm::Value* active = move_lanes(builder, mask, same_in_quad(place));
    result = builder.CreateSelect(active, move_lanes(builder, value, same_in_quad(place)), result);
  }
  return result;
}

}  // namespace pewter::compiler
