// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/elementwise.h>

// <metal_relational>. Classification looks at bits, so that it holds in programs compiled with fast math too.

// The same bits as another type: a keyword of Metal's, hence global.
template <typename T, typename U>
__pewter_fn constexpr T as_type(U value) {
  static_assert(sizeof(T) == sizeof(U), "as_type needs types of the same size");
  return __builtin_bit_cast(T, value);
}

namespace metal {
using ::as_type;

namespace __pewter {
// Exponent and fraction fields of a floating-point type.
template <typename T, typename Bits, Bits Exponent>
struct bit_layout {
  static constexpr Bits exponent = Exponent, magnitude = Bits(-1) >> 1;
  __pewter_fn static Bits of(T x) { return Bits(__builtin_bit_cast(Bits, x) & magnitude); }
};
template <typename T> struct layout;
template <> struct layout<float> : bit_layout<float, uint, 0x7f800000> {};
template <> struct layout<half> : bit_layout<half, ushort, 0x7c00> {};
template <> struct layout<bfloat> : bit_layout<bfloat, ushort, 0x7f80> {};
template <typename T> __pewter_fn bool isnan(T x) { return layout<T>::of(x) > layout<T>::exponent; }
template <typename T> __pewter_fn bool isinf(T x) { return layout<T>::of(x) == layout<T>::exponent; }
template <typename T> __pewter_fn bool isfinite(T x) { return layout<T>::of(x) < layout<T>::exponent; }
template <typename T> __pewter_fn bool isnormal(T x) {
  // Exponents from 1 up to the largest that is not infinity's.
  constexpr auto one = layout<T>::exponent & -layout<T>::exponent;
  return isfinite(x) && layout<T>::of(x) >= one;
}
template <typename T> __pewter_fn bool signbit(T x) {
  return (__builtin_bit_cast(decltype(layout<T>::of(x)), x) & ~layout<T>::magnitude) != 0;
}
}  // namespace __pewter

#define __pewter_x(T)                                                                             \
  __pewter_fn bool isnan(T x) { return __pewter::isnan(x); }                                      \
  __pewter_fn bool isinf(T x) { return __pewter::isinf(x); }                                      \
  __pewter_fn bool isfinite(T x) { return __pewter::isfinite(x); }                                \
  __pewter_fn bool isnormal(T x) { return __pewter::isnormal(x); }                                \
  __pewter_fn bool signbit(T x) { return __pewter::signbit(x); }                                  \
  __pewter_fn bool isordered(T x, T y) { return !__pewter::isnan(x) && !__pewter::isnan(y); }     \
  __pewter_fn bool isunordered(T x, T y) { return __pewter::isnan(x) || __pewter::isnan(y); }     \
  __pewter_vectors_1(isnan, bool, T)                                                              \
  __pewter_vectors_1(isinf, bool, T)                                                              \
  __pewter_vectors_1(isfinite, bool, T)                                                           \
  __pewter_vectors_1(isnormal, bool, T)                                                           \
  __pewter_vectors_1(signbit, bool, T)                                                            \
  __pewter_vectors_2(isordered, bool, T)                                                          \
  __pewter_vectors_2(isunordered, bool, T)
__pewter_real_types(__pewter_x) __pewter_x(bfloat)
#undef __pewter_x

__pewter_fn constexpr bool all(bool a) { return a; }
__pewter_fn constexpr bool all(bool2 a) { return a.x & a.y; }
__pewter_fn constexpr bool all(bool3 a) { return a.x & a.y & a.z; }
__pewter_fn constexpr bool all(bool4 a) { return a.x & a.y & a.z & a.w; }
__pewter_fn constexpr bool any(bool a) { return a; }
__pewter_fn constexpr bool any(bool2 a) { return a.x | a.y; }
__pewter_fn constexpr bool any(bool3 a) { return a.x | a.y | a.z; }
__pewter_fn constexpr bool any(bool4 a) { return a.x | a.y | a.z | a.w; }

// select(a, b, c): b where c.
#define __pewter_x(T)                                                                                          \
  __pewter_fn constexpr T select(T a, T b, bool c) { return c ? b : a; }                                       \
  __pewter_fn constexpr vec<T, 2> select(vec<T, 2> a, vec<T, 2> b, bool2 c) {                                  \
    return vec<T, 2>(c.x ? b.x : a.x, c.y ? b.y : a.y);                                                        \
  }                                                                                                            \
  __pewter_fn constexpr vec<T, 3> select(vec<T, 3> a, vec<T, 3> b, bool3 c) {                                  \
    return vec<T, 3>(c.x ? b.x : a.x, c.y ? b.y : a.y, c.z ? b.z : a.z);                                       \
  }                                                                                                            \
  __pewter_fn constexpr vec<T, 4> select(vec<T, 4> a, vec<T, 4> b, bool4 c) {                                  \
    return vec<T, 4>(c.x ? b.x : a.x, c.y ? b.y : a.y, c.z ? b.z : a.z, c.w ? b.w : a.w);                      \
  }
__pewter_all_types(__pewter_x)
#undef __pewter_x
}  // namespace metal
