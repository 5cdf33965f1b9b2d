// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/elementwise.h>
#include <pewter/math/exp.h>
#include <pewter/math/hyperbolic.h>
#include <pewter/math/inverse.h>
#include <pewter/math/log.h>
#include <pewter/math/parts.h>
#include <pewter/math/power.h>
#include <pewter/math/trig.h>

// <metal_math> and <metal_common>; math.def has the table, math/ the functions. precise:: keeps to the specification's
// table of precise results, fast:: to that of fast ones, whatever the program's own arithmetic is allowed to do.
#ifndef __pewter_fast_math
#define __pewter_fast_math 1
#endif

namespace metal {
namespace __pewter {
__pewter_fn float sign(float x) { return pick(x > 0.0f, 1.0f, pick(x < 0.0f, -1.0f, pick(x == 0.0f, x, 0.0f))); }
__pewter_fn float median3(float x, float y, float z) {
  return __builtin_fmaxf(__builtin_fminf(x, y), __builtin_fminf(__builtin_fmaxf(x, y), z));
}
__pewter_fn float smoothstep(float low, float high, float x) {
  const float t = __builtin_fminf(__builtin_fmaxf((x - low) / (high - low), 0.0f), 1.0f);
  return t * t * (3.0f - 2.0f * t);
}
}  // namespace __pewter
}  // namespace metal

// The __metal_ functions. The last argument says whether fast results will do.
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
#define PEWTER_MATH_1_FAST(name)                                                        \
  __pewter_fn float __metal_##name(float x, bool fast = __pewter_fast_math) {           \
    return fast ? metal::__pewter::fast::name(x) : metal::__pewter::precise::name(x);   \
  }                                                                                     \
  __pewter_fn half __metal_##name(half x, bool = true) { return half(metal::__pewter::fast::name(x)); }
#define PEWTER_MATH_2_FAST(name)                                                        \
  __pewter_fn float __metal_##name(float x, float y, bool fast = __pewter_fast_math) {  \
    return fast ? metal::__pewter::fast::name(x, y) : metal::__pewter::precise::name(x, y); \
  }                                                                                     \
  __pewter_fn half __metal_##name(half x, half y, bool = true) { return half(metal::__pewter::fast::name(x, y)); }
#include <pewter/math.def>

__pewter_fn float __metal_frexp(float x, int* e) { return metal::__pewter::frexp(x, e); }
__pewter_fn half __metal_frexp(half x, int* e) { return half(metal::__pewter::frexp(float(x), e)); }
__pewter_fn int __metal_ilogb(float x) { return metal::__pewter::ilogb(x); }
__pewter_fn int __metal_ilogb(half x) { return metal::__pewter::ilogb(float(x)); }
__pewter_fn float __metal_ldexp(float x, int k, bool = true) { return metal::__pewter::ldexp(x, k); }
__pewter_fn half __metal_ldexp(half x, int k, bool = true) { return half(metal::__pewter::ldexp(float(x), k)); }
__pewter_fn float __metal_modf(float x, float* whole, bool = true) { return metal::__pewter::modf(x, whole); }
__pewter_fn half __metal_modf(half x, half* whole, bool = true) {
  float w;
  const half fraction = half(metal::__pewter::modf(float(x), &w));
  *whole = half(w);
  return fraction;
}

