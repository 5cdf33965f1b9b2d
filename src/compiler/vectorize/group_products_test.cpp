// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_products.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Target/TargetMachine.h>

#include <random>

#include "compiler/codegen/host_target.h"
#include "compiler/vectorize/group_operations_test_module.h"
#include "compiler/vectorize/matrix_products.h"

namespace pewter::compiler {
namespace {

using testing::HasSubstr;
using testing_support::Operands;
using testing_support::TestModule;

void run_pass(TestModule& module) {
  std::string why;
  const auto target = make_host_target(why);
  ASSERT_TRUE(target) << why;
  llvm::PassBuilder passes(target.get());
  llvm::LoopAnalysisManager loop;
  llvm::FunctionAnalysisManager function;
  llvm::CGSCCAnalysisManager cgscc;
  llvm::ModuleAnalysisManager all;
  passes.registerModuleAnalyses(all);
  passes.registerCGSCCAnalyses(cgscc);
  passes.registerFunctionAnalyses(function);
  passes.registerLoopAnalyses(loop);
  passes.crossRegisterProxies(loop, function, cgscc, all);
  GroupProductsPass().run(module.module(), all);
}

// The instructions of the function decide how a group is computed: registers of 16, 8 or 4 floats, and how many.
class GroupProducts : public testing::TestWithParam<std::pair<const char*, unsigned>> {};

TEST_P(GroupProducts, GivesWhatProductsGive) {
  const auto [features, count] = GetParam();
  TestModule module(*features ? features : TestModule::host_features());
  module.add("f", [count = count](const Operands& operands) {
    llvm::IRBuilder<>& builder = operands.builder;
    auto* type = llvm::FixedVectorType::get(builder.getFloatTy(), 64);
    const auto load = [&](unsigned i, unsigned j) {
      return builder.CreateAlignedLoad(type, builder.CreateConstGEP1_32(type, operands.pointer(i), j), llvm::Align(4));
    };
    llvm::Value* a = load(0, 0);
    llvm::SmallVector<llvm::Value*, 4> sums;
    for (unsigned j = 0; j < count; ++j) sums.push_back(Product::emit(builder, a, load(1, j), load(2, j)));
    for (unsigned j = 0; j < count; ++j)
      builder.CreateAlignedStore(sums[j], builder.CreateConstGEP1_32(type, operands.pointer(2), j), llvm::Align(4));
  });
  run_pass(module);
  EXPECT_THAT(module.text("f"), HasSubstr("@pewter.multiply_panels." + std::to_string(count)));
  module.compile(/*optimize=*/true);
  std::mt19937 random(7);
  std::vector<float> a(64), b(64 * count), c(64 * count);
  for (std::vector<float>* values : {&a, &b, &c})
    for (float& value : *values) value = static_cast<float>(random() % 32) - 16;
  std::vector<float> want = c;
  for (unsigned j = 0; j < count; ++j)
    for (unsigned row = 0; row < 8; ++row)
      for (unsigned column = 0; column < 8; ++column)
        for (unsigned k = 0; k < 8; ++k) want[64 * j + 8 * row + column] += a[8 * row + k] * b[64 * j + 8 * k + column];
  const void* inputs[] = {a.data(), b.data(), c.data()};
  module.run("f", inputs, UINT32_MAX, {});
  EXPECT_EQ(c, want);
}

INSTANTIATE_TEST_SUITE_P(Machines, GroupProducts,
                         testing::Values(std::pair{"", 2u}, std::pair{"", 4u}, std::pair{"+avx2,+fma", 2u},
                                         std::pair{"+avx2,+fma", 4u}, std::pair{"+sse2", 4u}));

}  // namespace
}  // namespace pewter::compiler
