// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/type_traits.h>

// <metal_limits>: numeric_limits<T>.
namespace metal {

enum float_round_style {
  round_indeterminate = -1, round_toward_zero = 0, round_to_nearest = 1, round_toward_infinity = 2,
  round_toward_neg_infinity = 3,
};
enum float_denorm_style { denorm_indeterminate = -1, denorm_absent = 0, denorm_present = 1 };

namespace __pewter {
template <typename T>
struct limits_base {
  static constexpr bool is_specialized = false, is_signed = false, is_integer = false, is_exact = false;
  static constexpr bool has_infinity = false, has_quiet_NaN = false, has_signaling_NaN = false, has_denorm_loss = false;
  static constexpr bool is_iec559 = false, is_bounded = false, is_modulo = false, traps = false, tinyness_before = false;
  static constexpr float_denorm_style has_denorm = denorm_absent;
  static constexpr float_round_style round_style = round_toward_zero;
  static constexpr int digits = 0, digits10 = 0, max_digits10 = 0, radix = 0;
  static constexpr int min_exponent = 0, min_exponent10 = 0, max_exponent = 0, max_exponent10 = 0;
};
template <typename T>
struct integer_limits : limits_base<T> {
  static constexpr bool is_specialized = true, is_integer = true, is_exact = true, is_bounded = true;
  static constexpr bool is_signed = T(-1) < T(0), is_modulo = !is_signed;
  static constexpr int radix = 2, digits = (__is_same(T, bool) ? 1 : int(sizeof(T) * 8)) - is_signed;
  static constexpr int digits10 = digits * 643 / 2136;  // log10(2)
  static constexpr T max() { return is_signed ? T((1ull << (sizeof(T) * 8 - 1)) - 1) : T(-1); }
  static constexpr T min() { return is_signed ? T(-max() - 1) : T(0); }
  static constexpr T lowest() { return min(); }
  static constexpr T epsilon() { return 0; }
  static constexpr T round_error() { return 0; }
  static constexpr T infinity() { return 0; }
  static constexpr T quiet_NaN() { return 0; }
  static constexpr T signaling_NaN() { return 0; }
  static constexpr T denorm_min() { return 0; }
};
template <typename T, int Digits, int Digits10, int MaxDigits10, int MinExp, int MinExp10, int MaxExp, int MaxExp10>
struct real_limits : limits_base<T> {
  static constexpr bool is_specialized = true, is_signed = true, is_bounded = true, is_iec559 = true;
  static constexpr bool has_infinity = true, has_quiet_NaN = true, has_signaling_NaN = true;
  static constexpr float_denorm_style has_denorm = denorm_present;
  static constexpr float_round_style round_style = round_to_nearest;
  static constexpr int radix = 2, digits = Digits, digits10 = Digits10, max_digits10 = MaxDigits10;
  static constexpr int min_exponent = MinExp, min_exponent10 = MinExp10, max_exponent = MaxExp, max_exponent10 = MaxExp10;
  static constexpr T round_error() { return T(0.5f); }
  static constexpr T infinity() { return T(__builtin_inff()); }
  static constexpr T quiet_NaN() { return T(__builtin_nanf("")); }
  static constexpr T signaling_NaN() { return T(__builtin_nansf("")); }
};
}  // namespace __pewter

template <typename T> struct numeric_limits : __pewter::limits_base<T> {
  static constexpr T min() { return T(); }
  static constexpr T max() { return T(); }
  static constexpr T lowest() { return T(); }
};
template <typename T> struct numeric_limits<const T> : numeric_limits<T> {};
template <typename T> struct numeric_limits<volatile T> : numeric_limits<T> {};
template <typename T> struct numeric_limits<const volatile T> : numeric_limits<T> {};

#define __pewter_x(T) template <> struct numeric_limits<T> : __pewter::integer_limits<T> {};
__pewter_integer_types(__pewter_x) __pewter_x(signed char)
#undef __pewter_x
template <> struct numeric_limits<bool> : __pewter::integer_limits<bool> {
  static constexpr bool is_modulo = false;
  static constexpr bool max() { return true; }
};
template <> struct numeric_limits<half> : __pewter::real_limits<half, 11, 3, 5, -13, -4, 16, 4> {
  static constexpr half max() { return 0x1.ffcp15f16; }
  static constexpr half min() { return 0x1p-14f16; }
  static constexpr half lowest() { return -max(); }
  static constexpr half epsilon() { return 0x1p-10f16; }
  static constexpr half denorm_min() { return 0x1p-24f16; }
};
template <> struct numeric_limits<float> : __pewter::real_limits<float, 24, 6, 9, -125, -37, 128, 38> {
  static constexpr float max() { return 0x1.fffffep127f; }
  static constexpr float min() { return 0x1p-126f; }
  static constexpr float lowest() { return -max(); }
  static constexpr float epsilon() { return 0x1p-23f; }
  static constexpr float denorm_min() { return 0x1p-149f; }
};
template <> struct numeric_limits<bfloat> : __pewter::real_limits<bfloat, 8, 2, 4, -125, -37, 128, 38> {
  static constexpr bfloat max() { return bfloat(0x1.fep127f); }
  static constexpr bfloat min() { return bfloat(0x1p-126f); }
  static constexpr bfloat lowest() { return bfloat(-0x1.fep127f); }
  static constexpr bfloat epsilon() { return bfloat(0x1p-7f); }
  static constexpr bfloat denorm_min() { return bfloat(0x1p-133f); }
};
}  // namespace metal
