// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <array>
#include <cstdint>
#include <optional>

#include "model/kernel_abi.h"

namespace pewter::compiler {

// What the emitters of group and lane-serial operations share: masks as vectors and as bits, and lanes that move.

inline constexpr unsigned kLanes = model::kSimdWidth;
// The operand of a shufflevector: result lane i is element [i].
using LaneSources = std::array<int, kLanes>;

// The bits of a mask that is a constant; undefined lanes count as not active.
std::optional<std::uint32_t> constant_mask(const llvm::Value* mask);
bool all_active(const llvm::Value* mask);

// <32 x i1> as an i32 with lane 0 in bit 0, and back.
llvm::Value* bits_of_mask(llvm::IRBuilder<>& builder, llvm::Value* mask);
llvm::Value* mask_of_bits(llvm::IRBuilder<>& builder, llvm::Value* bits);

// How many lanes are active, an i32.
llvm::Value* active_lanes(llvm::IRBuilder<>& builder, llvm::Value* mask);

// a & b of masks, and `value` in active lanes with `otherwise` in the rest; nothing is emitted where a mask is all
// ones.
llvm::Value* mask_and(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b);
llvm::Value* select_active(llvm::IRBuilder<>& builder, llvm::Value* mask, llvm::Value* value, llvm::Value* otherwise);

// <0, 1, .., 31> of an integer type.
llvm::Constant* lane_numbers(llvm::Type* type);

// `value` with its lanes moved; `other` is what sources from 32 on pick from.
llvm::Value* move_lanes(llvm::IRBuilder<>& builder, llvm::Value* value, const LaneSources& sources,
                        llvm::Value* other = nullptr);

}  // namespace pewter::compiler
