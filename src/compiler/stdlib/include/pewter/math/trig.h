// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math/bits.h>

// sin, cos, tan: x = q * pi + r (tan: pi/2), with pi in three floats, of which a fused product and difference loses
// nothing up to kFar; and a polynomial in r. sinpi, cospi, tanpi reduce exactly.
// Errors: sin 1.9 ulp, cos 1.9, tan 3.1, sinpi 2.2, cospi 2.0, tanpi 3.9; fast the same, up to 10^5.
namespace metal {
namespace __pewter {
inline constexpr float kFar = 0x1p17f;

// |r| <= pi/2; the result never leaves [-1, 1].
__pewter_fn float sin_near_0(float r) {
  __pewter_as_written
  const float z = r * r;
  float p = 0x1.5db31ap-19f;
  p = __builtin_fmaf(p, z, -0x1.9f6fbcp-13f);
  p = __builtin_fmaf(p, z, 0x1.110ed6p-7f);
  p = __builtin_fmaf(p, z, -0x1.55554cp-3f);
  const float y = __builtin_fmaf(__builtin_fmaf(p, z, 0x1p-100f), r, r);  // the last term keeps -0
  return at_least(at_most(y, 1.0f), -1.0f);
}
// |r| <= pi/4
__pewter_fn float tan_near_0(float r) {
  __pewter_as_written
  const float z = r * r;
  float p = 0x1.24a590p-8f;
  p = __builtin_fmaf(p, z, -0x1.71cc28p-14f);
  p = __builtin_fmaf(p, z, 0x1.67952ap-7f);
  p = __builtin_fmaf(p, z, 0x1.5bd4d2p-6f);
  p = __builtin_fmaf(p, z, 0x1.baf0bap-5f);
  p = __builtin_fmaf(p, z, 0x1.110d1ap-3f);
  p = __builtin_fmaf(p, z, 0x1.555562p-2f);
  return __builtin_fmaf(p * z, r, r);
}
// -y where the lowest bit is set.
__pewter_fn float negate_if_odd(float y, int n) { return from_bits(bits(y) ^ (n << 31)); }

// x - q * pi, and -0 for -0: each term of pi is positive.
__pewter_fn float minus_multiple_of_pi(float x, float q) {
  const float r = __builtin_fmaf(q, -0x1.4442d0p-23f, __builtin_fmaf(q, -0x1.921fb4p+1f, x));
  return __builtin_fmaf(q, -0x1.846988p-47f, r);
}
__pewter_fn float sin_by_pi(float x) {
  __pewter_as_written
  const float sum = __builtin_fmaf(x, 0x1.45f306p-2f, kRounder), q = sum - kRounder;
  return negate_if_odd(sin_near_0(minus_multiple_of_pi(x, q)), bits(sum));
}
// cos(x) = sin(x + pi/2): multiples of pi that lie half-way.
__pewter_fn float cos_by_pi(float x) {
  __pewter_as_written
  const float sum = __builtin_fmaf(x, 0x1.45f306p-2f, -0.5f) + kRounder, q = (sum - kRounder) + 0.5f;
  return negate_if_odd(sin_near_0(minus_multiple_of_pi(-x, -q)), bits(sum));
}
__pewter_fn float tan_by_half_pi(float x) {
  __pewter_as_written
  const float sum = __builtin_fmaf(x, 0x1.45f306p-1f, kRounder), q = sum - kRounder;
  const float y = tan_near_0(minus_multiple_of_pi(x, q * 0.5f));
  return pick((bits(sum) & 1) != 0, -1.0f / y, y);
}

__pewter_fn float sinpi(float x) {
  __pewter_as_written
  const float r = __builtin_fmaf(-2.0f, __builtin_rintf(x * 0.5f), x), a = __builtin_fabsf(r);  // exact, in [-1, 1]
  const float y = sin_near_0(at_most(a, 1.0f - a) * 0x1.921fb6p+1f);
  return with_sign_of(y, pick(y == 0.0f, x, r));
}
__pewter_fn float cospi(float x) {
  __pewter_as_written
  const float a = __builtin_fabsf(__builtin_fmaf(-2.0f, __builtin_rintf(x * 0.5f), x));
  return sin_near_0((0.5f - a) * 0x1.921fb6p+1f);
}
__pewter_fn float tanpi(float x) { return sinpi(x) / cospi(x); }

namespace precise {
// The C library's functions are for the few arguments that are far away.
__pewter_fn float sin(float x) {
  if (__builtin_expect(__builtin_fabsf(x) > kFar, 0)) return __builtin_sinf(x);
  return sin_by_pi(x);
}
__pewter_fn float cos(float x) {
  if (__builtin_expect(__builtin_fabsf(x) > kFar, 0)) return __builtin_cosf(x);
  return cos_by_pi(x);
}
__pewter_fn float tan(float x) {
  if (__builtin_expect(__builtin_fabsf(x) > kFar, 0)) return __builtin_tanf(x);
  return tan_by_half_pi(x);
}
}  // namespace precise

// Far away results lose their meaning by and by, but sin and cos stay within -1 and 1.
namespace fast {
__pewter_fn float sin(float x) { return sin_by_pi(x); }
__pewter_fn float cos(float x) { return cos_by_pi(x); }
__pewter_fn float tan(float x) { return tan_by_half_pi(x); }
}  // namespace fast
}  // namespace __pewter
}  // namespace metal
