// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_operations_permute.h"

#include <llvm/IR/IntrinsicsX86.h>
#include <llvm/IR/Module.h>

#include <numeric>

#include "compiler/vectorize/group_operations_mask.h"
#include "compiler/vectorize/lane_serial_slot.h"

namespace pewter::compiler {
namespace {

bool has_feature(const llvm::Function& function, llvm::StringRef feature) {
  llvm::SmallVector<llvm::StringRef, 64> features;
  function.getFnAttribute("target-features").getValueAsString().split(features, ',');
  bool has = false;
  for (llvm::StringRef each : features) {
    const bool on = each.consume_front("+");
    if (on || each.consume_front("-")) has = each == feature ? on : has;
  }
  return has;
}

llvm::Value* part(llvm::IRBuilder<>& builder, llvm::Value* vector, unsigned first, unsigned count) {
  llvm::SmallVector<int, kLanes> sources(count);
  std::iota(sources.begin(), sources.end(), static_cast<int>(first));
  return builder.CreateShuffleVector(vector, sources);
}

llvm::Value* joined(llvm::IRBuilder<>& builder, llvm::Value* low, llvm::Value* high) {
  const unsigned count = 2 * llvm::cast<llvm::FixedVectorType>(low->getType())->getNumElements();
  llvm::SmallVector<int, kLanes> sources(count);
  std::iota(sources.begin(), sources.end(), 0);
  return builder.CreateShuffleVector(low, high, sources);
}

// One instruction picks from both halves of the value: bit 4 of a source says which.
llvm::Value* permute_avx512(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* source) {
  llvm::Value* low = part(builder, value, 0, 16);
  llvm::Value* high = part(builder, value, 16, 16);
  const auto half = [&](unsigned first) {
    return builder.CreateIntrinsic(llvm::Intrinsic::x86_avx512_vpermi2var_d_512, {},
                                   {low, part(builder, source, first, 16), high});
  };
  llvm::Value* low_half = half(0);
  return joined(builder, low_half, half(16));
}

// Eight lanes of the result are picked from each quarter of the value by the low three bits of a source, and bits 3 and
// 4 say which pick counts.
llvm::Value* permute_avx2(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* source) {
  const auto eight = [&](unsigned first) -> llvm::Value* {
    llvm::Value* from = part(builder, source, first, 8);
    const auto has_bit = [&](unsigned bit) {
      return builder.CreateIsNotNull(builder.CreateAnd(from, builder.CreateVectorSplat(8, builder.getInt32(bit))));
    };
    llvm::Value* pick[4];
    for (unsigned quarter = 0; quarter < 4; ++quarter)
      pick[quarter] =
          builder.CreateIntrinsic(llvm::Intrinsic::x86_avx2_permd, {}, {part(builder, value, 8 * quarter, 8), from});
    llvm::Value* odd = has_bit(8);
    return builder.CreateSelect(has_bit(16), builder.CreateSelect(odd, pick[3], pick[2]),
                                builder.CreateSelect(odd, pick[1], pick[0]));
  };
  llvm::Value* low = joined(builder, eight(0), eight(8));
  llvm::Value* high = joined(builder, eight(16), eight(24));
  return joined(builder, low, high);
}

llvm::Value* permute_through_memory(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* source) {
  LaneSlot slot(builder, value);
  auto* type = llvm::cast<llvm::FixedVectorType>(value->getType());
  llvm::Value* addresses = builder.CreateGEP(type->getElementType(), slot.address(), source);
  llvm::Value* result = builder.CreateMaskedGather(type, addresses, llvm::Align(4));
  slot.end(builder);
  return result;
}

}  // namespace

llvm::Value* emit_permute(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* source) {
  const llvm::Function& function = *builder.GetInsertBlock()->getParent();
  if (has_feature(function, "avx512f")) return permute_avx512(builder, value, source);
  if (has_feature(function, "avx2")) return permute_avx2(builder, value, source);
  return permute_through_memory(builder, value, source);
}

}  // namespace pewter::compiler
