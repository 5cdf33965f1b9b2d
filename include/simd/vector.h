/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * Vectors: making them of scalars and of smaller ones, conversions, geometry, reductions. C++ only.
 */
#include <simd/vector_types.h>

#ifdef __cplusplus
#include <cmath>

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // all of it is inlined

/// A vector as Clang deduces it: of `T`, `N` of them.
template <class T, unsigned N>
using PewterSimdVector = T __attribute__((__ext_vector_type__(N)));

// simd_make_float4(xy, z, w): any parts that make up four. A longer vector is cut, a scalar alone fills with zeros.
#define PEWTER_SIMD_MAKE(name, element)                                                                                            \
  inline simd_##name##2 simd_make_##name##2(simd_##name##1 x, simd_##name##1 y) { return simd_##name##2{x, y}; }                \
  inline simd_##name##2 simd_make_##name##2(simd_##name##2 xy) { return xy; }                                                   \
  inline simd_##name##2 simd_make_##name##2(simd_##name##3 v) { return v.xy; }                                                  \
  inline simd_##name##2 simd_make_##name##2(simd_##name##4 v) { return v.xy; }                                                  \
  inline simd_##name##3 simd_make_##name##3(simd_##name##1 x, simd_##name##1 y, simd_##name##1 z) { return simd_##name##3{x, y, z}; } \
  inline simd_##name##3 simd_make_##name##3(simd_##name##2 xy, simd_##name##1 z) { return simd_##name##3{xy.x, xy.y, z}; }      \
  inline simd_##name##3 simd_make_##name##3(simd_##name##1 x, simd_##name##2 yz) { return simd_##name##3{x, yz.x, yz.y}; }      \
  inline simd_##name##3 simd_make_##name##3(simd_##name##2 xy) { return simd_##name##3{xy.x, xy.y, 0}; }                        \
  inline simd_##name##3 simd_make_##name##3(simd_##name##3 xyz) { return xyz; }                                                 \
  inline simd_##name##3 simd_make_##name##3(simd_##name##4 v) { return v.xyz; }                                                 \
  inline simd_##name##4 simd_make_##name##4(simd_##name##1 x, simd_##name##1 y, simd_##name##1 z, simd_##name##1 w) {           \
    return simd_##name##4{x, y, z, w};                                                                                             \
  }                                                                                                                                \
  inline simd_##name##4 simd_make_##name##4(simd_##name##2 xy, simd_##name##2 zw) { return simd_##name##4{xy.x, xy.y, zw.x, zw.y}; } \
  inline simd_##name##4 simd_make_##name##4(simd_##name##2 xy, simd_##name##1 z, simd_##name##1 w) {                            \
    return simd_##name##4{xy.x, xy.y, z, w};                                                                                       \
  }                                                                                                                                \
  inline simd_##name##4 simd_make_##name##4(simd_##name##1 x, simd_##name##2 yz, simd_##name##1 w) {                            \
    return simd_##name##4{x, yz.x, yz.y, w};                                                                                       \
  }                                                                                                                                \
  inline simd_##name##4 simd_make_##name##4(simd_##name##1 x, simd_##name##1 y, simd_##name##2 zw) {                            \
    return simd_##name##4{x, y, zw.x, zw.y};                                                                                       \
  }                                                                                                                                \
  inline simd_##name##4 simd_make_##name##4(simd_##name##3 xyz, simd_##name##1 w) { return simd_##name##4{xyz.x, xyz.y, xyz.z, w}; } \
  inline simd_##name##4 simd_make_##name##4(simd_##name##1 x, simd_##name##3 yzw) { return simd_##name##4{x, yzw.x, yzw.y, yzw.z}; } \
  inline simd_##name##4 simd_make_##name##4(simd_##name##2 xy) { return simd_##name##4{xy.x, xy.y, 0, 0}; }                     \
  inline simd_##name##4 simd_make_##name##4(simd_##name##3 xyz) { return simd_##name##4{xyz.x, xyz.y, xyz.z, 0}; }              \
  inline simd_##name##4 simd_make_##name##4(simd_##name##4 v) { return v; }                                                     \
  /* simd_float(v): each element converted. */                                                                                     \
  template <class T, unsigned N>                                                                                                   \
  inline PewterSimdVector<element, N> simd_##name(PewterSimdVector<T, N> v) {                                                    \
    PewterSimdVector<element, N> all{};                                                                                            \
    for (unsigned i = 0; i < N; ++i) all[i] = static_cast<element>(v[i]);                                                          \
    return all;                                                                                                                    \
  }
