// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math/bits.h>

// asin, acos, atan, atan2.
// Errors: asin 2.3 ulp, acos 1.3, atan 1.9, atan2 1.8 over some million random pairs.
namespace metal {
namespace __pewter {
// asin(s) for 0 <= s <= 1/2, with s * s, which callers have.
__pewter_fn float asin_near_0(float s, float z) {
  __pewter_as_written
  float p = 0x1.340f8cp-5f;
  p = __builtin_fmaf(p, z, 0x1.d69e12p-7f);
  p = __builtin_fmaf(p, z, 0x1.04c38ep-5f);
  p = __builtin_fmaf(p, z, 0x1.6ca812p-5f);
  p = __builtin_fmaf(p, z, 0x1.3338acp-4f);
  p = __builtin_fmaf(p, z, 0x1.55554cp-3f);
  return __builtin_fmaf(p * z, s, s);
}
// asin(a) = pi/2 - 2 * asin(sqrt((1 - a) / 2)), for a above 1/2.
__pewter_fn float asin(float x) {
  __pewter_as_written
  const float a = __builtin_fabsf(x);
  const bool large = a > 0.5f;
  const float z = pick(large, __builtin_fmaf(a, -0.5f, 0.5f), x * x);
  const float y = asin_near_0(pick(large, __builtin_sqrtf(z), a), z);
  return with_sign_of(pick(large, __builtin_fmaf(y, -2.0f, 0x1.921fb6p+0f), y), x);
}
__pewter_fn float acos(float x) {
  __pewter_as_written
  const float a = __builtin_fabsf(x);
  const bool large = a > 0.5f;
  const float z = pick(large, __builtin_fmaf(a, -0.5f, 0.5f), x * x);
  const float y = with_sign_of(asin_near_0(pick(large, __builtin_sqrtf(z), a), z), x);
  // small: pi/2 - asin(x); near 1: 2y; near -1: pi - 2|y|
  return pick(large, __builtin_fmaf(y, 2.0f, pick(x < 0.0f, 0x1.921fb6p+1f, 0.0f)), 0x1.921fb6p+0f - y);
}

// |t| <= 1
__pewter_fn float atan_near_0(float t) {
  __pewter_as_written
  const float z = t * t;
  float p = -0x1.d33cecp-10f;
  p = __builtin_fmaf(p, z, 0x1.64192cp-7f);
  p = __builtin_fmaf(p, z, -0x1.fd76f8p-6f);
  p = __builtin_fmaf(p, z, 0x1.da2804p-5f);
  p = __builtin_fmaf(p, z, -0x1.5808d8p-4f);
  p = __builtin_fmaf(p, z, 0x1.c08c48p-4f);
  p = __builtin_fmaf(p, z, -0x1.242086p-3f);
  p = __builtin_fmaf(p, z, 0x1.9991e4p-3f);
  p = __builtin_fmaf(p, z, -0x1.55553ep-2f);
  return __builtin_fmaf(p * z, t, t);
}
__pewter_fn float atan(float x) {
  __pewter_as_written
  const float a = __builtin_fabsf(x);
  const bool large = a > 1.0f;
  const float y = atan_near_0(pick(large, 1.0f / a, a));
  return with_sign_of(pick(large, 0x1.921fb6p+0f - y, y), x);
}
__pewter_fn float atan2(float y, float x) {
  __pewter_as_written
  const float ax = __builtin_fabsf(x), ay = __builtin_fabsf(y);
  const bool steep = ay > ax;
  const float high = pick(steep, ay, ax), low = pick(steep, ax, ay);
  // 0 / 0 is to be 0, and infinity / infinity 1.
  const float t = pick(low == high, pick(high == 0.0f, 0.0f, 1.0f), low / high);
  float r = atan_near_0(t);
  r = pick(steep, 0x1.921fb6p+0f - r, r);
  r = pick(bits(x) < 0, 0x1.921fb6p+1f - r, r);
  return pick(__builtin_isunordered(x, y), kNan, with_sign_of(r, y));
}
}  // namespace __pewter
}  // namespace metal
