// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Relational Functions".
#include <cmath>

#include "harness/suite.h"
#include "harness/table.h"

namespace pewter::conformance {

void add_relational(Suite& suite) {
  using E = std::optional<double>;
  FloatTable table;
  table.fast_math = false;
  table.types = {&kHalf, &kBfloat, &kFloat};
  const double inf = INFINITY, nan = NAN;
  const std::vector<double> values{0.0, -0.0, 1, -1, inf, -inf, nan, 0x1p-14, 0x1p-120, -0x1p-24, 300, -nan};
  for (int i = 0; i < 144; ++i) {
    table.a.push_back(values[std::size_t(i) % 12]);
    table.b.push_back(values[std::size_t(i) / 12]);
  }
  table.rows = {
      {"isfinite", "isfinite(a)", [](double a, double, double) -> E { return std::isfinite(a); }, {}, ResultType::boolean},
      {"isinf", "isinf(a)", [](double a, double, double) -> E { return std::isinf(a); }, {}, ResultType::boolean},
      {"isnan", "isnan(a)", [](double a, double, double) -> E { return std::isnan(a); }, {}, ResultType::boolean},
      {"isordered", "isordered(a, b)", [](double a, double b, double) -> E { return !std::isnan(a) && !std::isnan(b); }, {},
       ResultType::boolean},
      {"isunordered", "isunordered(a, b)", [](double a, double b, double) -> E { return std::isnan(a) || std::isnan(b); }, {},
       ResultType::boolean},
      {"signbit", "signbit(a)", [](double a, double, double) -> E { return std::isnan(a) ? E() : E(std::signbit(a)); }, {},
       ResultType::boolean},
      {"equal_with_nan", "a == b", [](double a, double b, double) -> E { return a == b; }, {}, ResultType::boolean},
      {"not_equal_with_nan", "a != b", [](double a, double b, double) -> E { return a != b; }, {}, ResultType::boolean},
      {"less_with_nan", "a < b", [](double a, double b, double) -> E { return a < b; }, {}, ResultType::boolean},
  };
  add_float_table(suite, table);

  // What is normal depends on the type.
  for (const NumberType* type : table.types) {
    FloatTable normal = table;
    normal.types = {type};
    normal.rows = {{"isnormal", "isnormal(a)",
                    [type](double a, double, double) -> E {
                      return std::isfinite(a) && std::fabs(a) >= std::ldexp(1.0, type->min_exponent);
                    },
                    {}, ResultType::boolean}};
    add_float_table(suite, normal);
  }

  // all, any, not, select over booleans.
  for (unsigned width = 2; width <= 4; ++width) {
    Batch batch;
    batch.threads = 1u << width;
    batch.prologue = fmt::format("  bool{0} v; for (uint k = 0; k < {0}u; ++k) v[k] = (i >> k) & 1u;\n", width);
    const unsigned all = (1u << width) - 1;
    auto check_with = [](auto oracle) {
      return [oracle](const std::byte* results, std::size_t threads, Report& report) {
        for (unsigned n = 0; n < threads; ++n) report.equal(unsigned(results[n]), unsigned(oracle(n)), fmt::format("bits {:#b}", n));
      };
    };
    batch.expressions.push_back({fmt::format("all.bool{}", width), "*o = uchar(all(v));", 1, check_with([=](unsigned n) { return n == all; })});
    batch.expressions.push_back({fmt::format("any.bool{}", width), "*o = uchar(any(v));", 1, check_with([=](unsigned n) { return n != 0; })});
    batch.expressions.push_back({fmt::format("not.bool{}", width),
                                 fmt::format("bool{0} r = !v; uint s = 0; for (uint k = 0; k < {0}u; ++k) s |= uint(r[k]) << k; *o = uchar(s);", width),
                                 1, check_with([=](unsigned n) { return ~n & all; })});
    batch.expressions.push_back({fmt::format("select.bool{}", width),
                                 fmt::format("bool{0} r = select(bool{0}(false), bool{0}(true), v); uint s = 0; for (uint k = 0; k < {0}u; ++k) s |= uint(r[k]) << k; *o = uchar(s);", width),
                                 1, check_with([=](unsigned n) { return n; })});
    add_batch(suite, std::move(batch));
  }
}

}  // namespace pewter::conformance
