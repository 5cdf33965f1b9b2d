// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_operations.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSwitch.h>
#include <llvm/Support/ErrorHandling.h>

#include <optional>

#include "compiler/vectorize/group_operations_combine.h"
#include "compiler/vectorize/group_operations_mask.h"
#include "compiler/vectorize/group_operations_shuffle.h"

namespace pewter::compiler {
namespace {

enum class Action { barrier, shuffle, broadcast_first, ballot, reduce, inclusive_scan, exclusive_scan };

struct GroupFunction {
  Action action;
  unsigned width;                    // lanes of a group
  std::optional<Combine> operation;  // of reductions and scans
};

std::optional<Combine> operation_of(llvm::StringRef name) {
  return llvm::StringSwitch<std::optional<Combine>>(name)
      .Cases("sum_s32", "sum_u32", Combine::add)
      .Cases("product_s32", "product_u32", Combine::mul)
      .Case("min_s32", Combine::smin)
      .Case("max_s32", Combine::smax)
      .Case("min_u32", Combine::umin)
      .Case("max_u32", Combine::umax)
      .Case("and_u32", Combine::bit_and)
      .Case("or_u32", Combine::bit_or)
      .Case("xor_u32", Combine::bit_xor)
      .Case("sum_f32", Combine::fadd)
      .Case("product_f32", Combine::fmul)
      .Case("min_f32", Combine::fmin)
      .Case("max_f32", Combine::fmax)
      .Default(std::nullopt);
}

std::optional<GroupFunction> parse(llvm::StringRef name) {
  name.consume_front("__pewter_");
  if (name == "simdgroup_barrier") return GroupFunction{Action::barrier, kLanes, {}};
  const bool quad = name.consume_front("quad_");
  if (!quad && !name.consume_front("simd_")) return std::nullopt;
  const unsigned width = quad ? model::kQuadWidth : kLanes;
  if (name == "shuffle_u32") return GroupFunction{Action::shuffle, width, {}};
  if (name == "broadcast_first_u32") return GroupFunction{Action::broadcast_first, width, {}};
  if (name == "ballot") return GroupFunction{Action::ballot, width, {}};
  Action action = Action::reduce;
  if (name.consume_front("prefix_inclusive_")) action = Action::inclusive_scan;
  if (name.consume_front("prefix_exclusive_")) action = Action::exclusive_scan;
  const auto operation = operation_of(name);
  if (!operation) return std::nullopt;
  return GroupFunction{action, width, operation};
}

llvm::Value* emit_ballot(llvm::IRBuilder<>& builder, llvm::Value* vote, llvm::Value* mask, unsigned width) {
  llvm::Value* votes = bits_of_mask(builder, mask_and(builder, vote, mask));
  if (width == kLanes) return builder.CreateZExt(votes, builder.getInt64Ty());
  llvm::SmallVector<llvm::Constant*, kLanes> first;
  for (unsigned lane = 0; lane < kLanes; ++lane) first.push_back(builder.getInt32(lane / width * width));
  llvm::Value* shifted = builder.CreateLShr(builder.CreateVectorSplat(kLanes, votes), llvm::ConstantVector::get(first));
  return builder.CreateAnd(shifted, builder.CreateVectorSplat(kLanes, builder.getInt32((1u << width) - 1)));
}

llvm::Value* emit_scan(llvm::IRBuilder<>& builder, Combine op, llvm::Value* value, llvm::Value* mask, bool exclusive,
                       unsigned width) {
  llvm::Value* result = scan(builder, op, value, mask, exclusive, width);
  if (op != Combine::fadd || !exclusive) return result;
  // The sum of nothing is +0, not the neutral element -0.
  return select_active(builder, lanes_with_predecessor(builder, mask, width), result,
                       llvm::Constant::getNullValue(result->getType()));
}

}  // namespace

bool is_group_function(llvm::StringRef name) { return parse(name).has_value(); }

bool has_uniform_result(llvm::StringRef name) {
  const auto function = parse(name);
  if (!function || function->width != kLanes) return false;
  switch (function->action) {
    case Action::broadcast_first:
    case Action::ballot:
    case Action::reduce:
      return true;
    default:
      return false;
  }
}

llvm::Value* emit_group_function(llvm::IRBuilder<>& builder, llvm::StringRef name,
                                 llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* mask) {
  const auto function = parse(name);
  if (!function) llvm::report_fatal_error("not a group function: " + llvm::Twine(name));
  const unsigned width = function->width;
  const bool quad = width == model::kQuadWidth;
  switch (function->action) {
    case Action::barrier:
      return nullptr;
    case Action::shuffle:
      return emit_shuffle(builder, arguments[0], arguments[1], mask, width);
    case Action::broadcast_first:
      return quad ? emit_quad_broadcast_first(builder, arguments[0], mask)
                  : emit_broadcast_first(builder, arguments[0], mask);
    case Action::ballot:
      return emit_ballot(builder, arguments[0], mask, width);
    case Action::reduce:
      return quad ? reduce_quads(builder, *function->operation, arguments[0], mask)
                  : reduce(builder, *function->operation, arguments[0], mask);
    case Action::inclusive_scan:
      return emit_scan(builder, *function->operation, arguments[0], mask, /*exclusive=*/false, width);
    case Action::exclusive_scan:
      return emit_scan(builder, *function->operation, arguments[0], mask, /*exclusive=*/true, width);
  }
  llvm_unreachable("all actions are above");
}

}  // namespace pewter::compiler
