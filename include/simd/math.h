/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * The C library's functions, element by element: sqrt(v), fmin(a, b), and simd_clamp, simd_mix and their like. C++ only.
 */
#include <simd/vector.h>

#ifdef __cplusplus
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // all of it is inlined
#define PEWTER_SIMD_UNARY(function)                                              \
  template <class T, unsigned N>                                                 \
  PewterSimdVector<T, N> function(PewterSimdVector<T, N> v) {                    \
    for (unsigned i = 0; i < N; ++i) v[i] = std::function(static_cast<T>(v[i])); \
    return v;                                                                    \
  }
PEWTER_SIMD_UNARY(fabs) PEWTER_SIMD_UNARY(sqrt) PEWTER_SIMD_UNARY(cbrt) PEWTER_SIMD_UNARY(floor) PEWTER_SIMD_UNARY(ceil)
PEWTER_SIMD_UNARY(trunc) PEWTER_SIMD_UNARY(round) PEWTER_SIMD_UNARY(rint) PEWTER_SIMD_UNARY(sin) PEWTER_SIMD_UNARY(cos)
PEWTER_SIMD_UNARY(tan) PEWTER_SIMD_UNARY(asin) PEWTER_SIMD_UNARY(acos) PEWTER_SIMD_UNARY(atan) PEWTER_SIMD_UNARY(sinh)
PEWTER_SIMD_UNARY(cosh) PEWTER_SIMD_UNARY(tanh) PEWTER_SIMD_UNARY(exp) PEWTER_SIMD_UNARY(exp2) PEWTER_SIMD_UNARY(expm1)
PEWTER_SIMD_UNARY(log) PEWTER_SIMD_UNARY(log2) PEWTER_SIMD_UNARY(log10) PEWTER_SIMD_UNARY(log1p)
#undef PEWTER_SIMD_UNARY

#define PEWTER_SIMD_BINARY(function)                                                                                   \
  template <class T, unsigned N>                                                                                       \
  PewterSimdVector<T, N> function(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b) {                                \
    for (unsigned i = 0; i < N; ++i) a[i] = std::function(static_cast<T>(a[i]), static_cast<T>(b[i]));                 \
    return a;                                                                                                          \
  }
PEWTER_SIMD_BINARY(fmin) PEWTER_SIMD_BINARY(fmax) PEWTER_SIMD_BINARY(fmod) PEWTER_SIMD_BINARY(pow) PEWTER_SIMD_BINARY(atan2)
PEWTER_SIMD_BINARY(copysign)
#undef PEWTER_SIMD_BINARY

template <class T, unsigned N>
PewterSimdVector<T, N> fma(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b, PewterSimdVector<T, N> c) {
  for (unsigned i = 0; i < N; ++i) a[i] = std::fma(static_cast<T>(a[i]), static_cast<T>(b[i]), static_cast<T>(c[i]));
  return a;
}

template <class T, unsigned N>
PewterSimdVector<T, N> simd_abs(PewterSimdVector<T, N> v) {
  for (unsigned i = 0; i < N; ++i) v[i] = v[i] < 0 ? -v[i] : v[i];
  return v;
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_min(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b) {
  for (unsigned i = 0; i < N; ++i) a[i] = b[i] < a[i] ? b[i] : a[i];
  return a;
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_max(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b) {
  for (unsigned i = 0; i < N; ++i) a[i] = b[i] > a[i] ? b[i] : a[i];
  return a;
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_clamp(PewterSimdVector<T, N> v, PewterSimdVector<T, N> least, PewterSimdVector<T, N> most) {
  return simd_min(simd_max(v, least), most);
}
/// `a` at t = 0, `b` at t = 1.
template <class T, unsigned N>
PewterSimdVector<T, N> simd_mix(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b, PewterSimdVector<T, N> t) {
  return a + t * (b - a);
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_recip(PewterSimdVector<T, N> v) {
  return 1 / v;
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_rsqrt(PewterSimdVector<T, N> v) {
  return 1 / sqrt(v);
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_fract(PewterSimdVector<T, N> v) {
  return v - floor(v);
}
/// -1, 0 or 1.
template <class T, unsigned N>
PewterSimdVector<T, N> simd_sign(PewterSimdVector<T, N> v) {
  for (unsigned i = 0; i < N; ++i) v[i] = static_cast<T>((v[i] > 0) - (v[i] < 0));
  return v;
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_step(PewterSimdVector<T, N> edge, PewterSimdVector<T, N> v) {
  for (unsigned i = 0; i < N; ++i) v[i] = v[i] < edge[i] ? 0 : 1;
  return v;
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_smoothstep(PewterSimdVector<T, N> from, PewterSimdVector<T, N> to, PewterSimdVector<T, N> v) {
  const PewterSimdVector<T, N> t = simd_clamp(PewterSimdVector<T, N>((v - from) / (to - from)), PewterSimdVector<T, N>(T(0)), PewterSimdVector<T, N>(T(1)));
  return t * t * (3 - 2 * t);
}

namespace simd {
template <class... A> auto abs(A... a) { return ::simd_abs(a...); }
template <class... A> auto min(A... a) { return ::simd_min(a...); }
template <class... A> auto max(A... a) { return ::simd_max(a...); }
template <class... A> auto clamp(A... a) { return ::simd_clamp(a...); }
template <class... A> auto mix(A... a) { return ::simd_mix(a...); }
template <class... A> auto recip(A... a) { return ::simd_recip(a...); }
template <class... A> auto rsqrt(A... a) { return ::simd_rsqrt(a...); }
template <class... A> auto fract(A... a) { return ::simd_fract(a...); }
template <class... A> auto sign(A... a) { return ::simd_sign(a...); }
template <class... A> auto step(A... a) { return ::simd_step(a...); }
template <class... A> auto smoothstep(A... a) { return ::simd_smoothstep(a...); }
}  // namespace simd
#pragma clang diagnostic pop
#endif
