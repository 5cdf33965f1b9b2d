// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/elementwise.h>

// <metal_math> and <metal_common>; math.def has the table. All of it computes precisely, whatever the program's own
// arithmetic is allowed to do: fast:: and precise:: name the same functions, and both keep to the specification's tables.
// (Targets that cannot change the mode ignore the pragma; the front end's gives no fast-math flags to take away.)
#pragma float_control(precise, on, push)

namespace metal {
namespace __pewter {
__pewter_fn float sinpi(float x) {
  float r = x - 2.0f * __builtin_rintf(x * 0.5f);  // exact, in [-1, 1]
  if (__builtin_fabsf(r) > 0.5f) r = __builtin_copysignf(1.0f, r) - r;
  r = __builtin_sinf(r * 3.14159265358979323846f);
  return r == 0.0f ? __builtin_copysignf(r, x) : r;
}
__pewter_fn float cospi(float x) {
  const float pi = 3.14159265358979323846f;
  const float r = __builtin_fabsf(x - 2.0f * __builtin_rintf(x * 0.5f));  // exact, in [0, 1]
  if (r <= 0.25f) return __builtin_cosf(r * pi);
  if (r < 0.75f) return __builtin_sinf((0.5f - r) * pi);
  return -__builtin_cosf((1.0f - r) * pi);  // NaN comes here
}
// `limit`: the largest number below 1 of the result's type.
__pewter_fn float fract(float x, float limit) {
  const float r = x - __builtin_floorf(x);
  if (__builtin_fabsf(x) == __builtin_inff()) return 0.0f;
  return r > limit ? limit : r;
}
// IEEE 754 powr: exp2(y * log2(x)) with that expression's NaNs.
__pewter_fn float powr(float x, float y) {
  const float inf = __builtin_inff();
  const bool undefined = !(x >= 0.0f) || y != y || ((x == 0.0f || x == inf) && y == 0.0f) ||
                         (x == 1.0f && __builtin_fabsf(y) == inf);
  return undefined ? __builtin_nanf("") : __builtin_powf(__builtin_fabsf(x), y);
}
__pewter_fn float median3(float x, float y, float z) {
  return __builtin_fmaxf(__builtin_fminf(x, y), __builtin_fminf(__builtin_fmaxf(x, y), z));
}
__pewter_fn float smoothstep(float low, float high, float x) {
  const float t = __builtin_fminf(__builtin_fmaxf((x - low) / (high - low), 0.0f), 1.0f);
  return t * t * (3.0f - 2.0f * t);
}
__pewter_fn half nextafter(half x, half y) {
  if (x != x || y != y) return half(float(x) + float(y));
  if (x == y) return y;
  const ushort bits = __builtin_bit_cast(ushort, x);
  if (x == half(0)) return __builtin_bit_cast(half, ushort((y < half(0) ? 0x8000 : 0) | 1));
  // Away from zero the bit pattern counts up.
  return __builtin_bit_cast(half, ushort((x < y) == (x > half(0)) ? bits + 1 : bits - 1));
}
}  // namespace __pewter
}  // namespace metal

// The __metal_ functions. The last argument says whether fast results will do; they never need to differ here.
#define PEWTER_MATH_1_HALF(name, e, h)                                                  \
  __pewter_fn float __metal_##name(float x, bool = true) { return e; }                  \
  __pewter_fn half __metal_##name(half x, bool = true) { return h; }
#define PEWTER_MATH_2_HALF(name, e, h)                                                  \
  __pewter_fn float __metal_##name(float x, float y, bool = true) { return e; }         \
  __pewter_fn half __metal_##name(half x, half y, bool = true) { return h; }
#define PEWTER_MATH_3_HALF(name, e, h)                                                  \
  __pewter_fn float __metal_##name(float x, float y, float z, bool = true) { return e; } \
  __pewter_fn half __metal_##name(half x, half y, half z, bool = true) { return h; }
