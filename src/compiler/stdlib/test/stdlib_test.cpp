// SPDX-License-Identifier: Apache-2.0
// The parts of the library with algorithms of their own, run on the host (host_library.cpp).
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <random>
#include <set>
#include <string>

#include "compiler/stdlib/embedded.h"

namespace {
std::string last_line;
unsigned last_level;
}  // namespace

extern "C" {
void __pewter_log_line(const char* text, std::uint32_t length, std::uint32_t level) {
  last_line.assign(text, length);
  last_level = level;
}
void log_float(const char*, float);
void log_long(const char*, long);
void log_uint(const char*, unsigned);
void log_int(const char*, int);
void log_char(const char*, signed char);
void log_text(const char*, const char*);
void log_vector(const char*, float, float, float);
float f_sinpi(float);
float f_cospi(float);
float f_tanpi(float);
float f_fract(float);
float f_sign(float);
float f_powr(float, float);
float f_fdim(float, float);
float f_median3(float, float, float);
float f_modf(float, float*);
unsigned short h_nextafter(unsigned short, unsigned short);
unsigned short h_fract(unsigned short);
unsigned short h_fma(unsigned short, unsigned short, unsigned short);
unsigned pack_unorm(float, float, float, float);
unsigned pack_snorm(float, float);
unsigned srgb_there_and_back(unsigned);
unsigned short rgb565_there_and_back(unsigned short);
unsigned rgb10a2_there_and_back(unsigned);
unsigned snorm8_there_and_back(unsigned);
}

