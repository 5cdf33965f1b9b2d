// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/intrinsics.h>
#include <pewter/vector.h>

// <metal_logging>: os_log. The line is put together here, as printf would, and goes to the executor whole.
// Without logging enabled (MTLCompileOptions.enableLogging) a call does nothing, as in Metal.
namespace metal {
enum os_log_type : uchar {
  OS_LOG_TYPE_DEFAULT = 0,
  OS_LOG_TYPE_INFO = 1,
  OS_LOG_TYPE_DEBUG = 2,
  OS_LOG_TYPE_ERROR = 16,
  OS_LOG_TYPE_FAULT = 17,
};
using os_log_type_t = os_log_type;

namespace __pewter {
// A line that drops what does not fit.
struct log_line {
  static constexpr uint capacity = 1024;
  char text[capacity];
  uint length;
  void put(char c) {
    if (length < capacity) text[length++] = c;
  }
};

// One conversion: %[flags][width][.precision][vN][length]conversion.
struct log_spec {
  bool left, plus, space, alternate, zero;
  int width, precision;  // precision: -1 where there is none
  char conversion;       // 0: the format has ended
};

// Copies text up to the next conversion, and says where the format goes on behind it.
inline const char* log_next(log_line& line, const char* f, log_spec& spec) {
  spec = log_spec{false, false, false, false, false, 0, -1, 0};
  for (;;) {
    if (!*f) return f;
    if (*f != '%') {
      line.put(*f++);
    } else if (f[1] == '%') {
      line.put('%');
      f += 2;
    } else {
      break;
    }
  }
  for (++f;; ++f) {
    if (*f == '-') spec.left = true;
    else if (*f == '+') spec.plus = true;
    else if (*f == ' ') spec.space = true;
    else if (*f == '#') spec.alternate = true;
    else if (*f == '0') spec.zero = true;
    else break;
  }
  for (; *f >= '0' && *f <= '9'; ++f) spec.width = spec.width * 10 + (*f - '0');
  if (*f == '.') {
    spec.precision = 0;
    for (++f; *f >= '0' && *f <= '9'; ++f) spec.precision = spec.precision * 10 + (*f - '0');
  }
  if (*f == 'v')
    for (++f; *f >= '0' && *f <= '9'; ++f) {}
  while (*f == 'h' || *f == 'l' || *f == 'j' || *f == 'z' || *f == 't') ++f;  // the argument's own type says more
  spec.conversion = *f;
  return *f ? f + 1 : f;
}

// prefix (sign, 0x), then zeros up to `digits_wanted`, then the text; filled up to the width.
inline void log_field(log_line& line, const log_spec& spec, const char* prefix, int prefix_length, const char* text, int length,
                      int digits_wanted, bool zero_fill) {
  int zeros = digits_wanted > length ? digits_wanted - length : 0;
  int fill = spec.width - prefix_length - zeros - length;
  if (fill < 0) fill = 0;
  if (zero_fill && !spec.left) zeros += fill, fill = 0;
  if (!spec.left)
    for (int i = 0; i < fill; ++i) line.put(' ');
  for (int i = 0; i < prefix_length; ++i) line.put(prefix[i]);
  for (int i = 0; i < zeros; ++i) line.put('0');
  for (int i = 0; i < length; ++i) line.put(text[i]);
  if (spec.left)
    for (int i = 0; i < fill; ++i) line.put(' ');
}

inline void log_integer(log_line& line, const log_spec& spec, ulong magnitude, bool negative) {
  const char c = spec.conversion;
  const uint base = c == 'x' || c == 'X' || c == 'p' ? 16 : c == 'o' ? 8 : 10;
  char digits[24];
  int at = 24;
  for (ulong m = magnitude; m; m /= base) {
    const uint d = uint(m % base);
    digits[--at] = char(d < 10 ? '0' + d : (c == 'X' ? 'A' : 'a') + (d - 10));
  }
  if (at == 24 && spec.precision != 0) digits[--at] = '0';
  char prefix[2];
  int prefix_length = 0;
  if (c == 'd' || c == 'i') {
    if (negative) prefix[prefix_length++] = '-';
    else if (spec.plus) prefix[prefix_length++] = '+';
    else if (spec.space) prefix[prefix_length++] = ' ';
  } else if (c == 'p' || (spec.alternate && base == 16 && magnitude)) {
    prefix[prefix_length++] = '0';
    prefix[prefix_length++] = c == 'X' ? 'X' : 'x';
  } else if (spec.alternate && base == 8 && (at == 24 || digits[at] != '0')) {
    digits[--at] = '0';
  }
  log_field(line, spec, prefix, prefix_length, digits + at, 24 - at, spec.precision, spec.zero && spec.precision < 0);
}

// All decimal digits of a finite float, exactly: 45 before the point, 153 behind it.
struct log_decimal {
  static constexpr int point = 45, count = 198;
  char digits[count];  // 0 to 9

