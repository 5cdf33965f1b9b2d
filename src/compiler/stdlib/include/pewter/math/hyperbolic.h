// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math/exp.h>
#include <pewter/math/log.h>

// sinh, cosh, tanh and their inverses.
// Errors: sinh 1.7 ulp, cosh 1.4, tanh 1.6 (fast 5.3), asinh 1.9, acosh 2.1, atanh 2.2.
namespace metal {
namespace __pewter {
// exp(a) / 2 for a >= 0; infinity where cosh is.
__pewter_fn float half_exp(float a) {
  __pewter_as_written
  a = at_most(a, 90.0f);
  const float rounder = kRounder - 64, sum = __builtin_fmaf(a, 0x1.715476p+0f, rounder), n = sum - rounder;
  const float r = __builtin_fmaf(n, 0x1.05c61p-29f, __builtin_fmaf(n, -0x1.62e43p-1f, a));
  return exp_near_0(r) * from_bits((bits(sum) << 23) + 0x3f800000) * 0x1p63f;
}
__pewter_fn float cosh(float x) {
  __pewter_as_written
  const float e = half_exp(__builtin_fabsf(x));
  return e + 0.25f / e;
}
__pewter_fn float sinh(float x) {
  __pewter_as_written
  const float a = __builtin_fabsf(x), e = half_exp(a);
  const float z = x * x;
  float p = 0x1.756c1ep-19f;  // for |x| < 1
  p = __builtin_fmaf(p, z, 0x1.a022bcp-13f);
  p = __builtin_fmaf(p, z, 0x1.1110e0p-7f);
  p = __builtin_fmaf(p, z, 0x1.555556p-3f);
  return pick(a < 1.0f, __builtin_fmaf(p * z, x, x), with_sign_of(e - 0.25f / e, x));
}
namespace precise {
// 1 - 2 / (exp(2a) + 1)
__pewter_fn float tanh(float x) {
  __pewter_as_written
  const float a = __builtin_fabsf(x), y = at_most(a, 10.0f) * 2.0f;
  const float sum = __builtin_fmaf(y, 0x1.715476p+0f, kRounder), n = sum - kRounder;
  const float e = exp_near_0(__builtin_fmaf(n, -0x1.62e43p-1f, y)) * from_bits((bits(sum) << 23) + 0x3f800000);
  const float z = a * a;
  float p = 0x1.0d5184p-6f;  // for a < 0.55
  p = __builtin_fmaf(p, z, -0x1.af7d38p-5f);
  p = __builtin_fmaf(p, z, 0x1.10cefcp-3f);
  p = __builtin_fmaf(p, z, -0x1.555452p-2f);
  return with_sign_of(pick(a < 0.55f, __builtin_fmaf(p * z, a, a), 1.0f - 2.0f / (e + 1.0f)), x);
}
}  // namespace precise
namespace fast {
// A rational function up to where the result rounds to 1.
__pewter_fn float tanh(float x) {
  __pewter_as_written
  const float y = at_least(at_most(x, 9.02f), -9.02f), z = y * y;
  float p = 0x1.cbe712p-27f;
  p = __builtin_fmaf(p, z, 0x1.5a3824p-16f);
  p = __builtin_fmaf(p, z, 0x1.ca6c22p-9f);
  p = __builtin_fmaf(p, z, 0x1.1213f2p-3f);
  p = __builtin_fmaf(p, z, 1.0f);
  float q = 0x1.a23ff0p-21f;
  q = __builtin_fmaf(q, z, 0x1.58d4aep-12f);
  q = __builtin_fmaf(q, z, 0x1.a81752p-6f);
  q = __builtin_fmaf(q, z, 0x1.de5f46p-2f);
  q = __builtin_fmaf(q, z, 1.0f);
  return at_least(at_most(y * p / q, 1.0f), -1.0f);
}
}  // namespace fast
// log(a + sqrt(a * a + 1)), as log(1 + t); where a * a + 1 is a * a, log(2 * a).
__pewter_fn float asinh(float x) {
  __pewter_as_written
  const float a = __builtin_fabsf(x), z = a * a;
  const bool large = a > 0x1p30f;
  const float t = a + z / (1.0f + __builtin_sqrtf(z + 1.0f));
  const float y = log_1p(pick(large, a * 0.25f, t), pick(large, 3, 0));
  return with_sign_of(pick(a < kInfinity, y, a), x);
}
// log(x + sqrt(x * x - 1)), as log(1 + t)
__pewter_fn float acosh(float x) {
  __pewter_as_written
  const bool large = x > 0x1p30f;
  const float d = x - 1.0f, t = d + __builtin_sqrtf(__builtin_fmaf(d, d, d + d));
  const float y = log_1p(pick(large, x * 0.25f, t), pick(large, 3, 0));
  return pick(x >= 1.0f, pick(x < kInfinity, y, x), kNan);
}
// log((1 + a) / (1 - a)) / 2
__pewter_fn float atanh(float x) {
  __pewter_as_written
  const float a = __builtin_fabsf(x);
  const float y = 0.5f * log_1p((a + a) / (1.0f - a), 0);
  return with_sign_of(pick(a < 1.0f, y, pick(a == 1.0f, kInfinity, kNan)), x);
}
}  // namespace __pewter
}  // namespace metal
