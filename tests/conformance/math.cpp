// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Math Functions", with the tolerances of "Numerical Compliance": precise, fast, and half.
#include <cmath>

#include "harness/suite.h"
#include "harness/table.h"

namespace pewter::conformance {
namespace {

using E = std::optional<double>;
using Function = double (*)(double);

constexpr double kPi = 3.14159265358979323846;

double exact_rsqrt(double x) { return 1 / std::sqrt(x); }
double exact_exp10(double x) { return std::pow(10.0, x); }
double exact_cospi(double x) {
  x = std::fabs(std::remainder(x, 2.0));
  return x == 0.5 ? 0.0 : std::cos(kPi * x);
}
double exact_sinpi(double x) {
  const double r = std::remainder(x, 2.0);
  return std::fabs(r) == 1 ? std::copysign(0.0, x) : std::sin(kPi * r);
}
double exact_tanpi(double x) {
  const double r = std::remainder(x, 1.0);
  return std::fabs(r) == 0.5 ? NAN : std::tan(kPi * r);
}
double exact_fract(double x) { return x - std::floor(x); }
double exact_median(double a, double b, double c) { return std::max(std::min(a, b), std::min(std::max(a, b), c)); }

// A function of one argument: where it is tested, and how far it may be off (ulp).
struct Unary {
  const char* name;
  Function exact;
  double low, high;      // arguments
  double precise_ulp;    // float
  double half_ulp;
  bool has_fast = true;  // metal::fast:: and metal::precise:: offer it
};

const std::vector<Unary>& unary() {
  static const std::vector<Unary> table{
      {"acos", std::acos, -1, 1, 4, 1},
      {"acosh", std::acosh, 1, 100, 4, 1},
      {"asin", std::asin, -1, 1, 4, 1},
      {"asinh", std::asinh, -100, 100, 4, 1},
      {"atan", std::atan, -100, 100, 5, 1},
      {"atanh", std::atanh, -0.99, 0.99, 5, 1},
      {"ceil", std::ceil, -100, 100, 0, 0},
      {"cos", std::cos, -10, 10, 4, 1},
      {"cosh", std::cosh, -10, 10, 4, 1},
      {"cospi", exact_cospi, -10, 10, 4, 1},
      {"exp", std::exp, -10, 10, 4, 1},
      {"exp2", std::exp2, -14, 14, 4, 1},
      {"exp10", exact_exp10, -4, 4, 4, 1},
      {"fabs", std::fabs, -100, 100, 0, 0},
      {"abs", std::fabs, -100, 100, 0, 0},
      {"floor", std::floor, -100, 100, 0, 0},
      {"fract", exact_fract, -100, 100, 0.5, 0.5},
      {"log", std::log, 0.001, 100, 4, 1},
      {"log2", std::log2, 0.001, 100, 4, 1},
      {"log10", std::log10, 0.001, 100, 4, 1},
      {"rint", std::nearbyint, -100, 100, 0, 0},
      {"round", std::round, -100, 100, 0, 0},
      {"rsqrt", exact_rsqrt, 0.001, 100, 0.5, 1},
      {"sin", std::sin, -10, 10, 4, 1},
      {"sinh", std::sinh, -10, 10, 4, 1},
      {"sinpi", exact_sinpi, -10, 10, 4, 1},
      {"sqrt", std::sqrt, 0, 100, 0.5, 0.5},
      {"tan", std::tan, -10, 10, 6, 2},
      {"tanh", std::tanh, -10, 10, 5, 1},
      {"tanpi", exact_tanpi, -10, 10, 6, 2},
      {"trunc", std::trunc, -100, 100, 0, 0},
  };
  return table;
}

// Shared by all functions; each row skips those outside of its domain.
std::vector<double> arguments() {
  std::vector<double> values{0, 1, -1, 0.5, -0.5, 2, -2, 1.5, -1.5, 2.5, -2.5, 3, 10, -10, 100, -100, 0.25, 0.75, 0.001, 0.01, 0.99, -0.99};
  Random random(31);
  while (values.size() < 480) {
    const int kind = int(random.next() % 4);
    values.push_back(kind == 0 ? random.real(-1, 1) : kind == 1 ? random.real(-10, 10) : kind == 2 ? random.real(0, 100) : random.real(-100, 100));
  }
  return values;
}

FloatRow unary_row(const Unary& f, const std::string& prefix, Tolerance tolerance) {
  return {f.name, prefix + f.name + "(a)",
          [f](double a, double, double) -> E {
            if (a < f.low || a > f.high) return {};
            const double exact = f.exact(a);
            return std::isnan(exact) ? E() : E(exact);
          },
          tolerance};
}

std::vector<FloatRow> several_arguments(bool half) {
  const double one = half ? 1 : 0;  // half's functions are all within 1 ulp but where said
  return {
      {"atan2", "atan2(a, b)", [](double a, double b, double) -> E { return b == 0 && a == 0 ? E() : E(std::atan2(a, b)); }, {half ? 1. : 6.}},
      {"copysign", "copysign(a, b)", [](double a, double b, double) -> E { return std::copysign(a, b); }, {}},
      {"fdim", "fdim(a, b)", [](double a, double b, double) -> E { return std::fdim(a, b); }, {0.5}},
      {"fma", "fma(a, b, c)",
       [half](double a, double b, double c) -> E { return half ? a * b + c : double(std::fma(float(a), float(b), float(c))); }, {0.5}},
      {"fmax", "fmax(a, b)", [](double a, double b, double) -> E { return std::fmax(a, b); }, {}},
      {"fmax3", "fmax3(a, b, c)", [](double a, double b, double c) -> E { return std::fmax(a, std::fmax(b, c)); }, {}},
      {"fmedian3", "fmedian3(a, b, c)", [](double a, double b, double c) -> E { return exact_median(a, b, c); }, {}},
      {"fmin", "fmin(a, b)", [](double a, double b, double) -> E { return std::fmin(a, b); }, {}},
      {"fmin3", "fmin3(a, b, c)", [](double a, double b, double c) -> E { return std::fmin(a, std::fmin(b, c)); }, {}},
      {"max", "max(a, b)", [](double a, double b, double) -> E { return std::fmax(a, b); }, {}},
      {"max3", "max3(a, b, c)", [](double a, double b, double c) -> E { return std::fmax(a, std::fmax(b, c)); }, {}},
      {"median3", "median3(a, b, c)", [](double a, double b, double c) -> E { return exact_median(a, b, c); }, {}},
      {"min", "min(a, b)", [](double a, double b, double) -> E { return std::fmin(a, b); }, {}},
      {"min3", "min3(a, b, c)", [](double a, double b, double c) -> E { return std::fmin(a, std::fmin(b, c)); }, {}},
      {"fmod", "fmod(a, b)", [](double a, double b, double) -> E { return b == 0 ? E() : E(std::fmod(a, b)); }, {0}},
      {"pow", "pow(abs(a), b)",
       [](double a, double b, double) -> E { return std::fabs(b) > 4 || a == 0 ? E() : E(std::pow(std::fabs(a), b)); }, {half ? 4. : 16.}},
      {"pow_negative_base", "pow(a, $T(3))", [](double a, double, double) -> E { return a * a * a; }, {half ? 4. : 16.}},
      {"powr", "powr(abs(a), b)",
       [](double a, double b, double) -> E { return std::fabs(b) > 4 || a == 0 ? E() : E(std::pow(std::fabs(a), b)); }, {half ? 4. : 16.}},
      {"ilogb", "ilogb(a)", [](double a, double, double) -> E { return a == 0 ? E() : E(std::ilogb(a)); }, {}, ResultType::int32},
      {"ldexp_scalar", "ldexp(a, 3)", [](double a, double, double) -> E { return std::ldexp(a, 3); }, {0.5}, ResultType::same, 1},
      {"divide", "divide(a, b)", [](double a, double b, double) -> E { return b == 0 ? E() : E(a / b); }, {half ? 0.5 : 0.5 + one}},
  };
}

// frexp, modf, sincos, ldexp(vector): results through references, two values a component.
void add_two_results(Suite& suite, const NumberType& type) {
  const auto a = [&] {
    auto values = arguments();
    values.resize(240);
    for (double& value : values) value = round_to(type, value);
    return values;
  }();
  Bytes input;
  for (double value : a) append(input, type, value);
  for (unsigned width = 1; width <= 4; ++width) {
    const std::string name = vector_name(type, width), ints = vector_name(kInt, width);
    Batch batch;
    batch.options.fast_math = false;
    batch.parameters = fmt::format(", device const {}* A [[buffer(1)]]", type.name);
    batch.inputs = {input};
    batch.threads = std::uint32_t(240 / width);
    batch.prologue = load_vector(type, width, "a", "A");
    auto both = [&](std::string first, std::string second) {
      std::string text = fmt::format("device {0}* p = (device {0}*)o; ", type.name);
      for (unsigned k = 0; k < width; ++k) {
        const std::string at = width == 1 ? "" : fmt::format("[{}]", k);
        text += fmt::format("p[{}] = {}{}; p[{}] = {}({}{}); ", 2 * k, first, at, 2 * k + 1, type.name, second, at);
      }
      return text;
    };
    auto check_with = [&a, type](auto oracle, double ulp) {
      return [a, type, oracle, ulp](const std::byte* results, std::size_t, Report& report) {
        for (std::size_t n = 0; n < a.size(); ++n) {
          const auto [first, second] = oracle(a[n]);
          const double got_first = decode(type, load_bits(type, results + 2 * n * type.bytes()));
          const double got_second = decode(type, load_bits(type, results + (2 * n + 1) * type.bytes()));
          if (!within(type, got_first, first, {ulp}) || !within(type, got_second, second, {ulp}))
            report.fail("a={}: got ({}, {}), expected ({}, {})", a[n], got_first, got_second, first, second);
        }
      };
    };
    const std::size_t bytes = 2 * type.bytes() * width;
    batch.expressions.push_back({"frexp." + name, fmt::format("{} e; {} r = frexp(a, e); {}", ints, name, both("r", "e")), bytes,
                                 check_with([](double x) { int e; double m = std::frexp(x, &e); return std::pair(m, double(e)); }, 0)});
    batch.expressions.push_back({"modf." + name, fmt::format("{0} w; {0} r = modf(a, w); {1}", name, both("r", "w")), bytes,
                                 check_with([](double x) { double w; double f = std::modf(x, &w); return std::pair(f, w); }, 0)});
    batch.expressions.push_back({"sincos." + name, fmt::format("{0} c; {0} r = sincos(a, c); {1}", name, both("r", "c")), bytes,
                                 check_with([](double x) { return std::pair(std::sin(x), std::cos(x)); }, type.bits == 16 ? 1 : 4)});
    batch.expressions.push_back({"ldexp." + name, fmt::format("{1} k = {1}(-2); {0} r = ldexp(a, k); {2}", name, ints, both("r", "r")), bytes,
                                 check_with([](double x) { return std::pair(std::ldexp(x, -2), std::ldexp(x, -2)); }, 0.5)});
    add_batch(suite, std::move(batch));
  }
}

}  // namespace

void add_math(Suite& suite) {
  FloatTable table;
  table.a = arguments();
  Random random(32);
  for (std::size_t i = 0; i < table.a.size(); ++i) {
    table.b.push_back(i % 2 ? random.real(-4, 4) : random.real(-100, 100));
    table.c.push_back(random.real(-10, 10));
  }

  // As compiled with -fno-fast-math: the tolerances of the precise table.
  for (const NumberType* type : {&kHalf, &kFloat}) {
    FloatTable safe = table;
    safe.fast_math = false;
    safe.types = {type};
    const bool half = type == &kHalf;
    for (const Unary& f : unary()) safe.rows.push_back(unary_row(f, "", {half ? f.half_ulp : f.precise_ulp}));
    for (FloatRow& row : several_arguments(half)) safe.rows.push_back(row);
    add_float_table(suite, safe);
    add_two_results(suite, *type);
  }

  // The same names under fast math, and metal::precise:: and metal::fast:: there. Fast results may be off by more; the
  // specification's bounds differ by function and range, and 2^-11 relative or absolute covers them on these arguments.
  FloatTable fast = table;
  fast.types = {&kFloat};
  const Tolerance loose{8192, 0x1p-11};
  for (const char* name_space : {"", "fast::", "precise::"}) {
    FloatTable variant = fast;
    variant.prefix = *name_space == 0 ? "fast_math." : *name_space == 'f' ? "fast." : "precise.";
    for (const Unary& f : unary()) {
      // Functions that are exact in every mode have no fast form.
      const bool exact = f.precise_ulp == 0;
      if (*name_space && exact && std::string_view(f.name) != "fabs") continue;
      variant.rows.push_back(unary_row(f, name_space, *name_space == 'p' ? Tolerance{f.precise_ulp} : exact ? Tolerance{} : loose));
    }
    for (FloatRow& row : several_arguments(false)) {
      if (row.name != "atan2" && row.name != "fmin" && row.name != "fmax" && row.name != "pow" && row.name != "powr") continue;
      row.expression = name_space + row.expression;
      if (*name_space != 'p' && row.tolerance.ulp > 0.5) row.tolerance = loose;
      variant.rows.push_back(row);
    }
    add_float_table(suite, variant);
  }

  // Infinities, NaNs and zeros: defined without fast math.
  FloatTable special;
  special.prefix = "special.";
  special.fast_math = false;
  const double inf = INFINITY, nan = NAN;
  const std::vector<double> values{0.0, -0.0, inf, -inf, nan, 1, -1, 2, -2, 0.5, -0.5, 4};
  for (int i = 0; i < 144; ++i) {
    special.a.push_back(values[std::size_t(i) % 12]);
    special.b.push_back(values[std::size_t(i) / 12]);
  }
  auto single = [&](const char* name, Function exact, double ulp) {
    special.rows.push_back({name, std::string(name) + "(a)", [exact](double a, double, double) -> E { return exact(a); }, {ulp}});
  };
  single("acos", std::acos, 4);
  single("asin", std::asin, 4);
  single("atan", std::atan, 5);
  single("atanh", std::atanh, 5);
  single("acosh", std::acosh, 4);
  single("ceil", std::ceil, 0);
  single("floor", std::floor, 0);
  single("trunc", std::trunc, 0);
  single("round", std::round, 0);
  single("rint", std::nearbyint, 0);
  single("cos", std::cos, 4);
  single("sin", std::sin, 4);
  single("cosh", std::cosh, 4);
  single("exp", std::exp, 4);
  single("exp2", std::exp2, 4);
  single("log", std::log, 4);
  single("log2", std::log2, 4);
  single("log10", std::log10, 4);
  single("sqrt", std::sqrt, 0.5);
  single("rsqrt", exact_rsqrt, 0.5);
  single("tanh", std::tanh, 5);
  single("fabs", std::fabs, 0);
  special.rows.push_back({"fmax_ignores_nan", "fmax(a, b)", [](double a, double b, double) -> E { return std::fmax(a, b); }, {}});
  special.rows.push_back({"fmin_ignores_nan", "fmin(a, b)", [](double a, double b, double) -> E { return std::fmin(a, b); }, {}});
  special.rows.push_back({"fmod", "fmod(a, b)", [](double a, double b, double) -> E { return std::fmod(a, b); }, {}});
  special.rows.push_back({"pow", "pow(a, b)", [](double a, double b, double) -> E { return std::pow(a, b); }, {16}});
  special.rows.push_back({"atan2", "atan2(a, b)", [](double a, double b, double) -> E { return std::atan2(a, b); }, {6}});
  special.rows.push_back({"divide_by_zero", "a / b", [](double a, double b, double) -> E { return a / b; }, {0.5}});
  special.rows.push_back({"nextafter", "nextafter(a, b)",
                          [](double a, double b, double) -> E {
                            return a == 0 || std::isinf(b) || std::isinf(a) ? E() : E(std::nextafterf(float(a), float(b)));
                          }, {}});
  special.types = {&kFloat};
  add_float_table(suite, special);
  special.rows.pop_back();
  special.types = {&kHalf};
  add_float_table(suite, special);

  // bfloat: what Metal defines on it directly.
  FloatTable brain = table;
  brain.types = {&kBfloat};
  brain.fast_math = false;
  brain.rows = {
      {"fmax", "fmax(a, b)", [](double a, double b, double) -> E { return std::fmax(a, b); }, {}},
      {"fmin", "fmin(a, b)", [](double a, double b, double) -> E { return std::fmin(a, b); }, {}},
      {"fma", "fma(a, b, c)", [](double a, double b, double c) -> E { return a * b + c; }, {0.5}},
      {"fabs", "fabs(a)", [](double a, double, double) -> E { return std::fabs(a); }, {}},
      {"floor", "floor(a)", [](double a, double, double) -> E { return std::floor(a); }, {}},
      {"sqrt", "sqrt(abs(a))", [](double a, double, double) -> E { return std::sqrt(std::fabs(a)); }, {1}},
      {"exp", "exp(a)", [](double a, double, double) -> E { return std::fabs(a) > 10 ? E() : E(std::exp(a)); }, {1}},
  };
  add_float_table(suite, brain);
}

}  // namespace pewter::conformance
