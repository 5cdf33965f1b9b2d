// SPDX-License-Identifier: Apache-2.0
#pragma once

// Scalar types. Metal knows their names everywhere; `metal::uint` is the same type.
using uchar = unsigned char;
using ushort = unsigned short;
using uint = unsigned int;
using ulong = unsigned long;
using half = _Float16;
using bfloat = __bf16;

using int8_t = signed char;
using int16_t = short;
using int32_t = int;
using int64_t = long;
using uint8_t = unsigned char;
using uint16_t = unsigned short;
using uint32_t = unsigned int;
using uint64_t = unsigned long;
using size_t = unsigned long;
using ptrdiff_t = long;
using intptr_t = long;
using uintptr_t = unsigned long;

namespace metal {
using ::bfloat;
using ::half;
using ::int16_t;
using ::int32_t;
using ::int64_t;
using ::int8_t;
using ::intptr_t;
using ::ptrdiff_t;
using ::size_t;
using ::uchar;
using ::uint;
using ::uint16_t;
using ::uint32_t;
using ::uint64_t;
using ::uint8_t;
using ::uintptr_t;
using ::ulong;
using ::ushort;
using nullptr_t = decltype(nullptr);
}  // namespace metal

// X(type) for every scalar type of a kind; the tables that the families below are generated from.
// `char` and `signed char` are different types: int8_t goes where char goes.
#define __pewter_signed_types(X) X(char) X(short) X(int) X(long)
#define __pewter_unsigned_types(X) X(uchar) X(ushort) X(uint) X(ulong)
#define __pewter_integer_types(X) __pewter_signed_types(X) __pewter_unsigned_types(X)
#define __pewter_real_types(X) X(half) X(float)
#define __pewter_all_types(X) X(bool) __pewter_integer_types(X) __pewter_real_types(X) X(bfloat)

// Library functions are small and wanted inline.
#define __pewter_fn inline __attribute__((__always_inline__))

namespace metal {
namespace __pewter {
template <typename T> inline constexpr bool is_int = false;
template <typename T> inline constexpr bool is_uint = false;
template <typename T> inline constexpr bool is_real = false;  // half, float or bfloat
#define __pewter_x(T) template <> inline constexpr bool is_int<T> = true;
__pewter_integer_types(__pewter_x) __pewter_x(signed char) __pewter_x(long long) __pewter_x(unsigned long long)
#undef __pewter_x
#define __pewter_x(T) template <> inline constexpr bool is_uint<T> = true;
__pewter_unsigned_types(__pewter_x) __pewter_x(unsigned long long)
#undef __pewter_x
#define __pewter_x(T) template <> inline constexpr bool is_real<T> = true;
__pewter_real_types(__pewter_x) __pewter_x(bfloat)
#undef __pewter_x

// static_cast, and between half and bfloat, which Clang does not convert directly, through float (exact on the way in).
template <typename T, typename U>
__pewter_fn constexpr T cast(U value) {
  if constexpr (is_real<T> && is_real<U>)
    return static_cast<T>(static_cast<float>(value));
  else
    return static_cast<T>(value);
}
}  // namespace __pewter
}  // namespace metal
