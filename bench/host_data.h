// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <span>
#include <string>

// Inputs that are the same in every run, and comparisons that say where two results part.
namespace pewter::bench {

// Evenly spread over [low, high).
void fill_uniform(std::span<float> values, std::uint32_t seed, float low = -1, float high = 1);
void fill_random_bits(std::span<std::uint32_t> words, std::uint32_t seed);

// What 16-bit floating-point numbers hold, rounded to nearest.
std::uint16_t half_bits(float value);
float half_value(std::uint16_t bits);
std::uint16_t bfloat_bits(float value);
float bfloat_value(std::uint16_t bits);

// How far a result may be from the reference: `absolute` + `relative` * |reference|.
struct Tolerance {
  double relative = 0, absolute = 0;
};

// The first of `count` elements that is too far from expected(index), in double; empty when there is none.
template <class T, class Expected>
std::string first_difference(std::span<T> got, std::size_t count, Tolerance tolerance, const Expected& expected) {
  for (std::size_t i = 0; i < count; ++i) {
    const double right = expected(i), value = static_cast<double>(got[i]);
    // Written so that a NaN is a difference.
    if (std::abs(value - right) <= tolerance.absolute + tolerance.relative * std::abs(right)) continue;
    return fmt::format("element {} is {:.9g} instead of {:.9g}", i, value, right);
  }
  return "";
}

}  // namespace pewter::bench
