// SPDX-License-Identifier: Apache-2.0
// MSL specification: as_type between types of one size, and "Pack and Unpack Functions".
#include <cmath>

#include "harness/batch.h"
#include "harness/suite.h"
#include "harness/table.h"

namespace pewter::conformance {
namespace {

void add_as_type(Suite& suite) {
  // Groups of types with one size in bytes; every ordered pair of a group is a case.
  const std::vector<std::pair<unsigned, std::vector<std::string>>> groups{
      {1, {"char", "uchar"}},
      {2, {"short", "ushort", "half", "bfloat", "char2", "uchar2"}},
      {4, {"int", "uint", "float", "short2", "ushort2", "half2", "bfloat2", "char4", "uchar4"}},
      {8, {"long", "ulong", "int2", "uint2", "float2", "short4", "ushort4", "half4", "bfloat4"}},
      {16, {"int4", "uint4", "float4", "long2", "ulong2"}},
  };
  for (const auto& [bytes, types] : groups) {
    Batch batch;
    batch.threads = 8;
    Bytes input;
    Random random(61);
    // Patterns that are finite in every floating-point reading: no NaN is quieted on the way.
    for (unsigned n = 0; n < bytes * 8; ++n) input.push_back(std::byte(n % 2 ? random.next() % 0x38 + 0x08 : random.next()));
    batch.inputs = {input};
    batch.parameters = ", device uchar* A [[buffer(1)]]";
    for (const auto& from : types)
      for (const auto& to : types)
        batch.expressions.push_back({"as_type." + from + "_to_" + to,
                                     fmt::format("{0} a = ((device {0}*)A)[i]; {1} r = as_type<{1}>(a); *(device {1}*)o = r;", from, to), bytes,
                                     [=, bytes = bytes](const std::byte* results, std::size_t threads, Report& report) {
                                       for (std::size_t n = 0; n < threads * bytes; ++n)
                                         report.equal(int(results[n]), int(input[n]), fmt::format("byte {}", n));
                                     }});
    add_batch(suite, std::move(batch));
  }
}

double srgb_to_linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
double linear_to_srgb(double c) { return c <= 0.0031308 ? c * 12.92 : 1.055 * std::pow(c, 1 / 2.4) - 0.055; }

// A field of a packed word: how many bits; signed-normalised or not; sRGB.
struct Format {
  std::string name;                // as in the functions' names
  std::vector<unsigned> bits;      // of each component, lowest first
  bool is_signed = false;
  bool srgb = false;
  std::string word = "uint";
};

double unpacked(const Format& format, unsigned component, std::uint32_t word) {
  unsigned shift = 0;
  for (unsigned k = 0; k < component; ++k) shift += format.bits[k];
  const unsigned bits = format.bits[component];
  const std::uint32_t field = (word >> shift) & ((1u << bits) - 1);
  if (format.is_signed) {
    const int value = field >> (bits - 1) ? int(field) - (1 << bits) : int(field);
    return std::max(-1.0, value / double((1 << (bits - 1)) - 1));
  }
  const double value = field / double((1u << bits) - 1);
  return format.srgb && component < 3 ? srgb_to_linear(value) : value;
}

std::int64_t packed_field(const Format& format, unsigned component, double value) {
  const unsigned bits = format.bits[component];
  if (format.is_signed) return std::llround(std::clamp(value, -1.0, 1.0) * ((1 << (bits - 1)) - 1)) & ((1 << bits) - 1);
  value = std::clamp(value, 0.0, 1.0);
  if (format.srgb && component < 3) value = linear_to_srgb(value);
  return std::llround(value * double((1u << bits) - 1));
}

void add_pack(Suite& suite) {
  const std::vector<Format> formats{
      {"unorm4x8", {8, 8, 8, 8}}, {"snorm4x8", {8, 8, 8, 8}, true}, {"unorm4x8_srgb", {8, 8, 8, 8}, false, true},
      {"unorm2x16", {16, 16}},    {"snorm2x16", {16, 16}, true},    {"unorm10a2", {10, 10, 10, 2}},
      {"unorm565", {5, 6, 5}, false, false, "ushort"},
  };
  constexpr unsigned kThreads = 64;
  for (const NumberType* type : {&kFloat, &kHalf}) {
    for (const Format& format : formats) {
      const unsigned width = unsigned(format.bits.size());
      const std::string element(type->name), vector = vector_name(*type, width);
      Random random(62);
      Batch batch;
      batch.options.fast_math = false;
      batch.threads = kThreads;
      std::vector<std::uint32_t> words;
      for (unsigned n = 0; n < kThreads; ++n)
        words.push_back((n == 0 ? 0 : n == 1 ? ~0u : n == 2 ? 0x80808080u : n == 3 ? 0x80008000u : std::uint32_t(random.next())) &
                        (format.word == "ushort" ? 0xffffu : ~0u));
      Bytes reals;
      std::vector<double> values;
      for (unsigned n = 0; n < kThreads * width; ++n) {
        // Away from ties: a whole step of the field, and a little; some outside of the range.
        const unsigned bits = format.bits[n % width];
        const double steps = double((1u << (format.is_signed ? bits - 1 : bits)) - 1);
        const double value = n < 8 ? (n % 2 ? -2.5 : 2.5) : (double(random.next() % std::uint64_t(steps + 1)) + 0.2) / steps * (format.is_signed && n % 3 ? -1 : 1);
        values.push_back(round_to(*type, value));
        append(reals, *type, value);
      }
      batch.inputs = {bytes_of(words), reals};
      batch.parameters = fmt::format(", device const uint* A [[buffer(1)]], device const {}* B [[buffer(2)]]", element);
      batch.prologue = load_vector(*type, width, "b", "B");
      const std::string unpack = fmt::format("unpack_{}_to_{}", format.name, element);
      batch.expressions.push_back({unpack, fmt::format("{} r = {}({}(A[i])); {}", vector, unpack, format.word, store_vector(element, width, "r")),
                                   type->bytes() * width, [=](const std::byte* results, std::size_t threads, Report& report) {
                                     for (unsigned n = 0; n < threads * width; ++n) {
                                       const double expected = unpacked(format, n % width, words[n / width]);
                                       const double got = decode(*type, load_bits(*type, results + n * type->bytes()));
                                       if (!within(*type, got, expected, {format.srgb ? 16. : 2., type == &kHalf ? 1e-3 : format.srgb ? 1e-5 : 1e-7}))
                                         report.fail("word {:#x} component {}: got {}, expected {}", words[n / width], n % width, got, expected);
                                     }
                                   }});
      const std::string target = format.srgb ? "srgb_unorm4x8" : format.name;
      const std::string pack = fmt::format("pack_{}_to_{}", element, target);
      // In half a step of a wide field is smaller than the rounding of the product: a field may be off by that much.
      batch.expressions.push_back({pack, fmt::format("*(device uint*)o = uint({}(b));", pack), 4, [=](const std::byte* results, std::size_t threads, Report& report) {
                                     for (unsigned n = 0; n < threads; ++n) {
                                       std::uint32_t got;
                                       std::memcpy(&got, results + 4 * n, 4);
                                       unsigned shift = 0;
                                       for (unsigned k = 0; k < width; ++k) {
                                         const unsigned bits = format.bits[k];
                                         const auto field = std::int64_t((got >> shift) & ((1u << bits) - 1));
                                         const auto expected = packed_field(format, k, values[n * width + k]);
                                         const std::int64_t slack = format.srgb ? 1 : type == &kHalf ? (bits > 8 ? (1 << (bits - 8)) / 8 : 0) : 0;
                                         if (std::llabs(field - expected) > slack)
                                           report.fail("{} component {}: got {}, expected {}", values[n * width + k], k, field, expected);
                                         shift += bits;
                                       }
                                     }
                                   }});
      add_batch(suite, std::move(batch));
    }
  }
}

}  // namespace

void add_bits(Suite& suite) {
  add_as_type(suite);
  add_pack(suite);
}

}  // namespace pewter::conformance
