// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math/bits.h>

// log, log2, log10: x = 2^e * (1 + f) with f in [-1/3, 1/3], and a polynomial in f.
// Errors: log 0.95 ulp, log2 1.7, log10 2.8.
namespace metal {
namespace __pewter {
// A positive normal number. The exponent is in units of 2^-23, as it stands in the bits: its factor takes care of that.
struct ExponentAndFraction {
  int e;
  float f;
};
__pewter_fn ExponentAndFraction split(float x) {
  __pewter_as_written
  const int b = bits(x);
  const int e = (b - 0x3f2aaaab) & -0x800000;  // 2/3
  return {e, from_bits(b - e) - 1.0f};
}
// Subnormal numbers too.
__pewter_fn ExponentAndFraction split_any(float x) {
  __pewter_as_written
  const bool tiny = x < 0x1p-126f;
  ExponentAndFraction s = split(pick(tiny, x * 0x1p24f, x));
  s.e -= pick(tiny, 24 << 23, 0);
  return s;
}
// log(1 + f) + e * log(2), likewise for the other bases.
__pewter_fn float log_of(ExponentAndFraction s) {
  __pewter_as_written
  const float f = s.f;
  float p = -0x1.08059cp-3f;
  p = __builtin_fmaf(p, f, 0x1.1e66b6p-3f);
  p = __builtin_fmaf(p, f, -0x1.f31138p-4f);
  p = __builtin_fmaf(p, f, 0x1.1ed716p-3f);
  p = __builtin_fmaf(p, f, -0x1.559dccp-3f);
  p = __builtin_fmaf(p, f, 0x1.99d028p-3f);
  p = __builtin_fmaf(p, f, -0x1.fffefp-3f);
  p = __builtin_fmaf(p, f, 0x1.555506p-2f);
  p = __builtin_fmaf(p, f, -0.5f);
  return __builtin_fmaf(float(s.e), 0x1.62e43p-24f, __builtin_fmaf(p, f * f, f));
}
__pewter_fn float log2_of(ExponentAndFraction s) {
  __pewter_as_written
  const float f = s.f;
  float p = -0x1.80af34p-3f;
  p = __builtin_fmaf(p, f, 0x1.a03bb0p-3f);
  p = __builtin_fmaf(p, f, -0x1.66efccp-3f);
  p = __builtin_fmaf(p, f, 0x1.9d142cp-3f);
  p = __builtin_fmaf(p, f, -0x1.ecf40ap-3f);
  p = __builtin_fmaf(p, f, 0x1.27a5c6p-2f);
  p = __builtin_fmaf(p, f, -0x1.715328p-2f);
  p = __builtin_fmaf(p, f, 0x1.ec6ff4p-2f);
  p = __builtin_fmaf(p, f, -0x1.715478p-1f);
  p = __builtin_fmaf(p, f, 0x1.715476p+0f);
  return __builtin_fmaf(p, f, float(s.e) * 0x1p-23f);
}
__pewter_fn float log10_of(ExponentAndFraction s) {
  __pewter_as_written
  const float f = s.f;
  float p = -0x1.cf34c8p-5f;
  p = __builtin_fmaf(p, f, 0x1.f531d6p-5f);
  p = __builtin_fmaf(p, f, -0x1.b033f0p-5f);
  p = __builtin_fmaf(p, f, 0x1.f1657ep-5f);
  p = __builtin_fmaf(p, f, -0x1.28c996p-4f);
  p = __builtin_fmaf(p, f, 0x1.63fec0p-4f);
  p = __builtin_fmaf(p, f, -0x1.bcb620p-4f);
  p = __builtin_fmaf(p, f, 0x1.287a10p-3f);
  p = __builtin_fmaf(p, f, -0x1.bcb7b2p-3f);
  p = __builtin_fmaf(p, f, 0x1.bcb7b2p-2f);
  const float e = float(s.e);
  return __builtin_fmaf(e, 0x1.344136p-25f, __builtin_fmaf(e, -0x1.ec10cp-50f, p * f));
}
// log(1 + t) + extra * log(2) for 0 <= t < 2^126, without the rounding of 1 + t.
__pewter_fn float log_1p(float t, int extra) {
  __pewter_as_written
  ExponentAndFraction s = split(1.0f + t);
  const float unit = from_bits(0x3f800000 - s.e);
  s.f = __builtin_fmaf(t, unit, unit - 1.0f);
  s.e += extra << 23;
  return log_of(s);
}
// `y`, or what logarithms are at 0, infinity, NaN and below 0.
__pewter_fn float log_edges(float x, float y) {
  return pick(x > 0.0f, pick(x < kInfinity, y, x), pick(x == 0.0f, -kInfinity, kNan));
}

namespace precise {
__pewter_fn float log(float x) { return log_edges(x, log_of(split_any(x))); }
__pewter_fn float log2(float x) { return log_edges(x, log2_of(split_any(x))); }
__pewter_fn float log10(float x) { return log_edges(x, log10_of(split_any(x))); }
}  // namespace precise

// Only of normal numbers; 0, infinity, NaN and negative numbers are as they should be.
namespace fast {
__pewter_fn float log(float x) { return log_edges(x, log_of(split(x))); }
__pewter_fn float log2(float x) { return log_edges(x, log2_of(split(x))); }
__pewter_fn float log10(float x) { return log_edges(x, log10_of(split(x))); }
}  // namespace fast
}  // namespace __pewter
}  // namespace metal
