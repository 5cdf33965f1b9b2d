// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/scalar.h>
#include <pewter/swizzle.h>

// vec<T, N>: plain members, so that vectors are trivial, fit in unions and bit casts, and `v.x` keeps its address space.
// Operators are friends that take vectors by value: a scalar operand converts as it would to the element type and is
// broadcast, as in Metal, and whatever converts to a vector (packed vectors do) has the operators too.

namespace metal {
template <typename T, int N> struct vec;
template <typename V> struct __packed;
template <typename T, int N> using packed_vec = __packed<vec<T, N>>;

// each_N(F, arg): F(x, arg), F(y, arg), ...
#define __pewter_each_2(F, a) F(x, a), F(y, a)
#define __pewter_each_3(F, a) F(x, a), F(y, a), F(z, a)
#define __pewter_each_4(F, a) F(x, a), F(y, a), F(z, a), F(w, a)

#define __pewter_both(c, op) static_cast<T>(__a.c op __b.c)
#define __pewter_compared(c, op) __a.c op __b.c
#define __pewter_alone(c, op) static_cast<T>(op __a.c)
#define __pewter_shifted(c, op) static_cast<T>(__a.c op (__b.c & static_cast<U>(sizeof(T) * 8 - 1)))
#define __pewter_converted(c, from) __pewter::cast<T>(from.c)
#define __pewter_plus_one(c, op) static_cast<T>(__a.c op static_cast<T>(1))

#define __pewter_binary(N, op, constraint)                                                    \
  __pewter_fn friend constexpr vec operator op(vec __a, vec __b) requires(constraint) {       \
    return vec(__pewter_each_##N(__pewter_both, op));                                         \
  }                                                                                           \
  __pewter_fn friend constexpr vec& operator op##=(vec& __a, vec __b) requires(constraint) {  \
    return __a = vec(__pewter_each_##N(__pewter_both, op));                                   \
  }
#define __pewter_compare(N, op)                                                               \
  __pewter_fn friend constexpr vec<bool, N> operator op(vec __a, vec __b) {                   \
    return vec<bool, N>(__pewter_each_##N(__pewter_compared, op));                            \
  }
#define __pewter_logical(N, op)                                                               \
  __pewter_fn friend constexpr vec<bool, N> operator op(vec __a, vec __b)                     \
    requires(!__pewter::is_real<T>) {                                                         \
    return vec<bool, N>(__pewter_each_##N(__pewter_compared, op));                            \
  }
// Only the low log2(width) bits of a shift count matter.
#define __pewter_shift(N, op)                                                                 \
  template <typename U> requires(__pewter::is_int<T> && __pewter::is_int<U>)                  \
  __pewter_fn friend constexpr vec operator op(vec __a, vec<U, N> __b) {                      \
    return vec(__pewter_each_##N(__pewter_shifted, op));                                      \
  }                                                                                           \
  template <typename U> requires(__pewter::is_int<T> && __pewter::is_int<U>)                  \
  __pewter_fn friend constexpr vec operator op(vec __a, U __s) {                              \
    vec<U, N> __b(__s);                                                                       \
    return vec(__pewter_each_##N(__pewter_shifted, op));                                      \
  }                                                                                           \
  __pewter_fn friend constexpr vec operator op(T __s, vec __b) requires(__pewter::is_int<T>) { \
    vec __a(__s);                                                                             \
    using U = T;                                                                              \
    return vec(__pewter_each_##N(__pewter_shifted, op));                                      \
  }                                                                                           \
  template <typename U> requires(__pewter::is_int<T>)                                         \
  __pewter_fn friend constexpr vec& operator op##=(vec& __a, U __b) {                         \
    return __a = __a op __b;                                                                  \
  }

#define __pewter_vector_operators(N)                                                          \
  __pewter_binary(N, +, !__is_same(T, bool))                                                  \
  __pewter_binary(N, -, !__is_same(T, bool))                                                  \
  __pewter_binary(N, *, !__is_same(T, bool))                                                  \
  __pewter_binary(N, /, !__is_same(T, bool))                                                  \
  __pewter_binary(N, %, __pewter::is_int<T>)                                                  \
  __pewter_binary(N, &, !__pewter::is_real<T>)                                                \
  __pewter_binary(N, |, !__pewter::is_real<T>)                                                \
  __pewter_binary(N, ^, !__pewter::is_real<T>)                                                \
  __pewter_shift(N, <<)                                                                       \
  __pewter_shift(N, >>)                                                                       \
  __pewter_compare(N, ==)                                                                     \
  __pewter_compare(N, !=)                                                                     \
  __pewter_compare(N, <)                                                                      \
  __pewter_compare(N, <=)                                                                     \
  __pewter_compare(N, >)                                                                      \
  __pewter_compare(N, >=)                                                                     \
  __pewter_logical(N, &&)                                                                     \
  __pewter_logical(N, ||)                                                                     \
  __pewter_fn friend constexpr vec operator+(vec __a) requires(!__is_same(T, bool)) { return __a; } \
  __pewter_fn friend constexpr vec operator-(vec __a) requires(!__is_same(T, bool)) {         \
    return vec(__pewter_each_##N(__pewter_alone, -));                                         \
  }                                                                                           \
  __pewter_fn friend constexpr vec operator~(vec __a) requires(__pewter::is_int<T>) {         \
    return vec(__pewter_each_##N(__pewter_alone, ~));                                         \
  }                                                                                           \
  __pewter_fn friend constexpr vec<bool, N> operator!(vec __a) requires(!__pewter::is_real<T>) { \
    return vec<bool, N>(__pewter_each_##N(__pewter_compared_not, !));                         \
  }                                                                                           \
  __pewter_fn friend constexpr vec& operator++(vec& __a) requires(!__is_same(T, bool)) {      \
    return __a = vec(__pewter_each_##N(__pewter_plus_one, +));                                \
  }                                                                                           \
  __pewter_fn friend constexpr vec& operator--(vec& __a) requires(!__is_same(T, bool)) {      \
    return __a = vec(__pewter_each_##N(__pewter_plus_one, -));                                \
  }                                                                                           \
  __pewter_fn friend constexpr vec operator++(vec& __a, int) requires(!__is_same(T, bool)) {  \
    vec __old = __a;                                                                          \
    ++__a;                                                                                    \
    return __old;                                                                             \
  }                                                                                           \
  __pewter_fn friend constexpr vec operator--(vec& __a, int) requires(!__is_same(T, bool)) {  \
    vec __old = __a;                                                                          \
    --__a;                                                                                    \
    return __old;                                                                             \
  }
#define __pewter_compared_not(c, op) !__a.c

// Subscripts read memory where they run, and name the member where the compiler evaluates them.
#define __pewter_member_2(i) (i == 0 ? x : y)
#define __pewter_member_3(i) (i == 0 ? x : i == 1 ? y : z)
#define __pewter_member_4(i) (i == 0 ? x : i == 1 ? y : i == 2 ? z : w)
#define __pewter_subscript(N)                                          \
  __pewter_fn constexpr T& operator[](size_t __i) {                    \
    if consteval { return __pewter_member_##N(__i); }                  \
    return (&x)[__i];                                                  \
  }                                                                    \
  __pewter_fn constexpr const T& operator[](size_t __i) const {        \
    if consteval { return __pewter_member_##N(__i); }                  \
    return (&x)[__i];                                                  \
  }

// Volatile vectors are read and written component by component. Templates, which are never copy constructors: vectors stay
// trivial.
#define __pewter_volatile(N)                                                                          \
  template <typename V> requires(__is_volatile(V) && __is_same(decltype(V::x), T) && sizeof(V) == sizeof(vec)) \
  __pewter_fn vec(V& __v) : vec(__pewter_each_##N(__pewter_component, __v)) {}                        \
  template <typename V> requires(__is_same(V, vec))                                                   \
  __pewter_fn void operator=(V __v) volatile { __pewter_assign_##N; }
#define __pewter_component(c, from) from.c
#define __pewter_assign_2 x = __v.x, y = __v.y
#define __pewter_assign_3 __pewter_assign_2, z = __v.z
#define __pewter_assign_4 __pewter_assign_3, w = __v.w

template <typename T>
struct alignas(2 * sizeof(T)) vec<T, 2> {
  T x, y;
  vec() = default;
  __pewter_fn constexpr vec(T __s) : x(__s), y(__s) {}
  __pewter_fn constexpr vec(T __x, T __y) : x(__x), y(__y) {}
  template <typename U>
  __pewter_fn explicit constexpr vec(vec<U, 2> __v) : vec(__pewter_each_2(__pewter_converted, __v)) {}
  __pewter_subscript(2) __pewter_swizzles_2 __pewter_volatile(2) __pewter_vector_operators(2)
};

template <typename T>
struct alignas(4 * sizeof(T)) vec<T, 3> {
  T x, y, z;
  vec() = default;
  __pewter_fn constexpr vec(T __s) : x(__s), y(__s), z(__s) {}
  __pewter_fn constexpr vec(T __x, T __y) : x(__x), y(__y), z(0) {}  // float3 v = {a, b}
  __pewter_fn constexpr vec(T __x, T __y, T __z) : x(__x), y(__y), z(__z) {}
  __pewter_fn constexpr vec(vec<T, 2> __v, T __z) : x(__v.x), y(__v.y), z(__z) {}
  __pewter_fn constexpr vec(T __x, vec<T, 2> __v) : x(__x), y(__v.x), z(__v.y) {}
  template <typename U>
  __pewter_fn explicit constexpr vec(vec<U, 3> __v) : vec(__pewter_each_3(__pewter_converted, __v)) {}
  __pewter_subscript(3) __pewter_swizzles_3 __pewter_volatile(3) __pewter_vector_operators(3)
};

template <typename T>
struct alignas(4 * sizeof(T)) vec<T, 4> {
  T x, y, z, w;
  vec() = default;
  __pewter_fn constexpr vec(T __s) : x(__s), y(__s), z(__s), w(__s) {}
  __pewter_fn constexpr vec(T __x, T __y) : x(__x), y(__y), z(0), w(0) {}           // float4 v = {a, b}
  __pewter_fn constexpr vec(T __x, T __y, T __z) : x(__x), y(__y), z(__z), w(0) {}  // float4 v = {a, b, c}
  __pewter_fn constexpr vec(T __x, T __y, T __z, T __w) : x(__x), y(__y), z(__z), w(__w) {}
  __pewter_fn constexpr vec(vec<T, 2> __v, T __z, T __w) : x(__v.x), y(__v.y), z(__z), w(__w) {}
  __pewter_fn constexpr vec(T __x, vec<T, 2> __v, T __w) : x(__x), y(__v.x), z(__v.y), w(__w) {}
  __pewter_fn constexpr vec(T __x, T __y, vec<T, 2> __v) : x(__x), y(__y), z(__v.x), w(__v.y) {}
  __pewter_fn constexpr vec(vec<T, 2> __u, vec<T, 2> __v) : x(__u.x), y(__u.y), z(__v.x), w(__v.y) {}
  __pewter_fn constexpr vec(vec<T, 3> __v, T __w) : x(__v.x), y(__v.y), z(__v.z), w(__w) {}
  __pewter_fn constexpr vec(T __x, vec<T, 3> __v) : x(__x), y(__v.x), z(__v.y), w(__v.z) {}
  template <typename U>
  __pewter_fn explicit constexpr vec(vec<U, 4> __v) : vec(__pewter_each_4(__pewter_converted, __v)) {}
  __pewter_subscript(4) __pewter_swizzles_4 __pewter_volatile(4) __pewter_vector_operators(4)
};

// Packed vectors: components side by side, aligned like one component. They compute by converting to vec: that they are
// templates over the vector type is what lets argument-dependent lookup find the vector's operators.
#define __pewter_packed_assign(op)                                                     \
  template <typename U>                                                                \
  __pewter_fn friend constexpr __packed& operator op##=(__packed & __a, U __b) {       \
    return __a = __packed(V(__a) op __b);                                              \
  }
#define __pewter_packed_members(N)                                                                           \
  using V = vec<T, N>;                                                                                       \
  __packed() = default;                                                                                      \
  __pewter_fn constexpr __packed(V __v) : __packed(__pewter_each_##N(__pewter_converted, __v)) {}            \
  __pewter_fn constexpr __packed(T __s) : __packed(V(__s)) {}                                                \
  template <typename U>                                                                                      \
  __pewter_fn explicit constexpr __packed(vec<U, N> __v) : __packed(V(__v)) {}                               \
  template <typename U> requires(!__is_same(U, V))                                                           \
  __pewter_fn explicit constexpr __packed(__packed<U> __p) : __packed(V(U(__p))) {}                          \
  __pewter_fn constexpr operator V() const { return V(__pewter_each_##N(__pewter_own, )); }                  \
  template <typename U> requires(!__is_same(U, T))                                                           \
  __pewter_fn explicit constexpr operator vec<U, N>() const { return vec<U, N>(V(*this)); }                  \
  __pewter_packed_assign(+) __pewter_packed_assign(-) __pewter_packed_assign(*) __pewter_packed_assign(/)    \
  __pewter_packed_assign(%) __pewter_packed_assign(&) __pewter_packed_assign(|) __pewter_packed_assign(^)    \
  __pewter_packed_assign(<<) __pewter_packed_assign(>>)                                                      \
  __pewter_fn friend constexpr __packed& operator++(__packed& __a) { return __a = __packed(V(__a) + V(T(1))); } \
  __pewter_fn friend constexpr __packed& operator--(__packed& __a) { return __a = __packed(V(__a) - V(T(1))); }
#define __pewter_own(c, unused) c

template <typename T>
struct __packed<vec<T, 2>> {
  T x, y;
  __pewter_fn constexpr __packed(T __x, T __y) : x(__x), y(__y) {}
  __pewter_subscript(2) __pewter_swizzles_2 __pewter_packed_members(2)
};
template <typename T>
struct __packed<vec<T, 3>> {
  T x, y, z;
  __pewter_fn constexpr __packed(T __x, T __y, T __z) : x(__x), y(__y), z(__z) {}
  __pewter_fn constexpr __packed(vec<T, 2> __v, T __z) : x(__v.x), y(__v.y), z(__z) {}
  __pewter_fn constexpr __packed(T __x, vec<T, 2> __v) : x(__x), y(__v.x), z(__v.y) {}
  __pewter_subscript(3) __pewter_swizzles_3 __pewter_packed_members(3)
};
template <typename T>
struct __packed<vec<T, 4>> {
  T x, y, z, w;
  __pewter_fn constexpr __packed(T __x, T __y, T __z, T __w) : x(__x), y(__y), z(__z), w(__w) {}
  __pewter_fn constexpr __packed(vec<T, 3> __v, T __w) : x(__v.x), y(__v.y), z(__v.z), w(__w) {}
  __pewter_fn constexpr __packed(vec<T, 2> __u, vec<T, 2> __v) : x(__u.x), y(__u.y), z(__v.x), w(__v.y) {}
  __pewter_subscript(4) __pewter_swizzles_4 __pewter_packed_members(4)
};

namespace __pewter {
// What a type is made of: its component type, how many there are, and component i.
template <typename T> struct shape { using element = T; static constexpr int size = 1; };
template <typename T, int N> struct shape<vec<T, N>> { using element = T; static constexpr int size = N; };
template <typename T> using element = typename shape<T>::element;
template <typename T> inline constexpr int components = shape<T>::size;
}  // namespace __pewter
}  // namespace metal

// float2, float3, float4, packed_float2, ... of every scalar type, with and without `metal::`.
#define __pewter_name_vector(T, N)       \
  using T##N = vec<T, N>;                \
  using packed_##T##N = packed_vec<T, N>;
#define __pewter_name_vectors(T) \
  __pewter_name_vector(T, 2) __pewter_name_vector(T, 3) __pewter_name_vector(T, 4)
namespace metal {
__pewter_all_types(__pewter_name_vectors)
}  // namespace metal
#undef __pewter_name_vectors
#undef __pewter_name_vector
#define __pewter_name_vector(T, N) \
  using metal::T##N;               \
  using metal::packed_##T##N;      \
  using vector_##T##N = metal::T##N;
#define __pewter_name_vectors(T) \
  __pewter_name_vector(T, 2) __pewter_name_vector(T, 3) __pewter_name_vector(T, 4)
__pewter_all_types(__pewter_name_vectors)
#undef __pewter_name_vectors
#undef __pewter_name_vector

static_assert(sizeof(float3) == 16 && alignof(float3) == 16 && sizeof(packed_float3) == 12 && alignof(packed_float3) == 4);
static_assert(sizeof(half3) == 8 && sizeof(bool4) == 4 && sizeof(long4) == 32 && alignof(long4) == 32 && sizeof(char3) == 4);
static_assert(__is_trivial(float4) && __is_trivial(packed_float3));
