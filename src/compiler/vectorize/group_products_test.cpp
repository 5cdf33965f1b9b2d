// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_products.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Target/TargetMachine.h>

#include <random>

#include "compiler/codegen/host_target.h"
#include "compiler/vectorize/group_operations_test_module.h"
#include "compiler/vectorize/matrix_fragments.h"
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

struct Case {
  const char* features;  // of the machine; of this one where empty
  unsigned count;        // of products side by side
  unsigned steps;
  unsigned pitch;              // floats from a matrix of b to the next one in its row
  bool loaded_by_rows = true;  // and taken from where they lie
  friend void PrintTo(const Case& c, std::ostream* out) {
    *out << c.features << " " << c.count << "x" << c.steps << " pitch " << c.pitch
         << (c.loaded_by_rows ? "" : " values");
  }
  std::string function() const {
    std::string name = "@pewter.multiply_panels." + std::to_string(count);
    if (steps > 1) name += "x" + std::to_string(steps);
    return name + (pitch > 8 && loaded_by_rows ? ".apart(" : "(");
  }
};

// The instructions of the function decide how a group is computed: registers of 16, 8 or 4 floats, and how many.
class GroupProducts : public testing::TestWithParam<Case> {};

TEST_P(GroupProducts, GivesWhatProductsGive) {
  const Case test = GetParam();
  const unsigned a_row = 8 * test.steps, b_row = test.count * test.pitch;
  TestModule module(*test.features ? test.features : TestModule::host_features());
  module.add("f", [&](const Operands& operands) {
    llvm::IRBuilder<>& builder = operands.builder;
    llvm::Value* const pointers[] = {operands.pointer(0), operands.pointer(1), operands.pointer(2)};
    // Rows of eight, `row` floats apart.
    const auto load = [&](unsigned operand, unsigned first, unsigned row) {
      auto* eight = llvm::FixedVectorType::get(builder.getFloatTy(), 8);
      llvm::SmallVector<llvm::Value*, 8> rows;
      for (unsigned i = 0; i < 8; ++i) {
        llvm::Value* at = builder.CreateConstGEP1_32(builder.getFloatTy(), pointers[operand], first + i * row);
        llvm::LoadInst* loaded = builder.CreateAlignedLoad(eight, at, llvm::Align(4));
        loaded->setVolatile(!test.loaded_by_rows);
        rows.push_back(loaded);
      }
      return joined(builder, rows);
    };
    llvm::SmallVector<llvm::Value*, 4> sums;
    for (unsigned j = 0; j < test.count; ++j) sums.push_back(load(2, 64 * j, 8));
    std::vector<llvm::Value*> a, b;
    for (unsigned step = 0; step < test.steps; ++step) {
      a.push_back(load(0, 8 * step, a_row));
      for (unsigned j = 0; j < test.count; ++j) b.push_back(load(1, 8 * step * b_row + j * test.pitch, b_row));
    }
    for (unsigned step = 0; step < test.steps; ++step)
      for (unsigned j = 0; j < test.count; ++j)
        sums[j] = Product::emit(builder, a[step], b[step * test.count + j], sums[j]);
    for (unsigned j = 0; j < test.count; ++j)
      builder.CreateAlignedStore(sums[j], builder.CreateConstGEP1_32(sums[j]->getType(), pointers[2], j),
                                 llvm::Align(4));
  });
  run_pass(module);
  EXPECT_THAT(module.text("f"), HasSubstr(test.function()));
  module.compile(/*optimize=*/true);
  std::mt19937 random(7);
  std::vector<float> a(8 * a_row), b(8 * test.steps * b_row), c(64 * test.count);
  for (std::vector<float>* values : {&a, &b, &c})
    for (float& value : *values) value = static_cast<float>(random() % 32) - 16;
  std::vector<float> want = c;
  for (unsigned j = 0; j < test.count; ++j)
    for (unsigned row = 0; row < 8; ++row)
      for (unsigned column = 0; column < 8; ++column)
        for (unsigned k = 0; k < 8 * test.steps; ++k)
          want[64 * j + 8 * row + column] += a[a_row * row + k] * b[b_row * k + test.pitch * j + column];
  const void* inputs[] = {a.data(), b.data(), c.data()};
  module.run("f", inputs, UINT32_MAX, {});
  EXPECT_EQ(c, want);
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const char* features : {"", "+avx2,+fma", "+sse2"})
    for (unsigned count : {2u, 4u})
      for (unsigned steps : {1u, 2u})
        for (unsigned pitch : {8u, 16u}) all.push_back({features, count, steps, pitch});
  all.push_back({.features = "", .count = 4, .steps = 2, .pitch = 16, .loaded_by_rows = false});
  return all;
}

INSTANTIATE_TEST_SUITE_P(Machines, GroupProducts, testing::ValuesIn(cases()));

}  // namespace
}  // namespace pewter::compiler
