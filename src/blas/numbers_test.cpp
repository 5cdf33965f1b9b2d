// SPDX-License-Identifier: Apache-2.0
#include "blas/numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace pewter::blas {
namespace {

using model::ElementType;

// The compiler's own half.
std::uint16_t compilers_half(float value) { return std::bit_cast<std::uint16_t>(static_cast<_Float16>(value)); }

TEST(Numbers, EveryHalf) {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const float expected = static_cast<float>(std::bit_cast<_Float16>(half)), got = float_of_half(half);
    if (expected != expected) {
      EXPECT_TRUE(got != got) << bits;
      EXPECT_TRUE(std::isnan(float_of_half(half_of(got)))) << bits;
      continue;
    }
    ASSERT_EQ(std::bit_cast<std::uint32_t>(got), std::bit_cast<std::uint32_t>(expected)) << bits;
    ASSERT_EQ(half_of(got), half) << bits;
  }
}

TEST(Numbers, FloatsBetweenHalvesAreRoundedToTheNearest) {
  for (std::uint32_t bits = 0; bits < 0x7c00; ++bits) {
    const float low = float_of_half(static_cast<std::uint16_t>(bits)),
                high = bits == 0x7bff ? 65536.0f : float_of_half(static_cast<std::uint16_t>(bits + 1));
    const float middle = low + (high - low) / 2;
    for (const float value : {middle, std::nextafter(middle, 0.0f), std::nextafter(middle, 1e9f)})
      for (const float sign : {1.0f, -1.0f}) ASSERT_EQ(half_of(sign * value), compilers_half(sign * value)) << value;
  }
  EXPECT_EQ(half_of(1e30f), 0x7c00);
  EXPECT_EQ(half_of(-std::numeric_limits<float>::infinity()), 0xfc00);
}

TEST(Numbers, BfloatsAreTheUpperHalfRounded) {
  EXPECT_EQ(bfloat_of(1.0f), 0x3f80);
  EXPECT_EQ(bfloat_of(std::bit_cast<float>(0x3f808000u)), 0x3f80);  // a tie: to even
  EXPECT_EQ(bfloat_of(std::bit_cast<float>(0x3f818000u)), 0x3f82);
  EXPECT_EQ(bfloat_of(std::bit_cast<float>(0x3f808001u)), 0x3f81);
  EXPECT_EQ(bfloat_of(std::numeric_limits<float>::max()), 0x7f80);
  EXPECT_TRUE(std::isnan(float_of_bfloat(bfloat_of(std::bit_cast<float>(0x7f800001u)))));
}

TEST(Numbers, RunsAreTheSameAsElements) {
  for (const ElementType type :
       {ElementType::float32, ElementType::float16, ElementType::bfloat16, ElementType::int8, ElementType::int16})
    for (std::size_t count = 0; count < 40; ++count) {
      std::vector<unsigned char> bytes(count * 4 + 1);
      for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i * 37 % 120);
      std::vector<float> run(count + 1, -5);
      read_run(bytes.data(), type, run.data(), count);
      for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(run[i], read(bytes.data(), type, i));
      EXPECT_EQ(run[count], -5);
      if (type == ElementType::int8 || type == ElementType::int16) continue;
      std::vector<unsigned char> one(bytes.size(), 99), other(bytes.size(), 99);
      write_run(run.data(), one.data(), type, count);
      for (std::size_t i = 0; i < count; ++i) write(other.data(), type, i, run[i]);
      EXPECT_EQ(one, other);
    }
}

}  // namespace
}  // namespace pewter::blas
