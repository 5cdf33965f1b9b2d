// SPDX-License-Identifier: Apache-2.0
#include "harness/number.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pewter::conformance {

std::span<const NumberType* const> integer_types() {
  static constexpr const NumberType* kTypes[] = {&kChar, &kUchar, &kShort, &kUshort, &kInt, &kUint, &kLong, &kUlong};
  return kTypes;
}

std::span<const NumberType* const> float_types() {
  static constexpr const NumberType* kTypes[] = {&kHalf, &kBfloat, &kFloat};
  return kTypes;
}

std::span<const NumberType* const> all_types() {
  static constexpr const NumberType* kTypes[] = {&kChar, &kUchar, &kShort, &kUshort, &kInt,   &kUint,
                                                 &kLong, &kUlong, &kHalf,  &kBfloat, &kFloat, &kBool};
  return kTypes;
}

static const NumberType& with_kind(const NumberType& type, NumberKind kind) {
  for (const NumberType* candidate : integer_types())
    if (candidate->bits == type.bits && candidate->kind == kind) return *candidate;
  return type;
}
const NumberType& unsigned_of(const NumberType& type) { return with_kind(type, NumberKind::unsigned_integer); }
const NumberType& signed_of(const NumberType& type) { return with_kind(type, NumberKind::signed_integer); }

std::string vector_name(const NumberType& type, unsigned width) {
  std::string name(type.name);
  if (width > 1) name += std::to_string(width);
  return name;
}

Wide lowest(const NumberType& type) {
  return type.kind == NumberKind::signed_integer ? -(Wide(1) << (type.bits - 1)) : Wide(0);
}

Wide highest(const NumberType& type) {
  if (type.kind == NumberKind::boolean) return 1;
  return (Wide(1) << (type.kind == NumberKind::signed_integer ? type.bits - 1 : type.bits)) - 1;
}

Wide wrap(const NumberType& type, Wide value) {
  if (type.kind == NumberKind::boolean) return value != 0;
  const Wide modulus = Wide(1) << type.bits;
  Wide low = value % modulus;
  if (low < 0) low += modulus;
  if (low > highest(type)) low -= modulus;
  return low;
}

Wide saturate(const NumberType& type, Wide value) { return std::clamp(value, lowest(type), highest(type)); }

std::string to_string(Wide value) {
  if (value == 0) return "0";
  const bool negative = value < 0;
  std::string digits;
  while (value != 0) {
    int digit = int(value % 10);
    digits += char('0' + (digit < 0 ? -digit : digit));
    value /= 10;
  }
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

double ulp_of(const NumberType& type, double value) {
  if (value == 0 || !std::isfinite(value)) return std::ldexp(1.0, type.min_exponent - type.significand + 1);
  const int exponent = std::clamp(std::ilogb(value), type.min_exponent, type.max_exponent);
  return std::ldexp(1.0, exponent - type.significand + 1);
}

double largest_finite(const NumberType& type) {
  return std::ldexp(2.0 - std::ldexp(1.0, 1 - type.significand), type.max_exponent);
}

double round_to(const NumberType& type, double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double unit = ulp_of(type, value);
  const double rounded = std::nearbyint(value / unit) * unit;  // the default mode: to nearest, ties to even
  if (std::fabs(rounded) > largest_finite(type)) return std::copysign(std::numeric_limits<double>::infinity(), value);
  return rounded;
}

std::uint64_t encode(const NumberType& type, double value) {
  const unsigned fraction_bits = unsigned(type.significand) - 1;
  const unsigned exponent_bits = type.bits - 1 - fraction_bits;
  const std::uint64_t sign = std::signbit(value) ? std::uint64_t(1) << (type.bits - 1) : 0;
  const std::uint64_t all_ones = ((std::uint64_t(1) << exponent_bits) - 1) << fraction_bits;
  if (std::isnan(value)) return sign | all_ones | (std::uint64_t(1) << (fraction_bits - 1));
  const double rounded = std::fabs(round_to(type, value));
  if (std::isinf(rounded)) return sign | all_ones;
  if (rounded == 0) return sign;
  const int exponent = std::ilogb(rounded);
  if (exponent < type.min_exponent)
    return sign | std::uint64_t(std::ldexp(rounded, type.significand - 1 - type.min_exponent));
  const auto fraction = std::uint64_t(std::ldexp(rounded, int(fraction_bits) - exponent)) - (std::uint64_t(1) << fraction_bits);
  return sign | std::uint64_t(exponent - type.min_exponent + 1) << fraction_bits | fraction;
}

double decode(const NumberType& type, std::uint64_t bits) {
  const unsigned fraction_bits = unsigned(type.significand) - 1;
  const unsigned exponent_bits = type.bits - 1 - fraction_bits;
  const std::uint64_t fraction = bits & ((std::uint64_t(1) << fraction_bits) - 1);
  const std::uint64_t exponent = (bits >> fraction_bits) & ((std::uint64_t(1) << exponent_bits) - 1);
  double value;
  if (exponent == (std::uint64_t(1) << exponent_bits) - 1)
    value = fraction ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
  else if (exponent == 0)
    value = std::ldexp(double(fraction), type.min_exponent - int(fraction_bits));
  else
    value = std::ldexp(double(fraction + (std::uint64_t(1) << fraction_bits)), int(exponent) - 1 + type.min_exponent - int(fraction_bits));
  return (bits >> (type.bits - 1)) & 1 ? -value : value;
}

Wide decode_integer(const NumberType& type, std::uint64_t bits) {
  if (type.kind == NumberKind::boolean) return Wide(bits);  // anything but 0 and 1 is then seen to be wrong
  return wrap(type, Wide(bits));
}

static void append_bits(Bytes& bytes, unsigned count, std::uint64_t bits) {
  for (unsigned i = 0; i < count; ++i) bytes.push_back(std::byte(bits >> (8 * i)));
}
void append(Bytes& bytes, const NumberType& type, double value) { append_bits(bytes, type.bytes(), encode(type, value)); }
void append_integer(Bytes& bytes, const NumberType& type, Wide value) {
  append_bits(bytes, type.bytes(), std::uint64_t(wrap(type, value)));
}

std::uint64_t load_bits(const NumberType& type, const std::byte* at) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, at, type.bytes());  // little-endian, as Metal's memory is
  return bits;
}

}  // namespace pewter::conformance
