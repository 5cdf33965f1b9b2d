// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math/exp.h>
#include <pewter/math/log.h>

// pow, powr: 2^(y * log2(x)). rsqrt.
// Errors: rsqrt none (0.5 ulp, fast 1.5); pow 3.1 ulp over some million random pairs, fast 110 where results are largest.
namespace metal {
namespace __pewter {
// A number as the sum of two, the second small.
struct Sum {
  float high, low;
};

// log2(a) with some 2^-30 of it as error, for a >= 0. 1 + f = (1 + s) / (1 - s), and a series in s has only odd terms:
// the first is made of two floats, all the others together are small.
__pewter_fn Sum log2_in_two(float a) {
  __pewter_as_written
  const ExponentAndFraction x = split_any(a);
  const float f = x.f, d = 2.0f + f, d_low = f - (d - 2.0f), inverse = 1.0f / d;
  const float s = f * inverse, s_low = __builtin_fmaf(-s, d_low, __builtin_fmaf(-s, d, f)) * inverse;
  const float z = s * s;
  float p = 0x1.6423bcp-2f;
  p = __builtin_fmaf(p, z, 0x1.a5220ep-2f);
  p = __builtin_fmaf(p, z, 0x1.27786cp-1f);
  p = __builtin_fmaf(p, z, 0x1.ec709cp-1f);
  const float first = s * 0x1.715476p+1f;
  float low = __builtin_fmaf(s, 0x1.4ae0cp-25f, __builtin_fmaf(s, 0x1.715476p+1f, -first));
  low = __builtin_fmaf(s_low, 0x1.715476p+1f, low);
  low = __builtin_fmaf(s * z, p, low);
  const float e = float(x.e) * 0x1p-23f;
  const float sum = e + first;
  low += (e - sum) + first;
  const float high = sum + low;
  return {pick(a == 0.0f, -kInfinity, pick(a < kInfinity, high, a)), low - (high - sum)};
}
// 2^(high + low)
__pewter_fn float exp2_of(Sum x) {
  __pewter_as_written
  const float low = pick(__builtin_fabsf(x.high) < 160.0f, x.low, 0.0f);
  const float high = at_least(at_most(x.high, 160.0f), -160.0f);
  const Scale scale(high < 0.0f);
  const float sum = high + scale.rounder, n = sum - scale.rounder;
  return scale.apply(exp2_near_0((high - n) + low), sum);
}
// pow(|x|, y) given a sign, or NaN where x is negative and y no integer.
__pewter_fn float pow_sign(float magnitude, float x, float y) {
  __pewter_as_written
  const float half_y = y * 0.5f;
  const bool whole = __builtin_rintf(y) == y, even = __builtin_rintf(half_y) == half_y;
  const float r = from_bits(bits(magnitude) ^ pick(whole & !even, bits(x) & -0x80000000, 0));
  const bool negative = uint(bits(x)) - 0x80000001u < 0x7f7fffffu;  // neither 0 nor infinity
  return pick(negative & !whole, kNan, r);
}
// x^0 and 1^y are 1 even with NaN, and so is (-1)^infinity.
__pewter_fn bool pow_is_1(float x, float y) {
  return (y == 0.0f) | (x == 1.0f) | ((x == -1.0f) & (__builtin_fabsf(y) == kInfinity));
}

namespace precise {
// That expression's NaNs are those of IEEE 754's powr, but for negative x.
__pewter_fn float pow_magnitude(float a, float y) {
  __pewter_as_written
  const Sum l = log2_in_two(a);
  const float high = y * l.high;
  return exp2_of({high, __builtin_fmaf(y, l.low, __builtin_fmaf(y, l.high, -high))});
}
__pewter_fn float pow(float x, float y) {
  return pick(pow_is_1(x, y), 1.0f, pow_sign(pow_magnitude(__builtin_fabsf(x), y), x, y));
}
__pewter_fn float powr(float x, float y) { return pick(x >= 0.0f, pow_magnitude(__builtin_fabsf(x), y), kNan); }

// Correctly rounded: one step of second order from a result that is off by 1.5 ulp at most, with its residue in two
// floats.
__pewter_fn float rsqrt(float x) {
  __pewter_as_written
  const float r = 1.0f / __builtin_sqrtf(x), h = x * r, h_low = __builtin_fmaf(x, r, -h);
  const float residue = __builtin_fmaf(-h_low, r, __builtin_fmaf(-h, r, 1.0f));
  const float better = __builtin_fmaf(r * residue, __builtin_fmaf(residue, 0.375f, 0.5f), r);
  return pick(__builtin_fabsf(residue) < 1.0f, better, r);  // not where x is 0, infinity or NaN
}
}  // namespace precise

namespace fast {
__pewter_fn float pow(float x, float y) {
  __pewter_as_written
  return pick(pow_is_1(x, y), 1.0f, pow_sign(exp2(y * log2(__builtin_fabsf(x))), x, y));
}
__pewter_fn float powr(float x, float y) {
  __pewter_as_written
  return exp2(y * log2(x));
}
__pewter_fn float rsqrt(float x) {
  __pewter_as_written
  return 1.0f / __builtin_sqrtf(x);
}
}  // namespace fast
}  // namespace __pewter
}  // namespace metal
