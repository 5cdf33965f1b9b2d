// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Operators": integers and floating-point types, scalars and vectors, vector with scalar.
#include <cmath>

#include "harness/suite.h"
#include "harness/table.h"

namespace pewter::conformance {
namespace {

using Exact = std::optional<Wide>;

// Signed overflow has no defined result; unsigned wraps.
Exact if_fits(const NumberType& type, Wide value) {
  if (type.is_signed() && wrap(type, value) != value) return {};
  return value;
}

Exact product(const NumberType& type, Wide a, Wide b) {
  if (!type.is_signed()) return Wide(std::uint64_t(a) * std::uint64_t(b));
  return if_fits(type, a * b);
}

Wide divisor(Wide b) { return (b & 62) | 3; }  // never 0, never -1: those have no defined quotient

void add_integers(Suite& suite) {
  using T = const NumberType&;
  const std::vector<IntegerRow> rows{
      {"plus", "a + b", [](T t, Wide a, Wide b, Wide) { return if_fits(t, a + b); }},
      {"minus", "a - b", [](T t, Wide a, Wide b, Wide) { return if_fits(t, a - b); }},
      {"times", "a * b", [](T t, Wide a, Wide b, Wide) { return product(t, a, b); }},
      {"divide", "a / ((b & $T(62)) | $T(3))", [](T, Wide a, Wide b, Wide) -> Exact { return a / divisor(b); }},
      {"remainder", "a % ((b & $T(62)) | $T(3))", [](T, Wide a, Wide b, Wide) -> Exact { return a % divisor(b); }},
      {"divide_negative", "a / -((b & $T(62)) | $T(3))", [](T, Wide a, Wide b, Wide) -> Exact { return a / -divisor(b); },
       ResultType::same, 8, 64, true, false},
      {"remainder_negative", "a % -((b & $T(62)) | $T(3))", [](T, Wide a, Wide b, Wide) -> Exact { return a % -divisor(b); },
       ResultType::same, 8, 64, true, false},
      {"negate", "-a", [](T t, Wide a, Wide, Wide) { return if_fits(t, -a); }},
      {"unary_plus", "+a", [](T, Wide a, Wide, Wide) -> Exact { return a; }},
      {"bit_and", "a & b", [](T, Wide a, Wide b, Wide) -> Exact { return a & b; }},
      {"bit_or", "a | b", [](T, Wide a, Wide b, Wide) -> Exact { return a | b; }},
      {"bit_xor", "a ^ b", [](T, Wide a, Wide b, Wide) -> Exact { return a ^ b; }},
      {"bit_not", "~a", [](T, Wide a, Wide, Wide) -> Exact { return ~a; }},
      {"shift_left", "a << (b & $T(sizeof($E) * 8 - 1))",
       [](T t, Wide a, Wide b, Wide) -> Exact { return Wide((unsigned __int128)(a) << unsigned(b & Wide(t.bits - 1))); }},
      {"shift_right", "a >> (b & $T(sizeof($E) * 8 - 1))",
       [](T t, Wide a, Wide b, Wide) -> Exact { return a >> unsigned(b & Wide(t.bits - 1)); }},
      {"less", "a < b", [](T, Wide a, Wide b, Wide) -> Exact { return a < b; }, ResultType::boolean},
      {"less_equal", "a <= b", [](T, Wide a, Wide b, Wide) -> Exact { return a <= b; }, ResultType::boolean},
      {"greater", "a > b", [](T, Wide a, Wide b, Wide) -> Exact { return a > b; }, ResultType::boolean},
      {"greater_equal", "a >= b", [](T, Wide a, Wide b, Wide) -> Exact { return a >= b; }, ResultType::boolean},
      {"equal", "a == b", [](T, Wide a, Wide b, Wide) -> Exact { return a == b; }, ResultType::boolean},
      {"not_equal", "a != b", [](T, Wide a, Wide b, Wide) -> Exact { return a != b; }, ResultType::boolean},
      {"logical", "(a < b) && (b != c) || !(a >= c)",
       [](T, Wide a, Wide b, Wide c) -> Exact { return (a < b && b != c) || !(a >= c); }, ResultType::boolean},
      {"with_scalar", "(a & $E(15)) + $E(3)", [](T, Wide a, Wide, Wide) -> Exact { return (a & 15) + 3; }},
      {"scalar_with", "$E(100) - (a & $E(15))", [](T, Wide a, Wide, Wide) -> Exact { return 100 - (a & 15); }},
  };
  add_integer_table(suite, rows);
}

void add_floats(Suite& suite) {
  FloatTable table;
  table.fast_math = false;
  table.types = {&kHalf, &kBfloat, &kFloat};
  Random random(11);
  for (int i = 0; i < 240; ++i) {
    table.a.push_back(i % 4 ? random.real(-100, 100) : std::ldexp(random.real(-1, 1), int(random.next() % 24) - 12));
    table.b.push_back(i % 4 ? random.real(-100, 100) : std::ldexp(random.real(1, 2), int(random.next() % 24) - 12));
    table.c.push_back(i % 3 ? random.real(-10, 10) : table.a.back());
  }
  const Tolerance rounded{0.5};
  using E = std::optional<double>;
  table.rows = {
      {"plus", "a + b", [](double a, double b, double) -> E { return a + b; }, rounded},
      {"minus", "a - b", [](double a, double b, double) -> E { return a - b; }, rounded},
      {"times", "a * b", [](double a, double b, double) -> E { return a * b; }, rounded},
      {"divide", "a / b", [](double a, double b, double) -> E { return a / b; }, rounded},
      {"negate", "-a", [](double a, double, double) -> E { return -a; }, {}},
      {"less", "a < c", [](double a, double, double c) -> E { return a < c; }, {}, ResultType::boolean},
      {"less_equal", "a <= c", [](double a, double, double c) -> E { return a <= c; }, {}, ResultType::boolean},
      {"greater", "a > c", [](double a, double, double c) -> E { return a > c; }, {}, ResultType::boolean},
      {"greater_equal", "a >= c", [](double a, double, double c) -> E { return a >= c; }, {}, ResultType::boolean},
      {"equal", "a == c", [](double a, double, double c) -> E { return a == c; }, {}, ResultType::boolean},
      {"not_equal", "a != c", [](double a, double, double c) -> E { return a != c; }, {}, ResultType::boolean},
      {"with_scalar", "a * $E(4)", [](double a, double, double) -> E { return a * 4; }, rounded},
      {"scalar_with", "$E(0.5) - a", [](double a, double, double) -> E { return 0.5 - a; }, rounded},
  };
  add_float_table(suite, table);
}

}  // namespace

void add_operators(Suite& suite) {
  add_integers(suite);
  add_floats(suite);
}

}  // namespace pewter::conformance