#define PEWTER_MATH_1(name, e) PEWTER_MATH_1_HALF(name, e, half(__metal_##name(float(x))))
#define PEWTER_MATH_2(name, e) PEWTER_MATH_2_HALF(name, e, half(__metal_##name(float(x), float(y))))
#define PEWTER_MATH_3(name, e) PEWTER_MATH_3_HALF(name, e, half(__metal_##name(float(x), float(y), float(z))))
#include <pewter/math.def>

__pewter_fn float __metal_frexp(float x, int* e) { return __builtin_frexpf(x, e); }
__pewter_fn half __metal_frexp(half x, int* e) { return half(__builtin_frexpf(float(x), e)); }
__pewter_fn int __metal_ilogb(float x) { return __builtin_ilogbf(x); }
__pewter_fn int __metal_ilogb(half x) { return __builtin_ilogbf(float(x)); }
__pewter_fn float __metal_ldexp(float x, int k, bool = true) { return __builtin_ldexpf(x, k); }
__pewter_fn half __metal_ldexp(half x, int k, bool = true) { return half(__builtin_ldexpf(float(x), k)); }
__pewter_fn float __metal_modf(float x, float* whole, bool = true) {
  const float w = *whole = __builtin_truncf(x);
  return __builtin_copysignf(w == x ? 0.0f : x - w, x);  // infinity has no fraction
}
__pewter_fn half __metal_modf(half x, half* whole, bool = true) {
  float w;
  const half fraction = half(__metal_modf(float(x), &w));
  *whole = half(w);
  return fraction;
}

