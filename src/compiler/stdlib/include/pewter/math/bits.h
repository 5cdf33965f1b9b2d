// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/scalar.h>

// What the elementary functions are made of. They are straight lines of float and 32-bit integer arithmetic, so that
// the vectoriser widens them like any other arithmetic and both executors compute the same bits. So each function
//  - begins with __pewter_as_written: products and sums fuse where __builtin_fmaf says so and nowhere else;
//  - chooses with pick() and not with && || ?:, which become branches.
// Coefficients are minimax fits of our own (Remez, rounded to float). Errors, in units in the last place, are what
// test/math_accuracy_test.cpp has found over all 2^32 floats.
#define __pewter_as_written _Pragma("clang fp contract(off)")

namespace metal {
namespace __pewter {
__pewter_fn int bits(float x) { return __builtin_bit_cast(int, x); }
__pewter_fn float from_bits(int b) { return __builtin_bit_cast(float, b); }
// LLVM makes one select of it. Of ?: it makes a branch first, and sinks into that what only one side needs.
__pewter_fn int pick(bool condition, int yes, int no) {
  const int mask = -int(condition);
  return (yes & mask) | (no & ~mask);
}
__pewter_fn float pick(bool condition, float yes, float no) { return from_bits(pick(condition, bits(yes), bits(no))); }
// One instruction each, and NaN stays NaN. (The branch is no harm: the condition needs x itself.)
__pewter_fn float at_most(float x, float limit) { return x > limit ? limit : x; }
__pewter_fn float at_least(float x, float limit) { return x < limit ? limit : x; }
__pewter_fn float with_sign_of(float x, float sign) { return __builtin_copysignf(x, sign); }

// Adding it rounds a small number to an integer, which then stands in the low bits of the sum.
inline constexpr float kRounder = 0x1.8p23f;
inline constexpr float kInfinity = __builtin_inff();
inline constexpr float kNan = __builtin_nanf("");
}  // namespace __pewter
}  // namespace metal