namespace {

template <typename T>
std::string printf_says(const char* format, T value) {
  char text[1200];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

// One precompiled header serves all versions of the language (frontend/dialect.h, library_predefines()).
TEST(Headers, TestNoMacroThatDiffersBetweenVersions) {
  for (const auto& header : pewter::compiler::stdlib::embedded_headers()) {
    for (const char* macro : {"__METAL_VERSION__", "__HAVE_BFLOAT__"})
      EXPECT_EQ(header.text.find(macro), std::string_view::npos) << header.name << " tests " << macro;
  }
}

TEST(Logging, FloatsPrintAsPrintfPrintsThem) {
  std::mt19937 random(1);
  for (const char* format : {"%f", "%e", "%g", "%.0f", "%.3f", "%10.2f|", "%-12.4e|", "%+g", "%012.3f", "%.10g", "%#g", "%a", "%.2a", "%G", "%E",
                             "% f", "%.0e", "%.20f", "%.40g", "%A", "%#.0f", "%F"}) {
    for (int i = 0; i < 1500; ++i) {
      const std::uint32_t bits = random();
      float value;
      std::memcpy(&value, &bits, 4);
      if (i % 3 == 0) value = float(random() % 100000) / float(1u << random() % 12);
      if (i % 50 == 0) value = float(int(random() % 15) - 7) * 0.5f;  // ties
      if (std::isnan(value)) continue;                                // printf shows its sign, we do too, but not always the same
      log_float(format, value);
      ASSERT_EQ(last_line, printf_says(format, double(value))) << format;
    }
    for (float value : {INFINITY, -INFINITY, 0.0f, -0.0f, 0x1p-149f, 3.4028235e38f, 999999.5f, 0.00001f, 9.9999995f}) {
      if (value == 999999.5f && std::string(format) == "%#g") continue;  // glibc 2.36 forgets the zeros of 1.00000e+06
      log_float(format, value);
      ASSERT_EQ(last_line, printf_says(format, double(value))) << format;
    }
  }
  EXPECT_EQ(last_level, 16u);
}

TEST(Logging, IntegersPrintAsPrintfPrintsThem) {
  std::mt19937 random(2);
  for (const char* format : {"%d", "%5d|", "%-7d|", "%07d", "%+d", "%x", "%#x", "%o", "%#o", "%u", "%.4d", "%8.3d|", "%X", "% d", "%.0d", "%i"}) {
    for (int i = 0; i < 200; ++i) {
      const int value = i < 3 ? i - 1 : int(random());
      log_int(format, value);
      ASSERT_EQ(last_line, printf_says(format, value)) << format;
    }
  }
  log_long("%ld", -9223372036854775807L - 1);
  EXPECT_EQ(last_line, "-9223372036854775808");
  log_uint("%u", 4294967295u);
  EXPECT_EQ(last_line, "4294967295");
  log_char("%hhx", -1);  // the bits of a char are eight
  EXPECT_EQ(last_line, "ff");
  log_char("%c", 'm');
  EXPECT_EQ(last_line, "m");
}

TEST(Logging, TextVectorsAndWhatDoesNotFit) {
  log_text("%s|%%", "hello");
  EXPECT_EQ(last_line, "hello|%");
  log_text("%8.2s|", "hello");
  EXPECT_EQ(last_line, "      he|");
  log_vector("v = %.1v3f!", 1, 2, 3);
  EXPECT_EQ(last_line, "v = 1.0,2.0,3.0!");
  log_int("%d and nothing: %d", 4);
  EXPECT_EQ(last_line, "4 and nothing: ");
  log_text("%s", std::string(5000, 'x').c_str());
  EXPECT_EQ(last_line.size(), 1024u);
}

TEST(Math, PiFunctionsAreExactWhereTheyCanBe) {
  EXPECT_EQ(f_sinpi(1), 0.0f);
  EXPECT_EQ(f_sinpi(0.5f), 1.0f);
  EXPECT_EQ(f_sinpi(-1.5f), 1.0f);
  EXPECT_TRUE(std::signbit(f_sinpi(-0.0f)));
  EXPECT_EQ(f_cospi(0.5f), 0.0f);
  EXPECT_EQ(f_cospi(1e8f), 1.0f);
  EXPECT_EQ(f_cospi(3), -1.0f);
  EXPECT_EQ(f_tanpi(0.25f), 1.0f);
  EXPECT_TRUE(std::isinf(f_tanpi(0.5f)));
  for (float f : {INFINITY, -INFINITY, NAN}) EXPECT_TRUE(std::isnan(f_sinpi(f)) && std::isnan(f_cospi(f)) && std::isnan(f_tanpi(f)));
  for (int i = -4000; i < 4000; ++i) {
    const float x = float(i) * 0.0137f;
    const long double pi = 3.14159265358979323846264338327950288L;
    EXPECT_NEAR(f_sinpi(x), std::sin(pi * x), 4e-7L) << x;  // 4 ulp at 1
    EXPECT_NEAR(f_cospi(x), std::cos(pi * x), 4e-7L) << x;
  }
}

TEST(Math, EdgesOfTheOthers) {
  EXPECT_EQ(f_fract(-0x1p-30f), 0x1.fffffep-1f);  // never 1
  EXPECT_EQ(f_fract(2.75f), 0.75f);
  EXPECT_EQ(f_fract(INFINITY), 0.0f);
  EXPECT_TRUE(std::isnan(f_fract(NAN)));
  EXPECT_EQ(f_sign(-3), -1.0f);
  EXPECT_EQ(f_sign(NAN), 0.0f);
  EXPECT_TRUE(std::signbit(f_sign(-0.0f)));
  EXPECT_EQ(f_powr(2, 10), 1024.0f);
  EXPECT_TRUE(std::isnan(f_powr(-2, 2)) && std::isnan(f_powr(0, 0)) && std::isnan(f_powr(INFINITY, 0)) && std::isnan(f_powr(1, INFINITY)));
  EXPECT_EQ(f_powr(-0.0f, -1), INFINITY);
  EXPECT_EQ(f_fdim(5, 3), 2.0f);
  EXPECT_EQ(f_fdim(3, 5), 0.0f);
  EXPECT_TRUE(std::isnan(f_fdim(NAN, 1)));
  EXPECT_EQ(f_median3(3, 1, 2), 2.0f);
  float whole;
  EXPECT_EQ(f_modf(-2.5f, &whole), -0.5f);
  EXPECT_EQ(whole, -2.0f);
  EXPECT_EQ(f_modf(-INFINITY, &whole), -0.0f);
  EXPECT_EQ(whole, -INFINITY);
}

unsigned short half_bits(double value) {
  const _Float16 h = _Float16(value);
  unsigned short bits;
  std::memcpy(&bits, &h, 2);
  return bits;
}

TEST(Math, HalfRoundsOnce) {
  EXPECT_EQ(h_nextafter(half_bits(1), half_bits(2)), half_bits(1) + 1);
  EXPECT_EQ(h_nextafter(half_bits(0), half_bits(-1)), 0x8001);
  EXPECT_EQ(h_nextafter(half_bits(-1), half_bits(1)), half_bits(-1) - 1);
  EXPECT_EQ(h_nextafter(0x0001, half_bits(-1)), 0x0000);
  EXPECT_EQ(h_fract(half_bits(-0x1p-20)), half_bits(0x1.ffcp-1));
  // 1.0009765625 * 1.0009765625 + 2^-24: in float the sum rounds onto a tie of half.
  for (int i = 0; i < 200000; ++i) {
    static std::mt19937 random(3);
    auto any = [&] {
      unsigned short bits = (unsigned short)(random());
      while ((bits & 0x7c00) == 0x7c00) bits = (unsigned short)(random());
      return bits;
    };
    const unsigned short x = any(), y = any(), z = any();
    auto value = [](unsigned short bits) {
      _Float16 h;
      std::memcpy(&h, &bits, 2);
      return (long double)(float)h;
    };
    const long double exact = value(x) * value(y) + value(z);  // 64 bits hold all of it, or all that rounding can see
    const unsigned short got = h_fma(x, y, z);
    const long double near = value(got);
    if (std::isinf(near)) {
      EXPECT_GE(std::fabs(exact), 65520.0L);
      continue;
    }
    for (int step : {-1, 1}) {
      const unsigned short next = (unsigned short)(got + step);
      if ((next & 0x7fff) < 0x7c00 && (next & 0x8000) == (got & 0x8000)) {
        ASSERT_LE(std::fabs(exact - near), std::fabs(exact - value(next)));
      }
    }
  }
}

TEST(Pack, RoundsClampsAndComesBack) {
  EXPECT_EQ(pack_unorm(0, 1, 2, -1), 0x00ffff00u);
  EXPECT_EQ(pack_unorm(NAN, 0.5f, 0.25f, 1.0f / 255), 0x01408000u);
  EXPECT_EQ(pack_snorm(-1, 1), 0x7fff8001u);
  EXPECT_EQ(pack_snorm(-2, NAN), 0x00008001u);
  for (unsigned i = 0; i < 256; ++i) EXPECT_EQ(srgb_there_and_back(i * 0x01010101u), i * 0x01010101u);
  for (unsigned i = 0; i < 65536; ++i) ASSERT_EQ(rgb565_there_and_back((unsigned short)i), i);
  for (unsigned i = 0; i < 1024; ++i) EXPECT_EQ(rgb10a2_there_and_back(i * 0x00100401u | i << 30), i * 0x00100401u | i << 30);
  for (unsigned i = 0; i < 256; ++i)
    if (i != 128) EXPECT_EQ(snorm8_there_and_back(i * 0x01010101u), i * 0x01010101u);
  EXPECT_EQ(snorm8_there_and_back(0x80808080u), 0x81818181u);  // both are -1
}

TEST(Embedded, HoldsTheHeadersThatProgramsInclude) {
  std::set<std::string_view> names;
  for (const auto& header : pewter::compiler::stdlib::embedded_headers()) {
    EXPECT_TRUE(names.insert(header.name).second) << header.name;
    EXPECT_FALSE(header.text.empty()) << header.name;
  }
  for (const char* name : {"metal_stdlib", "metal_math", "metal_simdgroup_matrix", "metal_logging", "simd/simd.h", "stdint.h", "TargetConditionals.h", "pewter/intrinsics.def"})
    EXPECT_TRUE(names.count(name)) << name;
  EXPECT_NE(pewter::compiler::stdlib::content_hash(), 0u);
}

}  // namespace
