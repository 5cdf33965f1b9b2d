// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math/bits.h>

// Rounding, remainders, and functions of a number's exponent and fraction. All are exact, or correctly rounded.
namespace metal {
namespace __pewter {
// Half away from zero: the largest number below 1/2 carries no number across that should not be.
__pewter_fn float round(float x) {
  __pewter_as_written
  return __builtin_truncf(x + with_sign_of(0x1.fffffep-2f, x));
}
// `limit`: the largest number below 1 of the result's type.
__pewter_fn float fract(float x, float limit) {
  __pewter_as_written
  const float r = x - __builtin_floorf(x);
  return pick(__builtin_fabsf(x) == kInfinity, 0.0f, at_most(r, limit));
}
__pewter_fn float fdim(float x, float y) {
  __pewter_as_written
  return pick(x <= y, 0.0f, x - y);
}
// The quotient rounds to a number that is at most 1 too large, and then the remainder, which is exact, is negative.
// Beyond 2^24 the C library's loop has to do.
__pewter_fn float fmod(float x, float y) {
  __pewter_as_written
  const float a = __builtin_fabsf(x), b = __builtin_fabsf(y), q = a / b;
  if (__builtin_expect(!(q < 0x1p24f), 0)) return __builtin_fmodf(x, y);
  const float r = __builtin_fmaf(-__builtin_truncf(q), b, a);
  return with_sign_of(pick(a < b, a, pick(r < 0.0f, r + b, r)), x);
}
// In double nothing is lost but in the last step. k beyond 400 overflows or vanishes anyhow.
__pewter_fn float ldexp(float x, int k) {
  const int n = pick(k > 400, 400, pick(k < -400, -400, k));
  return float(double(x) * __builtin_bit_cast(double, long(n + 1023) << 52));
}
__pewter_fn float frexp(float x, int* exponent) {
  const bool tiny = __builtin_fabsf(x) < 0x1p-126f;
  const int b = bits(pick(tiny, x * 0x1p24f, x));
  const bool as_is = uint(bits(__builtin_fabsf(x))) - 1u >= 0x7f7fffffu;  // 0, infinity, NaN
  *exponent = pick(as_is, 0, (b >> 23 & 255) - pick(tiny, 150, 126));
  return pick(as_is, x, from_bits((b & -0x7f800001) | 0x3f000000));
}
__pewter_fn int ilogb(float x) {
  const float a = __builtin_fabsf(x);
  const bool tiny = a < 0x1p-126f;
  const int e = (bits(pick(tiny, a * 0x1p24f, a)) >> 23) - pick(tiny, 151, 127);
  return pick(a == 0.0f, -2147483647 - 1, pick(a < kInfinity, e, pick(a == kInfinity, 2147483647, -2147483647 - 1)));
}
__pewter_fn float modf(float x, float* whole) {
  __pewter_as_written
  const float w = *whole = __builtin_truncf(x);
  return with_sign_of(pick(w == x, 0.0f, x - w), x);  // infinity has no fraction
}
// The product is exact in float. Of the sum, the last bit says whether anything was cut off (rounding to odd), which is
// what the rounding to half has to know.
__pewter_fn half fma(half x, half y, half z) {
  __pewter_as_written
  const float product = float(x) * float(y), sum = product + float(z), part = sum - product;
  const float rest = (product - (sum - part)) + (float(z) - part);
  const bool inexact = (rest < 0.0f) | (rest > 0.0f);  // not NaN
  const bool beyond = (bits(rest) ^ bits(sum)) < 0;
  return half(from_bits((bits(sum) - int(inexact & beyond)) | int(inexact)));
}
// Away from zero the bit pattern counts up.
__pewter_fn float nextafter(float x, float y) {
  __pewter_as_written
  const int b = bits(x);
  const int step = pick((x < y) == (b >= 0), 1, -1);
  const int from_0 = (bits(y) & -0x80000000) | 1;
  const float r = pick(x == y, y, from_bits(pick(x == 0.0f, from_0, b + step)));
  return pick(__builtin_isunordered(x, y), x + y, r);
}
__pewter_fn half nextafter(half x, half y) {
  const float fx = float(x), fy = float(y);
  const int b = __builtin_bit_cast(ushort, x);
  const int step = pick((fx < fy) == (b < 0x8000), 1, -1);
  const int from_0 = (__builtin_bit_cast(ushort, y) & 0x8000) | 1;
  const int next = pick(fx == 0.0f, from_0, b + step);
  const int equal = pick(fx == fy, int(__builtin_bit_cast(ushort, y)), next);
  return __builtin_bit_cast(half, ushort(pick(__builtin_isunordered(fx, fy), 0x7e00, equal)));
}
}  // namespace __pewter
}  // namespace metal
