// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/type_traits.h>

// Overloads of a function on vectors out of the one on scalars. Overloads, not templates: that is how Metal declares them,
// so scalar arguments convert to vectors (`clamp(v, 0.0f, 1.0f)`), and a program's own overloads take part on equal terms.
//
//   __pewter_vectors_K(name, R, T): R name(T, ...K) must exist; adds vec<R, N> name(vec<T, N>, ...K) for N = 2, 3, 4.

#define __pewter_vectors_1(name, R, T)                                                                                    \
  __pewter_fn vec<R, 2> name(vec<T, 2> __a) { return vec<R, 2>(name(__a.x), name(__a.y)); }                               \
  __pewter_fn vec<R, 3> name(vec<T, 3> __a) { return vec<R, 3>(name(__a.x), name(__a.y), name(__a.z)); }                  \
  __pewter_fn vec<R, 4> name(vec<T, 4> __a) { return vec<R, 4>(name(__a.x), name(__a.y), name(__a.z), name(__a.w)); }

#define __pewter_vectors_2(name, R, T)                                                                      \
  __pewter_fn vec<R, 2> name(vec<T, 2> __a, vec<T, 2> __b) {                                                \
    return vec<R, 2>(name(__a.x, __b.x), name(__a.y, __b.y));                                               \
  }                                                                                                         \
  __pewter_fn vec<R, 3> name(vec<T, 3> __a, vec<T, 3> __b) {                                                \
    return vec<R, 3>(name(__a.x, __b.x), name(__a.y, __b.y), name(__a.z, __b.z));                           \
  }                                                                                                         \
  __pewter_fn vec<R, 4> name(vec<T, 4> __a, vec<T, 4> __b) {                                                \
    return vec<R, 4>(name(__a.x, __b.x), name(__a.y, __b.y), name(__a.z, __b.z), name(__a.w, __b.w));       \
  }

#define __pewter_vectors_3(name, R, T)                                                                      \
  __pewter_fn vec<R, 2> name(vec<T, 2> __a, vec<T, 2> __b, vec<T, 2> __c) {                                 \
    return vec<R, 2>(name(__a.x, __b.x, __c.x), name(__a.y, __b.y, __c.y));                                 \
  }                                                                                                         \
  __pewter_fn vec<R, 3> name(vec<T, 3> __a, vec<T, 3> __b, vec<T, 3> __c) {                                 \
    return vec<R, 3>(name(__a.x, __b.x, __c.x), name(__a.y, __b.y, __c.y), name(__a.z, __b.z, __c.z));      \
  }                                                                                                         \
  __pewter_fn vec<R, 4> name(vec<T, 4> __a, vec<T, 4> __b, vec<T, 4> __c) {                                 \
    return vec<R, 4>(name(__a.x, __b.x, __c.x), name(__a.y, __b.y, __c.y), name(__a.z, __b.z, __c.z),       \
                     name(__a.w, __b.w, __c.w));                                                            \
  }
