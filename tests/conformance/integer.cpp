// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Integer Functions": each over every integer type, scalars and vectors.
#include "harness/suite.h"
#include "harness/table.h"

namespace pewter::conformance {
namespace {

using Exact = std::optional<Wide>;
using UnsignedWide = unsigned __int128;

UnsignedWide bits_of(const NumberType& type, Wide value) {
  return UnsignedWide(value) & ((UnsignedWide(1) << type.bits) - 1);
}

int leading_zeros(const NumberType& type, Wide value) {
  int count = 0;
  for (int bit = int(type.bits) - 1; bit >= 0 && !((bits_of(type, value) >> bit) & 1); --bit) ++count;
  return count;
}

int trailing_zeros(const NumberType& type, Wide value) {
  int count = 0;
  for (unsigned bit = 0; bit < type.bits && !((bits_of(type, value) >> bit) & 1); ++bit) ++count;
  return count;
}

int ones(const NumberType& type, Wide value) {
  int count = 0;
  for (unsigned bit = 0; bit < type.bits; ++bit) count += int((bits_of(type, value) >> bit) & 1);
  return count;
}

Wide reversed(const NumberType& type, Wide value) {
  UnsignedWide result = 0;
  for (unsigned bit = 0; bit < type.bits; ++bit) result |= ((bits_of(type, value) >> bit) & 1) << (type.bits - 1 - bit);
  return Wide(result);
}

Wide high_product(const NumberType& type, Wide a, Wide b) {
  if (type.is_signed()) return (a * b) >> type.bits;  // at most 2^126
  return Wide((UnsignedWide(a) * UnsignedWide(b)) >> type.bits);
}

Wide saturated_product_sum(const NumberType& type, Wide a, Wide b, Wide c) {
  if (type.is_signed()) return saturate(type, a * b + c);
  const UnsignedWide product = UnsignedWide(a) * UnsignedWide(b);  // at most (2^64-1)^2: c still fits on top
  const UnsignedWide sum = product + UnsignedWide(c);
  return sum > UnsignedWide(highest(type)) ? highest(type) : Wide(sum);
}

Wide extracted(const NumberType& type, Wide value, unsigned offset, unsigned count) {
  if (count == 0) return 0;
  UnsignedWide field = (bits_of(type, value) >> offset) & ((UnsignedWide(1) << count) - 1);
  if (type.is_signed() && ((field >> (count - 1)) & 1)) return Wide(field) - (Wide(1) << count);
  return Wide(field);
}

Wide inserted(const NumberType& type, Wide base, Wide field, unsigned offset, unsigned count) {
  const UnsignedWide mask = ((UnsignedWide(1) << count) - 1) << offset;
  return Wide((bits_of(type, base) & ~mask) | ((bits_of(type, field) << offset) & mask));
}

bool fits_24(const NumberType& type, Wide value) {
  return type.is_signed() ? value >= -(1 << 23) && value < (1 << 23) : value < (1 << 24);
}

Wide median(Wide a, Wide b, Wide c) { return std::max(std::min(a, b), std::min(std::max(a, b), c)); }

}  // namespace

void add_integer(Suite& suite) {
  using T = const NumberType&;
  const std::vector<IntegerRow> rows{
      {"abs", "abs(a)", [](T t, Wide a, Wide, Wide) -> Exact { return a < 0 && a == lowest(t) ? Exact() : a < 0 ? -a : a; }},
      {"absdiff", "absdiff(a, b)", [](T, Wide a, Wide b, Wide) -> Exact { return a < b ? b - a : a - b; }, ResultType::as_unsigned},
      {"addsat", "addsat(a, b)", [](T t, Wide a, Wide b, Wide) -> Exact { return saturate(t, a + b); }},
      {"clamp", "clamp(a, min(b, c), max(b, c))",
       [](T, Wide a, Wide b, Wide c) -> Exact { return std::clamp(a, std::min(b, c), std::max(b, c)); }},
      {"clz", "clz(a)", [](T t, Wide a, Wide, Wide) -> Exact { return leading_zeros(t, a); }},
      {"ctz", "ctz(a)", [](T t, Wide a, Wide, Wide) -> Exact { return trailing_zeros(t, a); }},
      {"extract_bits", "extract_bits(a, 2u, 5u)", [](T t, Wide a, Wide, Wide) -> Exact { return extracted(t, a, 2, 5); }},
      {"extract_bits_none", "extract_bits(a, 3u, 0u)", [](T, Wide, Wide, Wide) -> Exact { return 0; }},
      {"extract_bits_all", "extract_bits(a, 0u, uint(sizeof($E) * 8))", [](T, Wide a, Wide, Wide) -> Exact { return a; }},
      {"hadd", "hadd(a, b)", [](T, Wide a, Wide b, Wide) -> Exact { return (a + b) >> 1; }},
      {"insert_bits", "insert_bits(a, b, 1u, 6u)", [](T t, Wide a, Wide b, Wide) -> Exact { return inserted(t, a, b, 1, 6); }},
      {"insert_bits_none", "insert_bits(a, b, 1u, 0u)", [](T, Wide a, Wide, Wide) -> Exact { return a; }},
      {"insert_bits_all", "insert_bits(a, b, 0u, uint(sizeof($E) * 8))", [](T, Wide, Wide b, Wide) -> Exact { return b; }},
      {"mad24", "mad24(a, b, c)",
       [](T t, Wide a, Wide b, Wide c) -> Exact { return fits_24(t, a) && fits_24(t, b) ? Exact(a * b + c) : Exact(); },
       ResultType::same, 32, 32},
      {"madhi", "madhi(a, b, c)", [](T t, Wide a, Wide b, Wide c) -> Exact { return high_product(t, a, b) + c; }},
      {"madsat", "madsat(a, b, c)", [](T t, Wide a, Wide b, Wide c) -> Exact { return saturated_product_sum(t, a, b, c); }},
      {"max", "max(a, b)", [](T, Wide a, Wide b, Wide) -> Exact { return std::max(a, b); }},
      {"max3", "max3(a, b, c)", [](T, Wide a, Wide b, Wide c) -> Exact { return std::max({a, b, c}); }},
      {"median3", "median3(a, b, c)", [](T, Wide a, Wide b, Wide c) -> Exact { return median(a, b, c); }},
      {"min", "min(a, b)", [](T, Wide a, Wide b, Wide) -> Exact { return std::min(a, b); }},
      {"min3", "min3(a, b, c)", [](T, Wide a, Wide b, Wide c) -> Exact { return std::min({a, b, c}); }},
      {"mul24", "mul24(a, b)",
       [](T t, Wide a, Wide b, Wide) -> Exact { return fits_24(t, a) && fits_24(t, b) ? Exact(a * b) : Exact(); },
       ResultType::same, 32, 32},
      {"mulhi", "mulhi(a, b)", [](T t, Wide a, Wide b, Wide) -> Exact { return high_product(t, a, b); }},
      {"popcount", "popcount(a)", [](T t, Wide a, Wide, Wide) -> Exact { return ones(t, a); }},
      {"reverse_bits", "reverse_bits(a)", [](T t, Wide a, Wide, Wide) -> Exact { return reversed(t, a); }},
      {"rhadd", "rhadd(a, b)", [](T, Wide a, Wide b, Wide) -> Exact { return (a + b + 1) >> 1; }},
      {"rotate", "rotate(a, b)",
       [](T t, Wide a, Wide b, Wide) -> Exact {
         if (b < 0) return {};
         const unsigned by = unsigned(b % Wide(t.bits));
         return Wide((bits_of(t, a) << by) | (bits_of(t, a) >> (t.bits - by)));
       }},
      {"subsat", "subsat(a, b)", [](T t, Wide a, Wide b, Wide) -> Exact { return saturate(t, a - b); }},
      {"select", "select(a, b, a < b)", [](T, Wide a, Wide b, Wide) -> Exact { return a < b ? b : a; }},
  };
  add_integer_table(suite, rows);
}

}  // namespace pewter::conformance
