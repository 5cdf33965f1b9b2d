// SPDX-License-Identifier: Apache-2.0
#include "kernels/expressions.h"

#include <fmt/format.h>

#include <array>

// Names: u, i, l, m, s, t, c, d, f, h, b are uint, int, ulong, long, ushort, short, uchar, char, float, half, bool; v, w, x, y are
// uint4, int3, float4, float2; a is an array of 8 uint, r one of 4 float; e are equal in all of a threadgroup (kernel.cpp).
namespace pewter::fuzz {

using fmt::format;

std::string Expressions::literal() {
  constexpr std::array kInteresting = {0u, 1u, 2u, 3u, 5u, 7u, 16u, 31u, 32u, 255u, 0x8000u, 0xffffu, 0x10000u, 0x7fffffffu, 0x80000000u, 0xffffffffu};
  return format("{}u", random_.chance(70) ? random_.pick(kInteresting) : static_cast<std::uint32_t>(random_.bits() >> 32));
}

std::string Expressions::position() {
  constexpr std::array<const char*, 7> kScalars = {"me", "lid", "lane", "sg", "quad_lane", "n", "group"};
  constexpr std::array<const char*, 5> kVectors = {"gid", "pos", "tgpos", "tgsize", "grid"};
  if (random_.chance(60)) return random_.pick(kScalars);
  const std::string name = random_.pick(kVectors);
  return format("uint({}{})", name, dimensions_ == 1 ? "" : random_.chance(50) ? ".x" : ".y");
}

std::string Expressions::pattern() {
  const char* x = dimensions_ == 1 ? "gid" : "gid.x";
  switch (random_.below(16)) {
    case 0: case 1: return "me";
    case 2: return format("me + {}u", random_.below(64));
    case 3: return format("me * 2u{}", random_.chance(50) ? " + 1u" : "");
    case 4: return format("lid * {}u + {}u", random_.between(2, 8), random_.below(8));
    case 5: return format("lane * {}u", random_.between(1, 33));
    case 6: return "31u - lane";
    case 7: return format("lane / {}u", random_.pick(std::array{2u, 3u, 4u, 8u, 16u}));
    case 8: return format("lane ^ {}u", random_.between(1, 31));
    case 9: return "(lane & 7u) * 4u + (lane >> 3)";
    case 10: return dimensions_ == 1 ? "lid" : "pos.x * 16u + pos.y";
    case 11: return dimensions_ == 1 ? "n - 1u - lid" : "pos.y * 32u + pos.x + 1u";
    case 12: return format("{} + {}u", x, random_.below(8));
    case 13: return format("sg * 32u + lane % {}u", random_.pick(std::array{4u, 8u, 16u, 5u}));
    case 14: return uniform_counters.empty() ? "group" : format("{} * 32u + lid", random_.pick(uniform_counters));
    default: return counters.empty() ? "quad_lane" : format("lid * 8u + {}", random_.pick(counters));
  }
}

std::string Expressions::small_delta() { return format("{}u", random_.pick(std::array{1u, 2u, 3u, 4u, 5u, 8u, 15u, 16u, 17u, 31u})); }

std::string Expressions::u32(int depth) {
  if (depth <= 0 || random_.chance(15)) {
    if (!constant_words.empty() && random_.chance(15)) return random_.pick(constant_words);
    switch (random_.below(10)) {
      case 0: return literal();
      case 1: return position();
      case 2: return counters.empty() ? "u0" : random_.pick(counters);
      case 3: return format("a[{}]", random_.chance(50) ? format("u{} & 7u", random_.below(4)) : format("{}", random_.below(8)));
      case 4:
        switch (random_.below(9)) {
          case 0: return format("in[({}) & 1023u]", random_.chance(50) ? position() : u32(1));
          case 1: return format("((device const uint4*)in)[{}].{}", random_.pick(std::array{"lid", "lane", "group", "lane / 4u"}), random_.pick(std::array{"x", "z", "w"}));
          case 2: return format("uint(((device const ushort*)in)[{}])", pattern());
          case 3: return format("uint(((device const uchar*)in)[{}])", pattern());
          case 4: return format("uint3(((device const packed_uint3*)in)[{}]).{}", random_.pick(std::array{"lid", "lane", "me & 511u"}), random_.pick(std::array{"x", "y", "z"}));
          default: return format("in[{}]", pattern());
        }
      case 5: return format("params[{}]", random_.chance(50) ? format("{}", random_.below(64)) : format("u{} & 63u", random_.below(4)));
      case 6: return format("v.{}", random_.pick(std::array{"x", "y", "z", "w"}));
      default: return format("u{}", random_.below(4));
    }
  }
  const int d = depth - 1;
  switch (random_.below(34)) {
    case 0: case 1: return format("({} + {})", u32(d), u32(d));
    case 2: return format("({} - {})", u32(d), u32(d));
    case 3: case 4: return format("({} * {})", u32(d), u32(d));
    case 5: return format("({} & {})", u32(d), u32(d));
    case 6: return format("({} | {})", u32(d), u32(d));
    case 7: return format("({} ^ {})", u32(d), u32(d));
    case 8: return format("({} << ({} & 31u))", u32(d), u32(d));
    case 9: return format("({} >> ({} & 31u))", u32(d), u32(d));
    case 10: return format("({} / ({} | 1u))", u32(d), u32(d));
    case 11: return format("({} % ({} | 1u))", u32(d), u32(d));
    case 12: return format("min({}, {})", u32(d), u32(d));
    case 13: return format("max({}, {})", u32(d), u32(d));
    case 14: return format("popcount({})", u32(d));
    case 15: return format("clz({})", u32(d));
    case 16: return format("ctz({})", u32(d));
    case 17: return format("reverse_bits({})", u32(d));
    case 18: return format("rotate({}, {})", u32(d), u32(d));
    case 19: return format("mulhi({}, {})", u32(d), u32(d));
    case 20: return format("addsat({}, {})", u32(d), u32(d));
    case 21: return format("subsat({}, {})", u32(d), u32(d));
    case 22: return format("select({}, {}, {})", u32(d), u32(d), boolean(d));
    case 23: return format("({} ? {} : {})", boolean(d), u32(d), u32(d));
    case 24: return format("as_type<uint>({})", i32(d));
    case 25: return format("uint({})", random_.chance(50) ? u16(d) : u8(d));
    case 26: return format("uint({} >> {}u)", u64(d), random_.below(64));
    case 27: return format("as_type<uint>(tame({}))", f32(d));
    case 28: return format("v[{} & 3u]", u32(d));
    case 29: return format("({} ? 1u : {})", boolean(d), literal());
    case 30: return format("absdiff({}, {})", u32(d), u32(d));
    case 31: return random_.chance(40) ? group_u32(d) : u32(d);
    default: return functions.empty() ? u32(d) : format("{}({}, {})", random_.pick(functions), u32(d), u32(d));
  }
}

std::string Expressions::i32(int depth) {
  if (depth <= 0 || random_.chance(15)) return random_.chance(75) ? format("i{}", random_.below(3)) : format("w.{}", random_.pick(std::array{"x", "y", "z"}));
  const int d = depth - 1;
  switch (random_.below(16)) {
    case 0: case 1: return format("int(uint({}) + uint({}))", i32(d), i32(d));
    case 2: return format("int(uint({}) - {})", i32(d), u32(d));
    case 3: return format("int(uint({}) * uint({}))", i32(d), i32(d));
    case 4: return format("({} / int(({} & 7u) + 1u))", i32(d), u32(d));
    case 5: return format("({} % int(({} & 15u) + 1u))", i32(d), u32(d));
    case 6: return format("({} >> ({} & 31u))", i32(d), u32(d));
    case 7: return format("min({}, {})", i32(d), i32(d));
    case 8: return format("max({}, {})", i32(d), i32(d));
    case 9: return format("clamp({}, -100, {})", i32(d), random_.below(1000));
    case 10: return format("int(tame({}))", f32(d));
    case 11: return format("int({})", random_.chance(50) ? i16(d) : i8(d));
    case 12: return format("({} ^ {})", i32(d), i32(d));
    case 13: return format("({} ? {} : {})", boolean(d), i32(d), i32(d));
    case 14: return format("w[{} % 3u]", u32(d));
    default: return format("int({})", u32(d));
  }
}

std::string Expressions::u64(int depth) {
  if (depth <= 0 || random_.chance(20)) return "l";
  const int d = depth - 1;
  switch (random_.below(8)) {
    case 0: return format("({} + {})", u64(d), u64(d));
    case 1: return format("({} * {})", u64(d), u64(d));
    case 2: return format("({} ^ {})", u64(d), u64(d));
    case 3: return format("({} << ({} & 63u))", u64(d), u32(d));
    case 4: return format("({} >> ({} & 63u))", u64(d), u32(d));
    case 5: return format("({} / ({} | 1ul))", u64(d), u64(d));
    case 6: return format("ulong({})", i64(d));
    default: return format("ulong({})", u32(d));
  }
}

std::string Expressions::i64(int depth) {
  if (depth <= 0 || random_.chance(20)) return "m";
  const int d = depth - 1;
  switch (random_.below(5)) {
    case 0: return format("long({})", u64(d));
    case 1: return format("long({})", i32(d));
    case 2: return format("({} >> ({} & 63u))", i64(d), u32(d));
    case 3: return format("max({}, {})", i64(d), i64(d));
    default: return format("({} / long(({} & 7u) + 1u))", i64(d), u32(d));
  }
}

std::string Expressions::u16(int depth) {
  if (depth <= 0 || random_.chance(20)) return "s";
  const int d = depth - 1;
  switch (random_.below(4)) {
    case 0: return format("ushort({} + {})", u16(d), u16(d));
    case 1: return format("ushort({} & {})", u16(d), u16(d));
    case 2: return format("max({}, {})", u16(d), u16(d));
    default: return format("ushort({})", u32(d));
  }
}

std::string Expressions::i16(int depth) {
  if (depth <= 0 || random_.chance(20)) return "t";
  const int d = depth - 1;
  switch (random_.below(3)) {
    case 0: return format("short({} - {})", i16(d), i16(d));
    case 1: return format("short({} >> ({} & 15u))", i16(d), u32(d));
    default: return format("short({})", i32(d));
  }
}

std::string Expressions::u8(int depth) {
  if (depth <= 0 || random_.chance(20)) return "c";
  const int d = depth - 1;
  return random_.chance(50) ? format("uchar({} + {})", u8(d), u8(d)) : format("uchar({})", u32(d));
}

std::string Expressions::i8(int depth) {
  if (depth <= 0 || random_.chance(20)) return "d";
  const int d = depth - 1;
  return random_.chance(50) ? format("char({} ^ {})", i8(d), i8(d)) : format("char({})", i32(d));
}

std::string Expressions::f32(int depth) {
  if (depth <= 0 || random_.chance(15)) {
    if (!constant_reals.empty() && random_.chance(20)) return random_.pick(constant_reals);
    switch (random_.below(6)) {
      case 0: return format("{:.1f}f", static_cast<double>(random_.below(64)) / 4);
      case 1:
        if (random_.chance(60)) return format("reals[{}]", pattern());
        return random_.chance(30) ? format("((device const float4*)reals)[{}].y", random_.pick(std::array{"lid", "lane", dimensions_ == 1 ? "pos" : "pos.x"}))
                                  : format("reals[({}) & 1023u]", random_.chance(60) ? position() : u32(1));
      case 2: return format("r[{}]", random_.chance(50) ? format("u{} & 3u", random_.below(4)) : format("{}", random_.below(4)));
      case 3: return format("{}.{}", random_.chance(70) ? "x" : "y", random_.pick(std::array{"x", "y"}));
      default: return format("f{}", random_.below(3));
    }
  }
  const int d = depth - 1;
  switch (random_.below(18)) {
    case 0: case 1: return format("tame({} + {})", f32(d), f32(d));
    case 2: return format("tame({} - {})", f32(d), f32(d));
    case 3: case 4: return format("tame({} * {})", f32(d), f32(d));
    case 5: return format("tame({} / {})", f32(d), f32(d));
    case 6: return format("tame(fma({}, {}, {}))", f32(d), f32(d), f32(d));
    case 7: return format("fmin({}, {})", f32(d), f32(d));
    case 8: return format("fmax({}, {})", f32(d), f32(d));
    case 9: return format("tame({}({}))", random_.pick(std::array{"floor", "ceil", "trunc", "rint", "fabs"}), f32(d));
    case 10: return format("sqrt(fabs({}))", f32(d));
    case 11: return format("({} ? {} : {})", boolean(d), f32(d), f32(d));
    case 12: return format("select({}, {}, {})", f32(d), f32(d), boolean(d));
    case 13: return format("tame(float({}))", i32(d));
    case 14: return format("float({})", f16(d));
    case 15: return format("as_type<float>(({} & 0x007fffffu) | 0x3f800000u)", u32(d));
    case 16: return format("x[{} & 3u]", u32(d));
    default: return format("float({} & 0xffffu)", u32(d));
  }
}

std::string Expressions::f16(int depth) {
  if (depth <= 0 || random_.chance(20)) return random_.chance(50) ? "h0" : "h1";
  const int d = depth - 1;
  switch (random_.below(5)) {
    case 0: return format("tame({} + {})", f16(d), f16(d));
    case 1: return format("tame({} * {})", f16(d), f16(d));
    case 2: return format("tame(half({}))", f32(d));
    case 3: return format("({} ? {} : {})", boolean(d), f16(d), f16(d));
    default: return format("half(int({} & 255u))", u32(d));
  }
}

std::string Expressions::boolean(int depth) {
  if (depth <= 0 || random_.chance(10)) {
    if (!constant_booleans.empty() && random_.chance(30)) return random_.pick(constant_booleans);
    switch (random_.below(5)) {
      case 0: return "b0";
      case 1: return "b1";
      case 2: return format("((lane & {}u) == 0u)", random_.between(1, 31));
      case 3: return format("(lid < {}u)", random_.below(64));
      default: return format("((u{} & {}u) != 0u)", random_.below(4), 1u << random_.below(4));
    }
  }
  const int d = depth - 1;
  const char* compare = random_.pick(std::array{"<", "<=", ">", ">=", "==", "!="});
  switch (random_.below(9)) {
    case 0: case 1: return format("({} {} {})", u32(d), compare, u32(d));
    case 2: return format("({} {} {})", i32(d), compare, i32(d));
    case 3: return format("({} {} {})", f32(d), compare, f32(d));
    case 4: return format("({} && {})", boolean(d), boolean(d));
    case 5: return format("({} || {})", boolean(d), boolean(d));
    case 6: return format("(!{})", boolean(d));
    case 7: return format("({} {} {})", random_.chance(50) ? u16(d) : i16(d), compare, u8(d));
    default: return random_.chance(30) ? group_boolean(d) : format("(({} & 1u) != 0u)", u32(d));
  }
}

std::string Expressions::uint4(int depth) {
  if (depth <= 0 || random_.chance(20)) return "v";
  const int d = depth - 1;
  switch (random_.below(6)) {
    case 0: return format("uint4({}, {}, {}, {})", u32(d), u32(d), u32(d), u32(d));
    case 1: return format("({} + {})", uint4(d), uint4(d));
    case 2: return format("({} * {})", uint4(d), uint4(d));
    case 3: return format("{}.{}", uint4(d), random_.pick(std::array{"wzyx", "xxyy", "zwxy", "yyyy"}));
    case 4: return format("({} >> {}u)", uint4(d), random_.below(32));
    default: return format("uint4({})", u32(d));
  }
}

std::string Expressions::int3(int depth) {
  if (depth <= 0 || random_.chance(20)) return "w";
  const int d = depth - 1;
  switch (random_.below(3)) {
    case 0: return format("int3({}, {}, {})", i32(d), i32(d), i32(d));
    case 1: return format("int3(uint3({}) - uint3({}))", int3(d), int3(d));
    default: return format("{}.zxy", int3(d));
  }
}

std::string Expressions::float4(int depth) {
  if (depth <= 0 || random_.chance(20)) return "x";
  const int d = depth - 1;
  switch (random_.below(5)) {
    case 0: return format("float4({}, {}, {}, {})", f32(d), f32(d), f32(d), f32(d));
    case 1: return format("tame({} + {})", float4(d), float4(d));
    case 2: return format("tame({} * {})", float4(d), float4(d));
    case 3: return format("{}.wxyz", float4(d));
    default: return format("float4({}, {})", float2(d), float2(d));
  }
}

std::string Expressions::float2(int depth) {
  if (depth <= 0 || random_.chance(25)) return "y";
  const int d = depth - 1;
  return random_.chance(50) ? format("float2({}, {})", f32(d), f32(d)) : format("tame({} - {})", float2(d), float4(d) + ".xz");
}

std::string Expressions::uniform(int depth) {
  if (depth <= 0 || random_.chance(30)) {
    if (!constant_words.empty() && random_.chance(30)) return random_.pick(constant_words);
    switch (random_.below(6)) {
      case 0: return literal();
      case 1: return format("params[{}]", random_.below(64));
      case 2: return uniform_counters.empty() ? "e0" : random_.pick(uniform_counters);
      case 3: return random_.chance(50) ? "group" : "n";
      default: return random_.chance(50) ? "e0" : "e1";
    }
  }
  const int d = depth - 1;
  switch (random_.below(5)) {
    case 0: return format("({} + {})", uniform(d), uniform(d));
    case 1: return format("({} * {})", uniform(d), uniform(d));
    case 2: return format("({} ^ {})", uniform(d), uniform(d));
    case 3: return format("params[{} & 63u]", uniform(d));
    default: return format("({} >> {}u)", uniform(d), random_.below(8));
  }
}

std::string Expressions::uniform_boolean(int depth) {
  if (!constant_booleans.empty() && random_.chance(30)) return random_.pick(constant_booleans);
  return random_.chance(50) ? format("(({} & {}u) != 0u)", uniform(depth), 1u << random_.below(4)) : format("({} < {})", uniform(depth), uniform(depth));
}

std::string Expressions::group_u32(int depth) {
  switch (random_.below(18)) {
    case 0: return format("simd_sum({})", u32(depth));
    case 1: return format("simd_product({})", u32(depth));
    case 2: return format("simd_min({})", u32(depth));
    case 3: return format("simd_max({})", u32(depth));
    case 4: return format("{}({})", random_.pick(std::array{"simd_and", "simd_or", "simd_xor"}), u32(depth));
    case 5: return format("simd_prefix_inclusive_sum({})", u32(depth));
    case 6: return format("simd_prefix_exclusive_sum({})", u32(depth));
    case 7: return format("simd_prefix_inclusive_product({})", u32(depth));
    case 8: return format("simd_broadcast_first({})", u32(depth));
    case 9: return format("uint(ulong(simd_ballot({})))", boolean(depth));
    case 10: return "active_lanes()";
    case 11: return format("shuffle({}, {})", u32(depth), random_.chance(50) ? u32(depth) : small_delta());
    case 12: return format("shuffle_xor({}, lane, {})", u32(depth), small_delta());
    case 13: return format("shuffle_up({}, lane, {})", u32(depth), small_delta());
    case 14: return format("shuffle_down({}, lane, {})", u32(depth), small_delta());
    case 15: return format("rotate_down({}, lane, {})", u32(depth), small_delta());
    case 16: return format("fill_up({}, {}, lane, {})", u32(depth), u32(depth), small_delta());
    default: return random_.chance(50) ? format("quad_read({}, quad_lane, {}u)", u32(depth), random_.between(1, 3)) : format("quad_sum({})", u32(depth));
  }
}

std::string Expressions::group_i32(int depth) {
  switch (random_.below(5)) {
    case 0: return format("simd_min({})", i32(depth));
    case 1: return format("simd_max({})", i32(depth));
    case 2: return format("simd_prefix_inclusive_sum({} & 0xffff)", i32(depth));
    case 3: return format("int(shuffle(short({}), {}))", i16(depth), u32(depth));
    default: return format("quad_max({})", i32(depth));
  }
}

std::string Expressions::group_f32(int depth) {
  switch (random_.below(6)) {
    case 0: return format("simd_min({})", f32(depth));
    case 1: return format("simd_max({})", f32(depth));
    case 2: return format("simd_sum(float({} & 1023u))", u32(depth));
    case 3: return format("simd_prefix_exclusive_sum(float({} & 1023u))", u32(depth));
    case 4: return format("simd_broadcast_first({})", f32(depth));
    default: return format("shuffle_xor({}, lane, {})", f32(depth), small_delta());
  }
}

std::string Expressions::group_boolean(int depth) {
  switch (random_.below(4)) {
    case 0: return format("simd_any({})", boolean(depth));
    case 1: return format("simd_all({})", boolean(depth));
    case 2: return "simd_is_first()";
    default: return format("quad_any({})", boolean(depth));
  }
}

}  // namespace pewter::fuzz
