// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math/bits.h>

// exp, exp2, exp10: x = n * log(2) + r, and the result is 2^n times a polynomial in r.
// Errors: exp 0.90 ulp, exp2 0.90, exp10 1.01; fast: exp 4.6 at the far end, exp2 0.82, exp10 1.01.
namespace metal {
namespace __pewter {
// base^r for |r| <= log_base(2) / 2, each exactly 1 at 0.
__pewter_fn float exp_near_0(float r) {
  __pewter_as_written
  float p = 0x1.6abd34p-10f;
  p = __builtin_fmaf(p, r, 0x1.123deap-7f);
  p = __builtin_fmaf(p, r, 0x1.555862p-5f);
  p = __builtin_fmaf(p, r, 0x1.55548cp-3f);
  p = __builtin_fmaf(p, r, 0x1.fffffcp-2f);
  p = __builtin_fmaf(p, r, 1.0f);
  return __builtin_fmaf(p, r, 1.0f);
}
__pewter_fn float exp2_near_0(float r) {
  __pewter_as_written
  float p = 0x1.4bda38p-13f;
  p = __builtin_fmaf(p, r, 0x1.5fbcf4p-10f);
  p = __builtin_fmaf(p, r, 0x1.3b21cap-7f);
  p = __builtin_fmaf(p, r, 0x1.c6ada8p-5f);
  p = __builtin_fmaf(p, r, 0x1.ebfbe6p-3f);
  p = __builtin_fmaf(p, r, 0x1.62e432p-1f);
  return __builtin_fmaf(p, r, 1.0f);
}
__pewter_fn float exp10_near_0(float r) {
  __pewter_as_written
  float p = 0x1.a6b27ap-3f;
  p = __builtin_fmaf(p, r, 0x1.156ddep-1f);
  p = __builtin_fmaf(p, r, 0x1.2bd9bcp+0f);
  p = __builtin_fmaf(p, r, 0x1.046f98p+1f);
  p = __builtin_fmaf(p, r, 0x1.53524ap+1f);
  p = __builtin_fmaf(p, r, 0x1.26bb1cp+1f);
  return __builtin_fmaf(p, r, 1.0f);
}

// 2^n reaches from 2^-150 to 2^128, further than one float's exponent does: part of the way is in `unit`, and `rounder`
// takes that part off n, so that the bits of a sum with it give the exponent that remains.
struct Scale {
  float rounder, unit;
  __pewter_fn explicit Scale(bool down)
      : rounder(pick(down, kRounder + 64, kRounder - 64)), unit(pick(down, 0x1p-64f, 0x1p64f)) {}
  // p * 2^n, rounded once, where `sum` is n + rounder.
  __pewter_fn float apply(float p, float sum) const {
    __pewter_as_written
    return p * from_bits((bits(sum) << 23) + 0x3f800000) * unit;
  }
};

namespace precise {
// Subnormal results too.
__pewter_fn float exp(float x) {
  __pewter_as_written
  x = at_least(at_most(x, 89.0f), -104.0f);
  const Scale scale(x < 0.0f);
  const float sum = __builtin_fmaf(x, 0x1.715476p+0f, scale.rounder), n = sum - scale.rounder;
  const float r = __builtin_fmaf(n, 0x1.05c61p-29f, __builtin_fmaf(n, -0x1.62e43p-1f, x));
  return scale.apply(exp_near_0(r), sum);
}
__pewter_fn float exp2(float x) {
  __pewter_as_written
  x = at_least(at_most(x, 129.0f), -151.0f);
  const Scale scale(x < 0.0f);
  const float sum = x + scale.rounder, n = sum - scale.rounder;
  return scale.apply(exp2_near_0(x - n), sum);
}
__pewter_fn float exp10(float x) {
  __pewter_as_written
  x = at_least(at_most(x, 39.0f), -46.0f);
  const Scale scale(x < 0.0f);
  const float sum = __builtin_fmaf(x, 0x1.a934fp+1f, scale.rounder), n = sum - scale.rounder;
  const float r = __builtin_fmaf(n, 0x1.ec10cp-27f, __builtin_fmaf(n, -0x1.344136p-2f, x));
  return scale.apply(exp10_near_0(r), sum);
}
}  // namespace precise

// No subnormal results: 0 in their place. Infinities are as they should be; a NaN stays one if its low 9 bits are 0, as
// they are in every NaN that arithmetic makes, and in those of half and bfloat.
namespace fast {
__pewter_fn float times_power_of_2(float p, float sum) { return from_bits(bits(p) + (bits(sum) << 23)); }
__pewter_fn float exp(float x) {
  __pewter_as_written
  const float sum = __builtin_fmaf(x, 0x1.715476p+0f, kRounder), n = sum - kRounder;
  const float y = times_power_of_2(exp_near_0(__builtin_fmaf(n, -0x1.62e43p-1f, x)), sum);
  return pick(x > 0x1.62e42ep6f, kInfinity, pick(x < -0x1.5d589ep6f, 0.0f, y));
}
__pewter_fn float exp2(float x) {
  __pewter_as_written
  const float sum = x + kRounder, n = sum - kRounder;
  const float y = times_power_of_2(exp2_near_0(x - n), sum);
  return pick(x >= 128.0f, kInfinity, pick(x < -126.0f, 0.0f, y));
}
__pewter_fn float exp10(float x) {
  __pewter_as_written
  const float sum = __builtin_fmaf(x, 0x1.a934fp+1f, kRounder), n = sum - kRounder;
  const float r = __builtin_fmaf(n, 0x1.ec10cp-27f, __builtin_fmaf(n, -0x1.344136p-2f, x));
  const float y = times_power_of_2(exp10_near_0(r), sum);
  return pick(x > 0x1.344134p5f, kInfinity, pick(x < -0x1.2f7030p5f, 0.0f, y));
}
}  // namespace fast
}  // namespace __pewter
}  // namespace metal