namespace metal {
namespace __pewter {
// A bfloat argument computes in float. Only functions that integers have too need to say so: elsewhere overload resolution
// comes to the same.
template <typename... A> concept any_bfloat = (__is_same(A, bfloat) || ...) && (__is_arithmetic(A) && ...);
}  // namespace __pewter

// All overloads of a function out of `F` on float and `H` on half.
#define __pewter_real_1(name, F, H)                                              \
  __pewter_fn float name(float x) { return F(x); }                               \
  __pewter_fn half name(half x) { return half(H(x)); }                           \
  template <__pewter::any_bfloat A>                                              \
  __pewter_fn float name(A x) { return F(float(x)); }                            \
  __pewter_vectors_1(name, float, float)                                         \
  __pewter_vectors_1(name, half, half)                                           \
  template <int N>                                                               \
  __pewter_fn vec<bfloat, N> name(vec<bfloat, N> x) {                            \
    return vec<bfloat, N>(name(vec<float, N>(x)));                               \
  }
#define __pewter_real_2(name, F, H)                                              \
  __pewter_fn float name(float x, float y) { return F(x, y); }                   \
  __pewter_fn half name(half x, half y) { return half(H(x, y)); }                \
  template <typename A, typename B> requires __pewter::any_bfloat<A, B>          \
  __pewter_fn float name(A x, B y) { return F(float(x), float(y)); }             \
  __pewter_vectors_2(name, float, float)                                         \
  __pewter_vectors_2(name, half, half)                                           \
  template <int N>                                                               \
  __pewter_fn vec<bfloat, N> name(vec<bfloat, N> x, vec<bfloat, N> y) {          \
    return vec<bfloat, N>(name(vec<float, N>(x), vec<float, N>(y)));             \
  }
#define PEWTER_MATH_1(name, e) __pewter_real_1(name, __metal_##name, __metal_##name)
#define PEWTER_MATH_2(name, e) __pewter_real_2(name, __metal_##name, __metal_##name)
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
#include <pewter/math.def>

// Functions with an integer, or with a second result through a reference.
#define __pewter_x(T)                                                                     \
  __pewter_fn int ilogb(T x) { return __metal_ilogb(x); }                                 \
  __pewter_fn T ldexp(T x, int k) { return __metal_ldexp(x, k); }                         \
  __pewter_fn T frexp(T x, int& e) { return __metal_frexp(x, &e); }                       \
  __pewter_fn T modf(T x, T& whole) { return __metal_modf(x, &whole); }                   \
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
  }
__pewter_real_types(__pewter_x)
#undef __pewter_x
#undef __pewter_y

// The functions with two forms, and the names that the two namespaces have of all others.
#define __pewter_sincos(T)                                                                \
  __pewter_fn T sincos(T x, T& cosine) { return cosine = cos(x), sin(x); }                \
  __pewter_y(T, 2) __pewter_y(T, 3) __pewter_y(T, 4)
#define __pewter_y(T, N) \
  __pewter_fn vec<T, N> sincos(vec<T, N> x, vec<T, N>& cosine) { return cosine = cos(x), sin(x); }
namespace fast {
#define PEWTER_MATH_1(name, e) using metal::name;
#define PEWTER_MATH_2(name, e) using metal::name;
#define PEWTER_MATH_3(name, e) using metal::name;
#define PEWTER_MATH_1_FAST(name) __pewter_real_1(name, __pewter::fast::name, __pewter::fast::name)
#define PEWTER_MATH_2_FAST(name) __pewter_real_2(name, __pewter::fast::name, __pewter::fast::name)
#include <pewter/math.def>
__pewter_real_types(__pewter_sincos)
using metal::frexp;
using metal::ilogb;
using metal::ldexp;
using metal::modf;
}  // namespace fast
namespace precise {
#define PEWTER_MATH_1(name, e) using metal::name;
#define PEWTER_MATH_2(name, e) using metal::name;
#define PEWTER_MATH_3(name, e) using metal::name;
#define PEWTER_MATH_1_FAST(name) __pewter_real_1(name, __pewter::precise::name, __pewter::fast::name)
#define PEWTER_MATH_2_FAST(name) __pewter_real_2(name, __pewter::precise::name, __pewter::fast::name)
#include <pewter/math.def>
__pewter_real_types(__pewter_sincos)
using metal::frexp;
using metal::ilogb;
using metal::ldexp;
using metal::modf;
}  // namespace precise
#undef __pewter_y
#undef __pewter_sincos
#undef __pewter_real_1
#undef __pewter_real_2

// The plain names mean what the program is compiled for.
#if __pewter_fast_math
#define PEWTER_MATH_1_FAST(name) using fast::name;
#else
#define PEWTER_MATH_1_FAST(name) using precise::name;
#endif
#define PEWTER_MATH_2_FAST(name) PEWTER_MATH_1_FAST(name)
#define PEWTER_MATH_1(name, e)
#define PEWTER_MATH_2(name, e)
#define PEWTER_MATH_3(name, e)
#include <pewter/math.def>
#if __pewter_fast_math
using fast::sincos;
#else
using precise::sincos;
#endif
}  // namespace metal