PEWTER_SIMD_SCALARS(PEWTER_SIMD_MAKE)
#undef PEWTER_SIMD_MAKE

template <class T, unsigned N>
T simd_reduce_add(PewterSimdVector<T, N> v) {
  T sum = v[0];
  for (unsigned i = 1; i < N; ++i) sum = static_cast<T>(sum + v[i]);
  return sum;
}
template <class T, unsigned N>
T simd_reduce_min(PewterSimdVector<T, N> v) {
  T least = v[0];
  for (unsigned i = 1; i < N; ++i) least = v[i] < least ? v[i] : least;
  return least;
}
template <class T, unsigned N>
T simd_reduce_max(PewterSimdVector<T, N> v) {
  T most = v[0];
  for (unsigned i = 1; i < N; ++i) most = v[i] > most ? v[i] : most;
  return most;
}

/// What a comparison gives has all bits set where it holds.
template <class T, unsigned N>
bool simd_any(PewterSimdVector<T, N> mask) {
  for (unsigned i = 0; i < N; ++i)
    if (mask[i] < 0) return true;
  return false;
}
template <class T, unsigned N>
bool simd_all(PewterSimdVector<T, N> mask) {
  for (unsigned i = 0; i < N; ++i)
    if (!(mask[i] < 0)) return false;
  return true;
}
/// `b` where the mask's element is negative, else `a`.
template <class T, class M, unsigned N>
PewterSimdVector<T, N> simd_select(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b, PewterSimdVector<M, N> mask) {
  for (unsigned i = 0; i < N; ++i) a[i] = mask[i] < 0 ? b[i] : a[i];
  return a;
}
template <class T, unsigned N>
bool simd_equal(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b) {
  return simd_all(a == b);
}

template <class T, unsigned N>
T simd_dot(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b) {
  return simd_reduce_add(PewterSimdVector<T, N>(a * b));
}
template <class T>
PewterSimdVector<T, 3> simd_cross(PewterSimdVector<T, 3> a, PewterSimdVector<T, 3> b) {
  return a.yzx * b.zxy - a.zxy * b.yzx;
}
template <class T, unsigned N>
T simd_length_squared(PewterSimdVector<T, N> v) {
  return simd_dot(v, v);
}
template <class T, unsigned N>
T simd_length(PewterSimdVector<T, N> v) {
  return std::sqrt(simd_length_squared(v));
}
template <class T, unsigned N>
T simd_distance_squared(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b) {
  return simd_length_squared(PewterSimdVector<T, N>(a - b));
}
template <class T, unsigned N>
T simd_distance(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b) {
  return simd_length(PewterSimdVector<T, N>(a - b));
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_normalize(PewterSimdVector<T, N> v) {
  return v / simd_length(v);
}
template <class T, unsigned N>
PewterSimdVector<T, N> simd_project(PewterSimdVector<T, N> a, PewterSimdVector<T, N> b) {
  return simd_dot(a, b) / simd_length_squared(b) * b;
}
/// `v` mirrored at the plane with the unit normal `n`.
template <class T, unsigned N>
PewterSimdVector<T, N> simd_reflect(PewterSimdVector<T, N> v, PewterSimdVector<T, N> n) {
  return v - 2 * simd_dot(v, n) * n;
}

namespace simd {
template <class... A> auto dot(A... a) { return ::simd_dot(a...); }
template <class... A> auto cross(A... a) { return ::simd_cross(a...); }
template <class... A> auto length(A... a) { return ::simd_length(a...); }
template <class... A> auto length_squared(A... a) { return ::simd_length_squared(a...); }
template <class... A> auto distance(A... a) { return ::simd_distance(a...); }
template <class... A> auto distance_squared(A... a) { return ::simd_distance_squared(a...); }
template <class... A> auto normalize(A... a) { return ::simd_normalize(a...); }
template <class... A> auto project(A... a) { return ::simd_project(a...); }
template <class... A> auto reflect(A... a) { return ::simd_reflect(a...); }
template <class... A> auto reduce_add(A... a) { return ::simd_reduce_add(a...); }
template <class... A> auto reduce_min(A... a) { return ::simd_reduce_min(a...); }
template <class... A> auto reduce_max(A... a) { return ::simd_reduce_max(a...); }
template <class... A> auto any(A... a) { return ::simd_any(a...); }
template <class... A> auto all(A... a) { return ::simd_all(a...); }
template <class... A> auto select(A... a) { return ::simd_select(a...); }
template <class... A> auto equal(A... a) { return ::simd_equal(a...); }
}  // namespace simd
#pragma clang diagnostic pop
#endif