  inline void set(uint significand, int exponent) {
    uint limbs[22] = {};  // base 10^9, most significant first
    limbs[4] = significand;
    while (exponent > 0) {
      const int step = exponent < 29 ? exponent : 29;
      ulong carry = 0;
      for (int i = 4; i >= 0; --i) {
        const ulong v = (ulong(limbs[i]) << step) + carry;
        limbs[i] = uint(v % 1000000000u);
        carry = v / 1000000000u;
      }
      exponent -= step;
    }
    while (exponent < 0) {
      const int step = -exponent < 29 ? -exponent : 29;
      ulong rest = 0;
      for (int i = 0; i < 22; ++i) {
        const ulong v = rest * 1000000000u + limbs[i];
        limbs[i] = uint(v >> step);
        rest = v & ((1ul << step) - 1);
      }
      exponent += step;
    }
    for (int i = 0; i < 22; ++i)
      for (int j = 8; j >= 0; --j, limbs[i] /= 10) digits[i * 9 + j] = char(limbs[i] % 10);
  }
  int first() const {
    int i = 0;
    while (i < count && digits[i] == 0) ++i;
    return i;
  }
  // Keeps the digits before `end`, rounding half to even.
  void round(int end) {
    if (end >= count || end < 0) return;
    bool up = digits[end] > 5;
    if (digits[end] == 5) {
      up = end > 0 && (digits[end - 1] & 1);
      for (int i = end + 1; i < count; ++i) up |= digits[i] != 0;
    }
    for (int i = end; i < count; ++i) digits[i] = 0;
    for (int i = end - 1; up && i >= 0; --i) {
      up = digits[i] == 9;
      digits[i] = up ? 0 : char(digits[i] + 1);
    }
  }
};

inline void log_real(log_line& line, const log_spec& spec, float value) {
  const uint bits = __builtin_bit_cast(uint, value);
  const uint biased = bits >> 23 & 255, fraction = bits & 0x7fffff;
  const bool upper = spec.conversion >= 'A' && spec.conversion <= 'Z';
  const char style = upper ? char(spec.conversion + ('a' - 'A')) : spec.conversion;
  char prefix[3];
  int prefix_length = 0;
  if (bits >> 31) prefix[prefix_length++] = '-';
  else if (spec.plus) prefix[prefix_length++] = '+';
  else if (spec.space) prefix[prefix_length++] = ' ';
  if (biased == 255) {
    const char* name = fraction ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf");
    log_field(line, spec, prefix, prefix_length, name, 3, 0, false);
    return;
  }

  char text[256];
  int length = 0;
  const int precision = spec.precision < 0 ? 6 : spec.precision > 150 ? 150 : spec.precision;
  int exponent = 0;
  bool show_exponent = false;
  if (style == 'a') {
    prefix[prefix_length++] = '0';
    prefix[prefix_length++] = upper ? 'X' : 'x';
    // 1.ffffff with six hexadecimal digits of fraction; as few as are needed, or as asked for.
    ulong significand = biased ? 0x1000000ul | ulong(fraction) << 1 : ulong(fraction) << 1;
    exponent = biased ? int(biased) - 127 : fraction ? -126 : 0;
    for (; significand && significand < 0x1000000; significand <<= 1) --exponent;
    int places = 6;
    if (spec.precision >= 0 && spec.precision < 6) {
      const int drop = (6 - spec.precision) * 4;
      const ulong half = 1ul << (drop - 1), low = significand & ((1ul << drop) - 1);
      significand >>= drop;
      if (low > half || (low == half && (significand & 1))) ++significand;
      significand <<= drop;
      places = spec.precision;
    } else if (spec.precision < 0) {
      while (places > 0 && !(significand >> (24 - places * 4) & 15)) --places;
    }
    text[length++] = char('0' + (significand >> 24));
    if (places || spec.alternate) text[length++] = '.';
    for (int i = 0; i < places; ++i) {
      const uint d = uint(significand >> (20 - i * 4)) & 15;
      text[length++] = char(d < 10 ? '0' + d : (upper ? 'A' : 'a') + (d - 10));
    }
    for (int i = 6; i < spec.precision && length < 200; ++i) text[length++] = '0';
    show_exponent = true;
  } else {
    log_decimal number;
    number.set(biased ? fraction | 0x800000 : fraction, (biased ? int(biased) : 1) - 150);
    int first = number.first();
    const bool zero = first == log_decimal::count;
    bool scientific = style == 'e';
    int places = precision;
    if (style == 'g') {
      const int significant = precision ? precision : 1;
      if (!zero) number.round(first + significant);
      first = number.first();
      const int power = zero ? 0 : log_decimal::point - 1 - first;
      scientific = power < -4 || power >= significant;
      places = scientific ? significant - 1 : significant - 1 - power;
    } else if (!zero) {
      number.round(scientific ? first + 1 + places : log_decimal::point + places);
      first = number.first();
    }
    if (scientific) exponent = zero ? 0 : log_decimal::point - 1 - first;
    int at = scientific ? (zero ? log_decimal::point - 1 : first) : (first < log_decimal::point ? first : log_decimal::point - 1);
    const int end = scientific ? at + 1 : log_decimal::point;
    for (; at < end; ++at) text[length++] = char('0' + number.digits[at]);
    const int whole = length;
    if (places > 0 || spec.alternate) text[length++] = '.';
    for (int i = 0; i < places; ++i, ++at) text[length++] = char('0' + (at < log_decimal::count ? number.digits[at] : 0));
    if (style == 'g' && !spec.alternate) {
      while (length > whole && text[length - 1] == '0') --length;
      if (text[length - 1] == '.') --length;
    }
    show_exponent = scientific;
  }
  if (show_exponent) {
    text[length++] = style == 'a' ? (upper ? 'P' : 'p') : (upper ? 'E' : 'e');
    text[length++] = exponent < 0 ? '-' : '+';
    const int magnitude = exponent < 0 ? -exponent : exponent;
    if (magnitude >= 100) text[length++] = char('0' + magnitude / 100);
    if (magnitude >= 10 || style != 'a') text[length++] = char('0' + magnitude / 10 % 10);
    text[length++] = char('0' + magnitude % 10);
  }
  log_field(line, spec, prefix, prefix_length, text, length, 0, spec.zero);
}

inline void log_string(log_line& line, const log_spec& spec, const char* text) {
  int length = 0;
  while (text[length] && (spec.precision < 0 || length < spec.precision)) ++length;
  log_field(line, spec, "", 0, text, length, 0, false);
}

template <typename T>
void log_value(log_line& line, log_spec spec, T value) {
  const char c = spec.conversion;
  if constexpr (components<T> > 1) {
    for (int i = 0; i < components<T>; ++i) {
      if (i) line.put(',');
      log_value(line, spec, value[i]);
    }
  } else if constexpr (is_real<T>) {
    if (c == 'd' || c == 'i' || c == 'u' || c == 'x' || c == 'c' || c == 's') spec.conversion = 'f';
    log_real(line, spec, float(value));
  } else if constexpr (__is_pointer(T)) {
    if constexpr (__is_convertible_to(T, const char*)) {
      if (c == 's') return log_string(line, spec, value);
    }
    spec.conversion = 'p';
    log_integer(line, spec, reinterpret_cast<ulong>(value), false);
  } else if (c == 'c') {
    const char text = char(value);
    log_field(line, spec, "", 0, &text, 1, 0, false);
  } else if (c == 'd' || c == 'i') {
    const bool negative = long(value) < 0 && !is_uint<T>;
    log_integer(line, spec, negative ? 0 - ulong(value) : ulong(value), negative);
  } else if (c == 'f' || c == 'e' || c == 'g' || c == 'a' || c == 'F' || c == 'E' || c == 'G' || c == 'A') {
    log_real(line, spec, float(value));
  } else {
    // Unsigned conversions see the bits of the argument's own width.
    constexpr ulong mask = sizeof(T) >= 8 ? ~0ul : (1ul << (sizeof(T) * 8 % 64)) - 1;
    if (c != 'x' && c != 'X' && c != 'o') spec.conversion = 'u';
    log_integer(line, spec, ulong(value) & mask, false);
  }
}

template <typename... A>
void log(os_log_type type, const char* format, A... arguments) {
  log_line line;
  line.length = 0;
  log_spec spec;
  const auto one = [&](auto value) {
    format = log_next(line, format, spec);
    if (spec.conversion) log_value(line, spec, value);
  };
  (one(arguments), ...);
  // What follows the last argument; a conversion without an argument is dropped.
  do format = log_next(line, format, spec);
  while (spec.conversion);
  __pewter_log_line(line.text, line.length, type);
}
}  // namespace __pewter

#ifdef __METAL_ENABLE_LOGGING__
#define __pewter_log(type) __pewter::log(type, format, arguments...)
#else
#define __pewter_log(type) (void)format, ((void)arguments, ...)
#endif
struct os_log {
  os_log() = default;
  constexpr os_log(const char* subsystem, const char* category) { (void)subsystem, (void)category; }
  template <typename... A> void log(const char* format, A... arguments) const { __pewter_log(OS_LOG_TYPE_DEFAULT); }
  template <typename... A> void log_info(const char* format, A... arguments) const { __pewter_log(OS_LOG_TYPE_INFO); }
  template <typename... A> void log_debug(const char* format, A... arguments) const { __pewter_log(OS_LOG_TYPE_DEBUG); }
  template <typename... A> void log_error(const char* format, A... arguments) const { __pewter_log(OS_LOG_TYPE_ERROR); }
  template <typename... A> void log_fault(const char* format, A... arguments) const { __pewter_log(OS_LOG_TYPE_FAULT); }
  template <typename... A>
  void log_with_type([[maybe_unused]] os_log_type type, const char* format, A... arguments) const { __pewter_log(type); }
};
#undef __pewter_log
inline constexpr os_log os_log_default{};
}  // namespace metal
