// SPDX-License-Identifier: Apache-2.0
#pragma once

// Swizzles as properties: `v.zyx` calls __get_zyx(), `v.zyx = w` calls __put_zyx(w). Every name exists in xyzw and in rgba
// letters. A swizzle that names a component twice has no __put_ function, so that assigning to it is an error.

#define __pewter_rgba_x r
#define __pewter_rgba_y g
#define __pewter_rgba_z b
#define __pewter_rgba_w a
#define __pewter_paste2_(a, b) a##b
#define __pewter_paste3_(a, b, c) a##b##c
#define __pewter_paste4_(a, b, c, d) a##b##c##d
#define __pewter_paste2(a, b) __pewter_paste2_(a, b)
#define __pewter_paste3(a, b, c) __pewter_paste3_(a, b, c)
#define __pewter_paste4(a, b, c, d) __pewter_paste4_(a, b, c, d)

#define __pewter_swizzle1(c)                                          \
  __pewter_fn constexpr T __get_##c() const { return c; }             \
  __pewter_fn constexpr void __put_##c(T __v) { c = __v; }            \
  __declspec(property(get = __get_##c, put = __put_##c)) T __pewter_rgba_##c;
#define __pewter_swizzle2(p, q)                                                              \
  __pewter_fn constexpr vec<T, 2> __get_##p##q() const { return vec<T, 2>(p, q); }           \
  __declspec(property(get = __get_##p##q, put = __put_##p##q)) vec<T, 2> p##q;               \
  __declspec(property(get = __get_##p##q, put = __put_##p##q)) vec<T, 2> __pewter_paste2(__pewter_rgba_##p, __pewter_rgba_##q);
#define __pewter_swizzle3(p, q, r)                                                            \
  __pewter_fn constexpr vec<T, 3> __get_##p##q##r() const { return vec<T, 3>(p, q, r); }      \
  __declspec(property(get = __get_##p##q##r, put = __put_##p##q##r)) vec<T, 3> p##q##r;       \
  __declspec(property(get = __get_##p##q##r, put = __put_##p##q##r))                          \
      vec<T, 3> __pewter_paste3(__pewter_rgba_##p, __pewter_rgba_##q, __pewter_rgba_##r);
#define __pewter_swizzle4(p, q, r, s)                                                             \
  __pewter_fn constexpr vec<T, 4> __get_##p##q##r##s() const { return vec<T, 4>(p, q, r, s); }    \
  __declspec(property(get = __get_##p##q##r##s, put = __put_##p##q##r##s)) vec<T, 4> p##q##r##s;  \
  __declspec(property(get = __get_##p##q##r##s, put = __put_##p##q##r##s))                        \
      vec<T, 4> __pewter_paste4(__pewter_rgba_##p, __pewter_rgba_##q, __pewter_rgba_##r, __pewter_rgba_##s);

#define __pewter_put2(p, q) \
  __pewter_fn constexpr void __put_##p##q(vec<T, 2> __v) { p = __v.x, q = __v.y; }
#define __pewter_put3(p, q, r) \
  __pewter_fn constexpr void __put_##p##q##r(vec<T, 3> __v) { p = __v.x, q = __v.y, r = __v.z; }
#define __pewter_put4(p, q, r, s) \
  __pewter_fn constexpr void __put_##p##q##r##s(vec<T, 4> __v) { p = __v.x, q = __v.y, r = __v.z, s = __v.w; }

// All sequences of 2 to 4 letters out of the first N.
#define __pewter_last4_2(p, q, r) __pewter_swizzle4(p, q, r, x) __pewter_swizzle4(p, q, r, y)
#define __pewter_last4_3(p, q, r) __pewter_last4_2(p, q, r) __pewter_swizzle4(p, q, r, z)
#define __pewter_last4_4(p, q, r) __pewter_last4_3(p, q, r) __pewter_swizzle4(p, q, r, w)
#define __pewter_third(n, p, q, r) __pewter_swizzle3(p, q, r) __pewter_last4_##n(p, q, r)
#define __pewter_thirds_2(p, q) __pewter_third(2, p, q, x) __pewter_third(2, p, q, y)
#define __pewter_thirds_3(p, q) __pewter_third(3, p, q, x) __pewter_third(3, p, q, y) __pewter_third(3, p, q, z)
#define __pewter_thirds_4(p, q) \
  __pewter_third(4, p, q, x) __pewter_third(4, p, q, y) __pewter_third(4, p, q, z) __pewter_third(4, p, q, w)
#define __pewter_second(n, p, q) __pewter_swizzle2(p, q) __pewter_thirds_##n(p, q)
#define __pewter_seconds_2(p) __pewter_second(2, p, x) __pewter_second(2, p, y)
#define __pewter_seconds_3(p) __pewter_second(3, p, x) __pewter_second(3, p, y) __pewter_second(3, p, z)
#define __pewter_seconds_4(p) \
  __pewter_second(4, p, x) __pewter_second(4, p, y) __pewter_second(4, p, z) __pewter_second(4, p, w)

// The assignable ones.
#define __pewter_puts2_2 __pewter_put2(x, y) __pewter_put2(y, x)
#define __pewter_puts2_3 \
  __pewter_puts2_2 __pewter_put2(x, z) __pewter_put2(z, x) __pewter_put2(y, z) __pewter_put2(z, y)
#define __pewter_puts2_4                                                                                        \
  __pewter_puts2_3 __pewter_put2(x, w) __pewter_put2(w, x) __pewter_put2(y, w) __pewter_put2(w, y)              \
  __pewter_put2(z, w) __pewter_put2(w, z)
#define __pewter_perm3(p, q, r)                                                     \
  __pewter_put3(p, q, r) __pewter_put3(p, r, q) __pewter_put3(q, p, r)              \
  __pewter_put3(q, r, p) __pewter_put3(r, p, q) __pewter_put3(r, q, p)
#define __pewter_puts3_3 __pewter_perm3(x, y, z)
#define __pewter_puts3_4 \
  __pewter_puts3_3 __pewter_perm3(x, y, w) __pewter_perm3(x, z, w) __pewter_perm3(y, z, w)
#define __pewter_perm4(p, q, r, s)                                                              \
  __pewter_put4(p, q, r, s) __pewter_put4(p, q, s, r) __pewter_put4(p, r, q, s)                 \
  __pewter_put4(p, r, s, q) __pewter_put4(p, s, q, r) __pewter_put4(p, s, r, q)
#define __pewter_puts4_4                                                                        \
  __pewter_perm4(x, y, z, w) __pewter_perm4(y, x, z, w) __pewter_perm4(z, x, y, w) __pewter_perm4(w, x, y, z)

// Halves and alternate components, under the names that Clang's own vectors have too.
#define __pewter_part(T, name, letters) __declspec(property(get = __get_##letters, put = __put_##letters)) T name;
#define __pewter_parts_2 \
  __pewter_part(T, lo, x) __pewter_part(T, hi, y) __pewter_part(T, even, x) __pewter_part(T, odd, y)
#define __pewter_parts_3 __pewter_part(__pewter_2, lo, xy) __pewter_part(__pewter_2, even, xz)
#define __pewter_parts_4                                                  \
  __pewter_part(__pewter_2, lo, xy) __pewter_part(__pewter_2, hi, zw)     \
  __pewter_part(__pewter_2, even, xz) __pewter_part(__pewter_2, odd, yw)

#define __pewter_swizzles_2                                                             \
  __pewter_swizzle1(x) __pewter_swizzle1(y) __pewter_seconds_2(x) __pewter_seconds_2(y) \
  __pewter_puts2_2 __pewter_parts_2
#define __pewter_swizzles_3                                                             \
  __pewter_swizzle1(x) __pewter_swizzle1(y) __pewter_swizzle1(z)                        \
  __pewter_seconds_3(x) __pewter_seconds_3(y) __pewter_seconds_3(z)                     \
  using __pewter_2 = vec<T, 2>;                                                         \
  __pewter_puts2_3 __pewter_puts3_3 __pewter_parts_3
#define __pewter_swizzles_4                                                             \
  __pewter_swizzle1(x) __pewter_swizzle1(y) __pewter_swizzle1(z) __pewter_swizzle1(w)   \
  __pewter_seconds_4(x) __pewter_seconds_4(y) __pewter_seconds_4(z) __pewter_seconds_4(w) \
  using __pewter_2 = vec<T, 2>;                                                         \
  __pewter_puts2_4 __pewter_puts3_4 __pewter_puts4_4 __pewter_parts_4
