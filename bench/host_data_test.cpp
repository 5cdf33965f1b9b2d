// SPDX-License-Identifier: Apache-2.0
#include "host_data.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace pewter::bench {
namespace {

TEST(FirstDifference, FindsTheFirstThatIsTooFar) {
  std::vector<float> got = {1, 2, 3.5f, 9};
  const auto expected = [](std::size_t i) { return static_cast<double>(i + 1); };
  const std::span<float> values(got);
  EXPECT_EQ(first_difference(values, 2, {}, expected), "");
  EXPECT_EQ(first_difference(values, 4, {}, expected), "element 2 is 3.5 instead of 3");
  EXPECT_EQ(first_difference(values, 3, {0, 0.5}, expected), "");
  EXPECT_EQ(first_difference(values, 3, {0.2, 0}, expected), "");
  EXPECT_NE(first_difference(values, 4, {0.2, 0}, expected), "");
}

TEST(FirstDifference, NanIsNeverRight) {
  std::vector<float> got = {std::numeric_limits<float>::quiet_NaN()};
  EXPECT_NE(first_difference(std::span<float>(got), 1, {1, 1}, [](std::size_t) { return 0.0; }), "");
}

TEST(Formats, RoundToNearestAndComeBack) {
  EXPECT_EQ(half_bits(1.0f), 0x3c00);
  EXPECT_EQ(half_value(0xc000), -2.0f);
  EXPECT_EQ(bfloat_bits(1.0f), 0x3f80);
  EXPECT_EQ(bfloat_bits(1.00390625f), 0x3f80);  // halfway: to even
  EXPECT_EQ(bfloat_bits(1.01171875f), 0x3f82);  // halfway: to even
  EXPECT_EQ(bfloat_value(0x4040), 3.0f);
}

TEST(Fill, IsTheSameEachTimeAndWithinItsBounds) {
  std::vector<float> first(1000), second(1000), other(1000);
  fill_uniform(first, 1, -2, 3);
  fill_uniform(second, 1, -2, 3);
  fill_uniform(other, 2, -2, 3);
  EXPECT_EQ(first, second);
  EXPECT_NE(first, other);
  for (float value : first) {
    EXPECT_GE(value, -2);
    EXPECT_LT(value, 3);
  }
}

}  // namespace
}  // namespace pewter::bench
