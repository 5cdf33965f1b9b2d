// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Common Functions".
#include <algorithm>
#include <cmath>

#include "harness/suite.h"
#include "harness/table.h"

namespace pewter::conformance {

void add_common(Suite& suite) {
  using E = std::optional<double>;
  FloatTable table;
  table.fast_math = false;
  Random random(21);
  const std::vector<double> edge{0.0, -0.0, 1, -1, 0.5, -0.5, 2, 0.25, 1.5, -3};
  for (int i = 0; i < 240; ++i) {
    table.a.push_back(i < 100 ? edge[std::size_t(i) % 10] : random.real(-4, 4));
    table.b.push_back(i < 100 ? edge[std::size_t(i) / 10] : random.real(-4, 4));
    table.c.push_back(random.real(0, 1));
  }
  table.rows = {
      {"clamp", "clamp(a, min(b, c), max(b, c))",
       [](double a, double b, double c) -> E { return std::clamp(a, std::min(b, c), std::max(b, c)); }, {}},
      {"clamp_scalar_bounds", "clamp(a, $E(-1), $E(2))", [](double a, double, double) -> E { return std::clamp(a, -1.0, 2.0); }, {}},
      {"mix", "mix(a, b, c)", [](double a, double b, double c) -> E { return a + (b - a) * c; }, {4, 4e-3}},
      {"mix_scalar_weight", "mix(a, b, $E(0.25))", [](double a, double b, double) -> E { return a + (b - a) * 0.25; }, {4, 4e-3}},
      {"saturate", "saturate(a)", [](double a, double, double) -> E { return std::clamp(a, 0.0, 1.0); }, {}},
      {"sign", "sign(a)", [](double a, double, double) -> E { return a > 0 ? 1 : a < 0 ? -1 : a; }, {}},
      {"smoothstep", "smoothstep($T(-1), $T(3), a)",
       [](double a, double, double) -> E {
         const double t = std::clamp((a + 1) / 4, 0.0, 1.0);
         return t * t * (3 - 2 * t);
       },
       {4, 4e-3}},
      {"step", "step(a, b)", [](double a, double b, double) -> E { return b < a ? 0 : 1; }, {}},
      {"select", "select(a, b, a < b)", [](double a, double b, double) -> E { return a < b ? b : a; }, {}},
  };
  // 4e-3 above is for half; float must be near the exact result.
  FloatTable single = table;
  table.types = {&kHalf};
  single.types = {&kFloat};
  for (FloatRow& row : single.rows)
    if (row.tolerance.absolute > 0) row.tolerance = {4, 1e-6};
  add_float_table(suite, table);
  add_float_table(suite, single);

  FloatTable nans = single;
  nans.prefix = "special.";
  const double inf = INFINITY, nan = NAN;
  nans.a = {nan, nan, inf, -inf, nan, 0, 1, -1, inf, 2, nan, -0.0};
  nans.rows = {
      {"saturate_nan_is_zero", "saturate(a)",
       [](double a, double, double) -> E { return std::isnan(a) ? 0.0 : std::clamp(a, 0.0, 1.0); }, {}},
      {"sign_nan_is_zero", "sign(a)",
       [](double a, double, double) -> E { return std::isnan(a) ? 0.0 : a > 0 ? 1 : a < 0 ? -1 : a; }, {}},
  };
  nans.types = {&kHalf, &kFloat};
  add_float_table(suite, nans);
}

}  // namespace pewter::conformance
