// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "compiler/vectorize/group_operations_test_functions.h"

namespace pewter::compiler {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing_support::all_functions;
using testing_support::contains;
using testing_support::emit;
using testing_support::intrinsics;
using testing_support::Operands;
using testing_support::TestModule;

TEST(GroupFunctions, AreThoseThatMeetButNotTheMarkers) {
  for (const auto& [name, convergence] : intrinsics()) {
    const bool other = name == "simdgroup_multiply_accumulate" || name == "converge";
    EXPECT_EQ(is_group_function("__pewter_" + name),
              (convergence == "simdgroup" || convergence == "quadgroup") && !other)
        << name;
  }
  EXPECT_FALSE(is_group_function("simd_sum_f64"));
  EXPECT_FALSE(is_group_function("__pewter_simd_prefix_inclusive_shuffle_u32"));
  EXPECT_FALSE(is_group_function("sum_f32"));
  EXPECT_FALSE(has_uniform_result("simd_shuffle_u32"));
  EXPECT_FALSE(has_uniform_result("quad_sum_f32"));
  EXPECT_FALSE(has_uniform_result("simd_prefix_inclusive_sum_f32"));
  EXPECT_TRUE(has_uniform_result("__pewter_simd_sum_f32"));
}

// --- Forms that constants fold to
llvm::Value* splat(llvm::Constant* scalar) {
  return llvm::ConstantVector::getSplat(llvm::ElementCount::getFixed(kLanes), scalar);
}

TEST(FoldedForms, ABallotOfAllIsAConstant) {
  TestModule module;
  module.add(
      "f",
      [](const Operands& operands) {
        llvm::IRBuilder<>& builder = operands.builder;
        EXPECT_EQ(emit_group_function(builder, "__pewter_simd_ballot", {splat(builder.getTrue())}, operands.mask),
                  builder.getInt64(UINT32_MAX));
      },
      UINT32_MAX);
  module.add(
      "g",
      [](const Operands& operands) {
        llvm::IRBuilder<>& builder = operands.builder;
        EXPECT_EQ(emit_group_function(builder, "__pewter_simd_ballot", {splat(builder.getTrue())}, operands.mask),
                  builder.getInt64(0x1234));
      },
      0x1234);
}

TEST(FoldedForms, AShuffleByConstantIsOneShufflevector) {
  TestModule module;
  const auto by_xor = [](const Operands& operands, unsigned distance) {
    llvm::IRBuilder<>& builder = operands.builder;
    llvm::SmallVector<llvm::Constant*> index;
    for (unsigned lane = 0; lane < kLanes; ++lane) index.push_back(builder.getInt32(lane ^ distance));
    llvm::Value* value = operands.vector(0, builder.getInt32Ty());
    llvm::Value* moved = emit_group_function(builder, "__pewter_simd_shuffle_u32",
                                             {value, llvm::ConstantVector::get(index)}, operands.mask);
    if (distance == 0) EXPECT_EQ(moved, value);
    if (distance != 0) EXPECT_TRUE(llvm::isa<llvm::ShuffleVectorInst>(moved));
    if (distance != 0) EXPECT_EQ(llvm::cast<llvm::User>(moved)->getOperand(0), value);
  };
  module.add("f", [&](const Operands& operands) { by_xor(operands, 1); }, UINT32_MAX);
  module.add("g", [&](const Operands& operands) { by_xor(operands, 0); }, UINT32_MAX);
  module.add("h", [&](const Operands& operands) { by_xor(operands, 16); }, 0x1234567);
}

TEST(FoldedForms, AFullMaskCostsNothing) {
  TestModule module;
  for (const std::string& name : all_functions()) {
    module.add(name, [&](const Operands& operands) { emit(operands, name); }, UINT32_MAX);
    const bool has_nan_rule = name == "simd_min_f32" || name == "simd_max_f32";
    const bool checks_range = contains(name, "shuffle");
    const bool is_sum_of_nothing = contains(name, "exclusive_sum_f32");
    if (!has_nan_rule && !checks_range && !is_sum_of_nothing)
      EXPECT_THAT(module.text(name), Not(HasSubstr("select"))) << name;
    EXPECT_THAT(module.text(name), Not(HasSubstr("cttz"))) << name;
  }
}

}  // namespace
}  // namespace pewter::compiler
