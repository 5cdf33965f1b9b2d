// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math.h>

// <metal_geometric>. Half computes in float and rounds at the end.
#pragma float_control(precise, on, push)
namespace metal {
#define __pewter_x(T, N)                                                                                       \
  __pewter_fn float __pewter_dot(vec<T, N> a, vec<T, N> b) {                                                   \
    float sum = float(a.x) * float(b.x);                                                                       \
    for (int i = 1; i < N; ++i) sum += float(a[i]) * float(b[i]);                                              \
    return sum;                                                                                                \
  }                                                                                                            \
  __pewter_fn T dot(vec<T, N> a, vec<T, N> b) { return T(__pewter_dot(a, b)); }                                \
  __pewter_fn T length_squared(vec<T, N> a) { return T(__pewter_dot(a, a)); }                                  \
  __pewter_fn T length(vec<T, N> a) { return T(__builtin_sqrtf(__pewter_dot(a, a))); }                         \
  __pewter_fn T distance_squared(vec<T, N> a, vec<T, N> b) { return length_squared(a - b); }                   \
  __pewter_fn T distance(vec<T, N> a, vec<T, N> b) { return length(a - b); }                                   \
  __pewter_fn vec<T, N> normalize(vec<T, N> a) {                                                               \
    return vec<T, N>(vec<float, N>(a) * vec<float, N>(1.0f / __builtin_sqrtf(__pewter_dot(a, a))));            \
  }                                                                                                            \
  __pewter_fn vec<T, N> faceforward(vec<T, N> n, vec<T, N> incident, vec<T, N> reference) {                    \
    return __pewter_dot(reference, incident) < 0.0f ? n : -n;                                                  \
  }                                                                                                            \
  __pewter_fn vec<T, N> reflect(vec<T, N> incident, vec<T, N> n) {                                             \
    return vec<T, N>(vec<float, N>(incident) - vec<float, N>(2.0f * __pewter_dot(n, incident)) * vec<float, N>(n)); \
  }                                                                                                            \
  __pewter_fn vec<T, N> refract(vec<T, N> incident, vec<T, N> n, T eta) {                                      \
    const float e = float(eta), d = __pewter_dot(n, incident), k = 1.0f - e * e * (1.0f - d * d);              \
    if (k < 0.0f) return vec<T, N>(T(0));                                                                      \
    return vec<T, N>(vec<float, N>(e) * vec<float, N>(incident) -                                              \
                     vec<float, N>(e * d + __builtin_sqrtf(k)) * vec<float, N>(n));                            \
  }
__pewter_x(half, 2) __pewter_x(half, 3) __pewter_x(half, 4)
__pewter_x(float, 2) __pewter_x(float, 3) __pewter_x(float, 4)
#undef __pewter_x

#define __pewter_x(T)                                                      \
  __pewter_fn vec<T, 3> cross(vec<T, 3> a, vec<T, 3> b) {                  \
    const vec<float, 3> p(a), q(b);                                        \
    return vec<T, 3>(p.yzx * q.zxy - p.zxy * q.yzx);                       \
  }
__pewter_x(half) __pewter_x(float)
#undef __pewter_x

#define __pewter_geometric(X) \
  X(cross) X(dot) X(distance) X(distance_squared) X(faceforward) X(length) X(length_squared) X(normalize) X(reflect) X(refract)
#define __pewter_x(name) using metal::name;
namespace fast { __pewter_geometric(__pewter_x) }
namespace precise { __pewter_geometric(__pewter_x) }
#undef __pewter_x
#undef __pewter_geometric
}  // namespace metal
#pragma float_control(pop)