namespace metal {
namespace __pewter {
// A bfloat argument computes in float. Only functions that integers have too need to say so: elsewhere overload resolution
// comes to the same.
template <typename... A> concept any_bfloat = (__is_same(A, bfloat) || ...) && (__is_arithmetic(A) && ...);
}  // namespace __pewter

#define PEWTER_MATH_1(name, e)                                                   \
  __pewter_fn float name(float x) { return __metal_##name(x); }                  \
  __pewter_fn half name(half x) { return __metal_##name(x); }                    \
  template <__pewter::any_bfloat A>                                              \
  __pewter_fn float name(A x) { return __metal_##name(float(x)); }               \
  __pewter_vectors_1(name, float, float)                                         \
  __pewter_vectors_1(name, half, half)                                           \
  template <int N>                                                               \
  __pewter_fn vec<bfloat, N> name(vec<bfloat, N> x) {                            \
    return vec<bfloat, N>(name(vec<float, N>(x)));                               \
  }
#define PEWTER_MATH_2(name, e)                                                   \
  __pewter_fn float name(float x, float y) { return __metal_##name(x, y); }      \
  __pewter_fn half name(half x, half y) { return __metal_##name(x, y); }         \
  template <typename A, typename B> requires __pewter::any_bfloat<A, B>          \
  __pewter_fn float name(A x, B y) { return __metal_##name(float(x), float(y)); } \
  __pewter_vectors_2(name, float, float)                                         \
  __pewter_vectors_2(name, half, half)                                           \
  template <int N>                                                               \
  __pewter_fn vec<bfloat, N> name(vec<bfloat, N> x, vec<bfloat, N> y) {          \
    return vec<bfloat, N>(name(vec<float, N>(x), vec<float, N>(y)));             \
  }
#define PEWTER_MATH_3(name, e)                                                              \
  __pewter_fn float name(float x, float y, float z) { return __metal_##name(x, y, z); }     \
  __pewter_fn half name(half x, half y, half z) { return __metal_##name(x, y, z); }         \
  template <typename A, typename B, typename C> requires __pewter::any_bfloat<A, B, C>      \
  __pewter_fn float name(A x, B y, C z) {                                                   \
    return __metal_##name(float(x), float(y), float(z));                                    \
  }                                                                                         \
  __pewter_vectors_3(name, float, float)                                                    \
  __pewter_vectors_3(name, half, half)                                                      \
  template <int N>                                                                          \
  __pewter_fn vec<bfloat, N> name(vec<bfloat, N> x, vec<bfloat, N> y, vec<bfloat, N> z) {   \
    return vec<bfloat, N>(name(vec<float, N>(x), vec<float, N>(y), vec<float, N>(z)));      \
  }
#define PEWTER_MATH_1_HALF(name, e, h) PEWTER_MATH_1(name, e)
#define PEWTER_MATH_2_HALF(name, e, h) PEWTER_MATH_2(name, e)
#define PEWTER_MATH_3_HALF(name, e, h) PEWTER_MATH_3(name, e)
#include <pewter/math.def>

// Functions with an integer, or with a second result through a reference.
#define __pewter_x(T)                                                                     \
  __pewter_fn int ilogb(T x) { return __metal_ilogb(x); }                                 \
  __pewter_fn T ldexp(T x, int k) { return __metal_ldexp(x, k); }                         \
  __pewter_fn T frexp(T x, int& e) { return __metal_frexp(x, &e); }                       \
  __pewter_fn T modf(T x, T& whole) { return __metal_modf(x, &whole); }                   \
  __pewter_fn T sincos(T x, T& cosine) { return cosine = __metal_cos(x), __metal_sin(x); } \
  __pewter_vectors_1(ilogb, int, T)                                                       \
  __pewter_y(T, 2) __pewter_y(T, 3) __pewter_y(T, 4)
#define __pewter_y(T, N)                                                                  \
  __pewter_fn vec<T, N> ldexp(vec<T, N> x, vec<int, N> k) {                               \
    vec<T, N> r;                                                                          \
    for (int i = 0; i < N; ++i) r[i] = ldexp(x[i], k[i]);                                 \
    return r;                                                                             \
  }                                                                                       \
  __pewter_fn vec<T, N> frexp(vec<T, N> x, vec<int, N>& e) {                              \
    vec<T, N> r;                                                                          \
    for (int i = 0; i < N; ++i) r[i] = frexp(x[i], e[i]);                                 \
    return r;                                                                             \
  }                                                                                       \
  __pewter_fn vec<T, N> modf(vec<T, N> x, vec<T, N>& whole) {                             \
    vec<T, N> r;                                                                          \
    for (int i = 0; i < N; ++i) r[i] = modf(x[i], whole[i]);                              \
    return r;                                                                             \
  }                                                                                       \
  __pewter_fn vec<T, N> sincos(vec<T, N> x, vec<T, N>& cosine) { return cosine = cos(x), sin(x); }
__pewter_real_types(__pewter_x)
#undef __pewter_x
#undef __pewter_y

namespace fast {
#define PEWTER_MATH_1(name, e) using metal::name;
#define PEWTER_MATH_2(name, e) using metal::name;
#define PEWTER_MATH_3(name, e) using metal::name;
#define PEWTER_MATH_1_HALF(name, e, h) using metal::name;
#define PEWTER_MATH_2_HALF(name, e, h) using metal::name;
#define PEWTER_MATH_3_HALF(name, e, h) using metal::name;
#include <pewter/math.def>
using metal::frexp;
using metal::ilogb;
using metal::ldexp;
using metal::modf;
using metal::sincos;
}  // namespace fast
namespace precise {
#define PEWTER_MATH_1(name, e) using metal::name;
#define PEWTER_MATH_2(name, e) using metal::name;
#define PEWTER_MATH_3(name, e) using metal::name;
#define PEWTER_MATH_1_HALF(name, e, h) using metal::name;
#define PEWTER_MATH_2_HALF(name, e, h) using metal::name;
#define PEWTER_MATH_3_HALF(name, e, h) using metal::name;
#include <pewter/math.def>
using metal::frexp;
using metal::ilogb;
using metal::ldexp;
using metal::modf;
using metal::sincos;
}  // namespace precise
}  // namespace metal

#pragma float_control(pop)
