// SPDX-License-Identifier: Apache-2.0
// How far the elementary functions are from the exact results, in units in the last place, against double: over every
// PEWTER_MATH_STRIDE-th of all floats (default 4099), and over all halves. PEWTER_MATH_STRIDE=1 takes all 2^32.
// Limits are those of the MSL specification ("Numerical Compliance"), or less: what all 2^32 have shown.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#define UNARY(name)                                                                          \
  extern "C" void sweep_precise_##name(const float*, float*, unsigned long);                 \
  extern "C" void sweep_fast_##name(const float*, float*, unsigned long);                    \
  extern "C" void sweep_half_##name(const _Float16*, _Float16*, unsigned long);
#define BINARY(name)                                                                         \
  extern "C" void sweep_precise_##name(const float*, const float*, float*, unsigned long);   \
  extern "C" void sweep_fast_##name(const float*, const float*, float*, unsigned long);
#include "math_functions.def"
extern "C" void sweep_ldexp(const float*, const int*, float*, unsigned long);
extern "C" void sweep_frexp(const float*, float*, int*, unsigned long);
extern "C" void sweep_ilogb(const float*, int*, unsigned long);

namespace {

using Sweep = void (*)(const float*, float*, unsigned long);
using HalfSweep = void (*)(const _Float16*, _Float16*, unsigned long);
using Exact = double (*)(double);
constexpr double kPi = 3.14159265358979323846;

double exact_sinpi(double x) {
  const double r = std::remainder(x, 2.0), a = std::fabs(r);
  const double y = a <= 0.25 ? std::sin(kPi * a) : a < 0.75 ? std::cos(kPi * (0.5 - a)) : std::sin(kPi * (1 - a));
  return std::copysign(y, y == 0 ? x : r);
}
double exact_cospi(double x) {
  const double a = std::fabs(std::remainder(x, 2.0));
  return a <= 0.25 ? std::cos(kPi * a) : a < 0.75 ? std::sin(kPi * (0.5 - a)) : -std::cos(kPi * (1 - a));
}
double exact_tanpi(double x) { return exact_sinpi(x) / exact_cospi(x); }
double exact_exp10(double x) { return ::exp10(x); }
double exact_rsqrt(double x) { return 1 / std::sqrt(x); }
double exact_fract(double x) {
  if (std::isinf(x)) return 0;
  const double r = x - std::floor(x);
  return r > 0x1.fffffep-1 ? 0x1.fffffep-1 : r;
}

// A floating-point format: the size of its last place, and where its numbers end.
struct Format {
  int significand, min_exponent, max_exponent;
  double last_place(double x) const {
    const int exponent = int(std::bit_cast<std::uint64_t>(x) >> 52 & 0x7ff) - 1023;
    return std::bit_cast<double>(std::uint64_t(std::max(exponent, min_exponent) - significand + 1 + 1023) << 52);
  }
  double beyond() const { return std::bit_cast<double>(std::uint64_t(max_exponent + 1 + 1023) << 52); }
};
constexpr Format kFloat{24, -126, 127};
constexpr Format kHalf{11, -14, 15};

// From `exact` to `got` in last places; infinite where one is a NaN and the other not, or the signs of zeros differ.
double distance(const Format& format, double got, double exact) {
  if (std::isnan(exact) || std::isnan(got)) return std::isnan(exact) && std::isnan(got) ? 0 : INFINITY;
  if (got == exact) return std::signbit(got) == std::signbit(exact) ? 0 : INFINITY;
  if (std::isinf(exact)) return INFINITY;
  if (std::isinf(got)) {
    // It stands for the number that would come after the largest.
    got = std::copysign(format.beyond(), got);
    if (std::fabs(exact) >= format.beyond() && std::signbit(got) == std::signbit(exact)) return 0;
  }
  return std::fabs(got - exact) / format.last_place(exact);
}

// A NaN of a kind that no arithmetic makes; fast functions may take it for a number.
bool strange_nan(float x) {
  std::uint32_t bits;
  std::memcpy(&bits, &x, 4);
  return std::isnan(x) && (bits & 0x3fffff);
}

struct Row {
  const char* name;
  Exact exact;
  HalfSweep half;
  double half_ulp;
  Sweep precise;
  double precise_ulp;
  // Where there is a form of its own: within `fast_ulp` if |x| is in [low, high].
  Sweep fast = nullptr;
  double fast_ulp = 0, low = 0, high = INFINITY;
};
#define ROW(name, exact, half_ulp, precise_ulp) \
  {#name, exact, sweep_half_##name, half_ulp, sweep_precise_##name, precise_ulp}
#define FAST(name, exact, half_ulp, precise_ulp, ...) \
  {#name, exact, sweep_half_##name, half_ulp, sweep_precise_##name, precise_ulp, sweep_fast_##name, __VA_ARGS__}
const Row kRows[] = {
    ROW(acos, std::acos, 0.501, 1.3),
    ROW(acosh, std::acosh, 0.501, 2.1),
    ROW(asin, std::asin, 0.501, 2.3),
    ROW(asinh, std::asinh, 0.501, 1.9),
    ROW(atan, std::atan, 0.501, 1.9),
    ROW(atanh, std::atanh, 0.501, 2.2),
    FAST(cos, std::cos, 0.501, 1.9, 1.9, 0, 1e5),
    ROW(cosh, std::cosh, 0.501, 1.4),
    ROW(cospi, exact_cospi, 0.501, 2),
    FAST(exp, std::exp, 0.501, 0.9, 4.6),
    FAST(exp2, std::exp2, 0.501, 0.9, 0.9),
    FAST(exp10, exact_exp10, 0.501, 1.01, 1.01),
    ROW(fract, exact_fract, 0.5, 0.5),
    FAST(log, std::log, 0.501, 0.95, 0.95, 0x1p-126),
    FAST(log2, std::log2, 0.501, 1.7, 1.7, 0x1p-126),
    FAST(log10, std::log10, 0.501, 2.8, 2.8, 0x1p-126),
    ROW(round, std::round, 0, 0),
    FAST(rsqrt, exact_rsqrt, 0.501, 0.5, 1.5),
    FAST(sin, std::sin, 0.501, 1.9, 1.9, 0, 1e5),
    ROW(sinh, std::sinh, 0.501, 1.7),
    ROW(sinpi, exact_sinpi, 0.501, 2.2),
    FAST(tan, std::tan, 0.501, 3.1, 3.1, 0, 1e5),
    FAST(tanh, std::tanh, 0.501, 1.6, 5.3),
    ROW(tanpi, exact_tanpi, 0.501, 3.9),
};

class MathAccuracy : public testing::Test {
 protected:
  void SetUp() override {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) GTEST_SKIP() << "compiled for AVX2 and FMA";
  }
};

std::uint64_t stride() {
  const char* text = std::getenv("PEWTER_MATH_STRIDE");
  return text ? std::strtoull(text, nullptr, 10) : 4099;
}
bool selected(const char* name) {
  const char* text = std::getenv("PEWTER_MATH_ONLY");
  return !text || std::string(text) == name;
}

struct Worst {
  double ulp = 0, at = 0, got = 0, exact = 0;
  void see(double distance, double x, double r, double e) {
    if (distance > ulp) *this = {distance, x, r, e};
  }
  std::string text() const {
    char line[200];
    std::snprintf(line, sizeof line, "%.4f ulp at %a (%g): got %a, exact %a", ulp, at, at, got, exact);
    return line;
  }
};

// Runs `sweep` over the floats, a block at a time, and finds the worst of those in [low, high].
Worst worst_of(const Row& row, Sweep sweep, double low, double high, bool flushes) {
  constexpr std::size_t kBlock = 4096;
  static float x[kBlock], r[kBlock];
  Worst worst;
  for (std::uint64_t next = 0; next < std::uint64_t{1} << 32;) {
    std::size_t count = 0;
    for (; count < kBlock && next < std::uint64_t{1} << 32; next += stride()) {
      const auto bits = std::uint32_t(next);
      std::memcpy(&x[count], &bits, 4);
      const double a = std::fabs(double(x[count]));
      if (!(a < low || (a > high && std::isfinite(a))) && !(flushes && strange_nan(x[count]))) ++count;
    }
    sweep(x, r, count);
    for (std::size_t i = 0; i < count; ++i) {
      const double exact = row.exact(double(x[i]));
      if (flushes && r[i] == 0 && std::fabs(exact) < 0x1p-126) continue;
      worst.see(distance(kFloat, r[i], exact), x[i], r[i], exact);
    }
  }
  return worst;
}

TEST_F(MathAccuracy, Precise) {
  for (const Row& row : kRows) {
    if (!selected(row.name)) continue;
    const Worst worst = worst_of(row, row.precise, 0, INFINITY, false);
    EXPECT_LE(worst.ulp, row.precise_ulp) << row.name << ": " << worst.text();
    std::printf("precise::%-6s %s\n", row.name, worst.text().c_str());
  }
}

TEST_F(MathAccuracy, Fast) {
  for (const Row& row : kRows) {
    if (!row.fast || !selected(row.name)) continue;
    const Worst worst = worst_of(row, row.fast, row.low, row.high, true);
    EXPECT_LE(worst.ulp, row.fast_ulp) << row.name << ": " << worst.text();
    std::printf("fast::%-6s %s\n", row.name, worst.text().c_str());
  }
}

TEST_F(MathAccuracy, HalfOverAllHalves) {
  std::vector<_Float16> x(65536), r(65536);
  for (unsigned i = 0; i < 65536; ++i) {
    const auto bits = std::uint16_t(i);
    std::memcpy(&x[i], &bits, 2);
  }
  for (const Row& row : kRows) {
    if (!selected(row.name)) continue;
    row.half(x.data(), r.data(), x.size());
    Worst worst;
    for (std::size_t i = 0; i < x.size(); ++i) {
      double exact = row.exact(double(x[i]));
      if (std::string_view(row.name) == "fract" && exact > 0x1.ffcp-1) exact = 0x1.ffcp-1;
      worst.see(distance(kHalf, double(r[i]), exact), double(x[i]), double(r[i]), exact);
    }
    EXPECT_LE(worst.ulp, row.half_ulp) << row.name << ": " << worst.text();
    std::printf("half %-6s %s\n", row.name, worst.text().c_str());
  }
}

// The largest |result| over the floats.
float largest(Sweep sweep) {
  std::vector<float> x, r;
  for (std::uint64_t next = 0; next < std::uint64_t{1} << 32; next += stride()) {
    const float value = std::bit_cast<float>(std::uint32_t(next));
    if (std::isfinite(value)) x.push_back(value);
  }
  r.resize(x.size());
  sweep(x.data(), r.data(), x.size());
  float most = 0;
  for (float value : r) most = std::fmax(most, std::fabs(value));
  return most;
}

TEST_F(MathAccuracy, NothingGoesBeyondOne) {
  for (Sweep sweep : {sweep_precise_sin, sweep_fast_sin, sweep_precise_cos, sweep_fast_cos, sweep_precise_sinpi,
                      sweep_precise_cospi, sweep_precise_tanh, sweep_fast_tanh})
    EXPECT_EQ(largest(sweep), 1.0f);
}

TEST_F(MathAccuracy, RsqrtRoundsTheHardestCaseRightly) {
  // 2^-49 of the result from the middle between two floats; a single Newton step goes the wrong way.
  for (int power : {0, 2, -128}) {
    const float x = std::ldexp(0x1.13e07p+1f, power), expected = std::ldexp(0x1.5cc0aap-1f, -power / 2);
    float r;
    sweep_precise_rsqrt(&x, &r, 1);
    EXPECT_EQ(r, expected) << x;
  }
}

// Numbers of all sizes, and those at which something changes.
std::vector<float> awkward() {
  std::vector<float> values;
  for (float x : {0.0f, 0x1p-149f, 0x1.fffffcp-127f, 0x1p-126f, 0.1f, 0.5f, 1.0f, 1.5f, 2.0f, 2.5f, 3.0f, 7.0f,
                  8388607.5f, 16777215.0f, 16777216.0f, 1e10f, 0x1.fffffep127f, INFINITY, NAN}) {
    for (float y : {x, std::nextafterf(x, INFINITY), std::nextafterf(x, 0)}) {
      values.push_back(y);
      values.push_back(-y);
    }
  }
  return values;
}
using Pairs = std::pair<std::vector<float>, std::vector<float>>;
Pairs pairs(std::size_t random_ones) {
  Pairs result;
  auto add = [&](float x, float y) {
    result.first.push_back(x);
    result.second.push_back(y);
  };
  const auto edges = awkward();
  for (float x : edges)
    for (float y : edges) add(x, y);
  std::mt19937 random(7);
  auto any = [&] {
    const std::uint32_t bits = std::uint32_t(random());
    float x;
    std::memcpy(&x, &bits, 4);
    return x;
  };
  std::uniform_real_distribution<float> near(-4, 4), far(-60, 60);
  for (std::size_t i = 0; i < random_ones; ++i) {
    switch (i % 4) {
      case 0: add(any(), any()); break;
      case 1: add(near(random), near(random)); break;
      case 2: add(std::exp2(near(random)), far(random)); break;
      default: add(any(), std::round(near(random))); break;
    }
  }
  return result;
}

void compare_pairs(const char* name, void (*sweep)(const float*, const float*, float*, unsigned long),
                   double (*exact)(double, double), double ulp, bool (*counts)(float, float, double)) {
  const auto [x, y] = pairs(1000000);
  std::vector<float> r(x.size());
  sweep(x.data(), y.data(), r.data(), x.size());
  Worst worst;
  float other = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double e = exact(double(x[i]), double(y[i]));
    if (!counts(x[i], y[i], e)) continue;
    const double d = distance(kFloat, r[i], e);
    if (d > worst.ulp) other = y[i];
    worst.see(d, x[i], r[i], e);
  }
  EXPECT_LE(worst.ulp, ulp) << name << ": " << worst.text() << " and " << other;
  std::printf("%-14s %s and %g\n", name, worst.text().c_str(), double(other));
}
bool always(float, float, double) { return true; }

TEST_F(MathAccuracy, OfTwoArguments) {
  compare_pairs("precise::atan2", sweep_precise_atan2, std::atan2, 1.9, always);
  compare_pairs("precise::pow", sweep_precise_pow, std::pow, 3.2, always);
  // exp2(y * log2(x)): the exponent's rounding shows.
  compare_pairs("fast::pow", sweep_fast_pow, std::pow, 128, [](float x, float y, double e) {
    const bool subnormal = (std::fabs(x) < 0x1p-126f && x != 0) || (std::fabs(e) < 0x1p-126 && e != 0);
    return !subnormal && !strange_nan(x) && !strange_nan(y);
  });
  compare_pairs("fmod", sweep_precise_fmod, std::fmod, 0, always);
  const auto exact_nextafter = [](double x, double y) { return double(std::nextafterf(float(x), float(y))); };
  compare_pairs("nextafter", sweep_precise_nextafter, exact_nextafter, 0, always);
}

TEST_F(MathAccuracy, PartsOfANumber) {
  std::vector<float> x = pairs(1000000).first, r(x.size());
  std::vector<int> k(x.size()), e(x.size());
  sweep_frexp(x.data(), r.data(), e.data(), x.size());
  sweep_ilogb(x.data(), k.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    int exponent = 0;
    const float fraction = std::frexp(x[i], &exponent);
    ASSERT_EQ(distance(kFloat, r[i], fraction), 0) << x[i];
    if (std::isfinite(x[i])) ASSERT_EQ(e[i], exponent) << x[i];
    ASSERT_EQ(k[i], std::ilogb(x[i])) << x[i];
  }
  std::mt19937 random(8);
  for (int& n : k) n = random() % 8 ? int(random() % 600) - 300 : int(random());
  sweep_ldexp(x.data(), k.data(), r.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    ASSERT_EQ(distance(kFloat, r[i], std::ldexp(x[i], k[i])), 0) << x[i] << " " << k[i];
}

}  // namespace
