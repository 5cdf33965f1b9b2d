// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_fragments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "compiler/vectorize/group_operations_test_module.h"

namespace pewter::compiler {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing_support::Operands;
using testing_support::TestModule;

using Lanes = std::array<float, kLanes>;
struct Elements {
  Lanes first, second;
};
struct Matrix {
  float at[8][8] = {};
};

// The layout as intrinsics.def has it.
Matrix matrix_of(const Elements& elements, std::uint32_t mask) {
  Matrix matrix;
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if (!(mask >> lane & 1)) continue;
    const unsigned quad = lane / 4, row = (quad & 4) + lane / 2 % 4, column = (quad & 2) * 2 + lane % 2 * 2;
    matrix.at[row][column] = elements.first[lane];
    matrix.at[row][column + 1] = elements.second[lane];
  }
  return matrix;
}

Matrix multiply_accumulate(const Matrix& a, const Matrix& b, Matrix c) {
  for (int row = 0; row < 8; ++row)
    for (int column = 0; column < 8; ++column)
      for (int k = 0; k < 8; ++k) c.at[row][column] += a.at[row][k] * b.at[k][column];
  return c;
}

Elements random_elements(std::mt19937& random) {  // small integers: sums are exact
  Elements elements;
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    elements.first[lane] = static_cast<float>(random() % 64) - 32;
    elements.second[lane] = static_cast<float>(random() % 64) - 32;
  }
  return elements;
}

Fragment input(const Operands& operands, unsigned i) {
  llvm::Type* type = operands.builder.getFloatTy();
  return {{operands.vector(2 * i, type), operands.vector(2 * i + 1, type)}};
}

void output(const Operands& operands, const Fragment& fragment) {
  operands.store(0, fragment.element[0]);
  operands.store(1, fragment.element[1]);
}

// a * b + c `times` times over, each time with the sum so far.
void emit(const Operands& operands, int times) {
  Fragment sum = input(operands, 2);
  for (int i = 0; i < times; ++i)
    sum = emit_multiply_accumulate(operands.builder, input(operands, 0), input(operands, 1), sum, operands.mask);
  output(operands, sum);
}

void check(const TestModule& module, const std::string& name, int times, std::uint32_t mask, std::mt19937& random) {
  const Elements a = random_elements(random), b = random_elements(random), c = random_elements(random);
  Elements result = {};
  const void* inputs[] = {&a.first, &a.second, &b.first, &b.second, &c.first, &c.second};
  void* outputs[] = {&result.first, &result.second};
  module.run(name, inputs, mask, outputs);
  Matrix want = matrix_of(c, mask);
  for (int i = 0; i < times; ++i) {
    want = multiply_accumulate(matrix_of(a, mask), matrix_of(b, mask), want);
    Elements kept = {};  // lanes that are not active lose theirs
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      const unsigned quad = lane / 4, row = (quad & 4) + lane / 2 % 4, column = (quad & 2) * 2 + lane % 2 * 2;
      kept.first[lane] = want.at[row][column], kept.second[lane] = want.at[row][column + 1];
    }
    want = matrix_of(kept, mask);
  }
  const Matrix got = matrix_of(result, mask);
  for (int row = 0; row < 8; ++row)
    for (int column = 0; column < 8; ++column)
      EXPECT_EQ(got.at[row][column], want.at[row][column]) << name << " " << row << ", " << column;
}

class MatrixFragments : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Ways, MatrixFragments, testing::Bool(),
                         [](const auto& info) { return info.param ? "O2" : "O0"; });

TEST_P(MatrixFragments, MultiplyAndAccumulate) {
  TestModule module;
  for (int times : {1, 3}) {
    module.add("any" + std::to_string(times), [&](const Operands& operands) { emit(operands, times); });
    module.add("all" + std::to_string(times), [&](const Operands& operands) { emit(operands, times); }, UINT32_MAX);
  }
  module.compile(GetParam());
  std::mt19937 random(3);
  for (int times : {1, 3}) {
    check(module, "all" + std::to_string(times), times, UINT32_MAX, random);
    for (std::uint32_t mask : {UINT32_MAX, 0x1u, 0x0f0ff0feu})
      check(module, "any" + std::to_string(times), times, mask, random);
  }
}

TEST_P(MatrixFragments, RowsAreTheMatrixInOrder) {
  TestModule module;
  module.add("rows", [](const Operands& operands) {
    llvm::Value* rows = rows_of_fragment(operands.builder, input(operands, 0));
    llvm::SmallVector<int> low, high;
    for (int i = 0; i < 32; ++i) low.push_back(i), high.push_back(32 + i);
    operands.store(0, operands.builder.CreateShuffleVector(rows, low));
    operands.store(1, operands.builder.CreateShuffleVector(rows, high));
  });
  module.compile(GetParam());
  std::mt19937 random(4);
  const Elements elements = random_elements(random);
  float rows[64];
  const void* inputs[] = {&elements.first, &elements.second};
  void* outputs[] = {rows, rows + 32};
  module.run("rows", inputs, 0, outputs);
  EXPECT_EQ(std::memcmp(rows, matrix_of(elements, UINT32_MAX).at, sizeof rows), 0);
}

int count(const std::string& text, const std::string& part) {
  int n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

TEST(MatrixFragmentForms, AChainOfProductsKeepsItsSumInRows) {
  TestModule module;
  const auto fragments_to_rows = [&](int times) {
    const std::string name = "f" + std::to_string(times);
    module.add(name, [&](const Operands& operands) { emit(operands, times); }, UINT32_MAX);
    EXPECT_EQ(count(module.text(name), "call <64 x float> @pewter.multiply_rows"), times);
    return count(module.text(name), ", <64 x i32> <i32 0, i32 32, i32 1, i32 33, i32 8,");
  };
  EXPECT_EQ(fragments_to_rows(1), 3);
  EXPECT_EQ(fragments_to_rows(2), 5) << "a and b of both, and c of the first";
}

TEST(MatrixFragmentForms, RowsComeBackAsTheyWere) {
  TestModule module;
  module.add("f", [](const Operands& operands) {
    llvm::Value* rows = rows_of_fragment(operands.builder, input(operands, 0));
    const Fragment fragment = fragment_of_rows(operands.builder, rows);
    EXPECT_EQ(rows_of_fragment(operands.builder, fragment), rows);
    EXPECT_NE(rows_of_fragment(operands.builder, {{fragment.element[1], fragment.element[0]}}), rows);
  });
}

}  // namespace
}  // namespace pewter::compiler
