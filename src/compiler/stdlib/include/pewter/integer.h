// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/elementwise.h>
#include <pewter/limits.h>

// <metal_integer>; integer.def has the table.
namespace metal {
namespace __pewter {
constexpr uchar bitreverse(uchar x) { return __builtin_bitreverse8(x); }
constexpr ushort bitreverse(ushort x) { return __builtin_bitreverse16(x); }
constexpr uint bitreverse(uint x) { return __builtin_bitreverse32(x); }
constexpr ulong bitreverse(ulong x) { return __builtin_bitreverse64(x); }

template <typename T>
constexpr T addsat(T x, T y) {
  T r{};
  if (!__builtin_add_overflow(x, y, &r)) return r;
  return x < T(0) ? numeric_limits<T>::min() : numeric_limits<T>::max();
}
template <typename T>
constexpr T subsat(T x, T y) {
  T r{};
  if (!__builtin_sub_overflow(x, y, &r)) return r;
  return is_uint<T> || x < T(0) ? numeric_limits<T>::min() : numeric_limits<T>::max();
}
constexpr ulong mulhi(ulong x, ulong y) {
  const ulong x0 = uint(x), x1 = x >> 32, y0 = uint(y), y1 = y >> 32;
  const ulong middle = x1 * y0 + (x0 * y0 >> 32);
  return x1 * y1 + (middle >> 32) + ((x0 * y1 + uint(middle)) >> 32);
}
constexpr long mulhi(long x, long y) {
  // Reading a negative factor as unsigned adds 2^64 to it; take the other factor off the high half again.
  return long(mulhi(ulong(x), ulong(y)) - (x < 0 ? ulong(y) : 0) - (y < 0 ? ulong(x) : 0));
}
template <typename T>
constexpr T mulhi(T x, T y) {
  return T(conditional_t<is_uint<T>, ulong, long>(x) * y >> (sizeof(T) * 8));
}
template <typename T>
constexpr T madsat(T x, T y, T z) {
  using Limits = numeric_limits<T>;
  if constexpr (sizeof(T) < 8) {
    using W = conditional_t<is_uint<T>, ulong, long>;
    const W r = W(x) * W(y) + W(z);
    return r > W(Limits::max()) ? Limits::max() : r < W(Limits::min()) ? Limits::min() : T(r);
  } else {
    // 128 bits in two halves.
    const ulong low = ulong(x) * ulong(y), sum = low + ulong(z);
    const T carry = T(sum < low) - T(z < T(0));
    const T high = T(ulong(mulhi(x, y)) + ulong(carry));
    if constexpr (is_uint<T>) return high ? Limits::max() : sum;
    else if (high == T(long(sum) >> 63)) return T(sum);
    else return high < 0 ? Limits::min() : Limits::max();
  }
}
template <typename T>
constexpr T rotate(T x, T y) {
  using U = __make_unsigned(T);
  constexpr U mask = sizeof(T) * 8 - 1;
  const U n = U(y) & mask;
  return T(U(U(x) << n) | U(U(x) >> (U(-n) & mask)));
}
// A field of 0 bits is 0, and one as wide as the type is all of it; what lies beyond the type is 0, and is not written.
// Shifts are computed before it is known whether they count, so that nothing branches.
template <typename U>
constexpr U low_bits(uint bits) {
  constexpr uint width = sizeof(U) * 8;
  const U mask = U((U(1) << (bits & (width - 1))) - 1);
  return bits >= width ? U(-1) : mask;
}
template <typename T>
constexpr T extract_bits(T x, uint offset, uint bits) {
  using U = __make_unsigned(T);
  constexpr uint width = sizeof(T) * 8;
  const U shifted = U(U(x) >> (offset & (width - 1)));
  const U field = (offset < width ? shifted : U(0)) & low_bits<U>(bits);
  if constexpr (is_uint<T>) return field;
  const uint last = (bits < width ? bits : width) - 1;
  const U sign = U(U(U(1) << (last & (width - 1))) & low_bits<U>(bits));  // none in a field of 0 bits
  const U extended = U(U(field ^ sign) - sign);
  return T(offset < width ? extended : U(0));
}
template <typename T>
constexpr T insert_bits(T base, T insert, uint offset, uint bits) {
  using U = __make_unsigned(T);
  constexpr uint width = sizeof(T) * 8;
  const uint shift = offset & (width - 1);
  const U shifted = U(low_bits<U>(bits) << shift);
  const U mask = offset < width ? shifted : U(0);
  return T((U(base) & U(~mask)) | (U(U(insert) << shift) & mask));
}

// The functions of the table on any integer type, from which the overloads below are made.
namespace integer {
#define PEWTER_INTEGER_1(name, R, e) \
  template <typename T, typename U = __make_unsigned(T)> constexpr R name(T x) { return e; }
#define PEWTER_INTEGER_2(name, R, e) \
  template <typename T, typename U = __make_unsigned(T)> constexpr R name(T x, T y) { return e; }
#define PEWTER_INTEGER_3(name, R, e) \
  template <typename T, typename U = __make_unsigned(T)> constexpr R name(T x, T y, T z) { return e; }
#include <pewter/integer.def>
}  // namespace integer
}  // namespace __pewter

#define __pewter_result_T(T, U) T
#define __pewter_result_U(T, U) U
#define __pewter_each_integer(M, name, R)                                      \
  M(char, uchar, name, __pewter_result_##R) M(uchar, uchar, name, __pewter_result_##R) \
  M(short, ushort, name, __pewter_result_##R) M(ushort, ushort, name, __pewter_result_##R) \
  M(int, uint, name, __pewter_result_##R) M(uint, uint, name, __pewter_result_##R) \
  M(long, ulong, name, __pewter_result_##R) M(ulong, ulong, name, __pewter_result_##R)
#define __pewter_integer_1(T, U, name, R)                                      \
  __pewter_fn constexpr R(T, U) name(T x) { return __pewter::integer::name(x); } \
  __pewter_vectors_1(name, R(T, U), T)
#define __pewter_integer_2(T, U, name, R)                                      \
  __pewter_fn constexpr R(T, U) name(T x, T y) { return __pewter::integer::name(x, y); } \
  __pewter_vectors_2(name, R(T, U), T)
#define __pewter_integer_3(T, U, name, R)                                      \
  __pewter_fn constexpr R(T, U) name(T x, T y, T z) { return __pewter::integer::name(x, y, z); } \
  __pewter_vectors_3(name, R(T, U), T)
#define PEWTER_INTEGER_1(name, R, e) __pewter_each_integer(__pewter_integer_1, name, R)
#define PEWTER_INTEGER_2(name, R, e) __pewter_each_integer(__pewter_integer_2, name, R)
#define PEWTER_INTEGER_3(name, R, e) __pewter_each_integer(__pewter_integer_3, name, R)
#include <pewter/integer.def>

// Bit fields: offset and width are one number for all components.
#define __pewter_x(T)                                                                              \
  __pewter_fn constexpr T extract_bits(T x, uint offset, uint bits) {                              \
    return __pewter::extract_bits(x, offset, bits);                                                \
  }                                                                                                \
  __pewter_fn constexpr T insert_bits(T base, T insert, uint offset, uint bits) {                  \
    return __pewter::insert_bits(base, insert, offset, bits);                                      \
  }                                                                                                \
  __pewter_y(T, 2) __pewter_y(T, 3) __pewter_y(T, 4)
#define __pewter_y(T, N)                                                                           \
  __pewter_fn vec<T, N> extract_bits(vec<T, N> x, uint offset, uint bits) {                        \
    for (int i = 0; i < N; ++i) x[i] = __pewter::extract_bits(x[i], offset, bits);                 \
    return x;                                                                                      \
  }                                                                                                \
  __pewter_fn vec<T, N> insert_bits(vec<T, N> base, vec<T, N> insert, uint offset, uint bits) {    \
    for (int i = 0; i < N; ++i) base[i] = __pewter::insert_bits(base[i], insert[i], offset, bits); \
    return base;                                                                                   \
  }
__pewter_integer_types(__pewter_x)
#undef __pewter_x
#undef __pewter_y

// 24-bit factors, 32-bit sum.
#define __pewter_x(T)                                                                              \
  __pewter_fn constexpr T mul24(T x, T y) { return T(uint(x) * uint(y)); }                         \
  __pewter_fn constexpr T mad24(T x, T y, T z) { return T(uint(x) * uint(y) + uint(z)); }          \
  __pewter_vectors_2(mul24, T, T)                                                                  \
  __pewter_vectors_3(mad24, T, T)
__pewter_x(int) __pewter_x(uint)
#undef __pewter_x
}  // namespace metal
