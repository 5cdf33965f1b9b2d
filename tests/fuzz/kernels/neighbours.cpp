// SPDX-License-Identifier: Apache-2.0
// Statements: several elements a thread, side by side, and threads whose elements lie in pieces.
#include <fmt/format.h>

#include <array>

#include "kernels/statements.h"

namespace pewter::fuzz {

using fmt::format;

// Where a thread's elements begin, below 2000; they are `count`.
std::string Statements::first_element(unsigned count) {
  const unsigned piece = random_.pick(std::array{2u, 4u, 8u, 16u});
  switch (random_.below(11)) {
    case 0:
    case 1:
      return format("lid * {}u", count);
    case 8:
    case 9:
      return format("(u{} & 127u) * {}u", random_.below(4), random_.pick(std::array{1u, 3u, 8u, count}));
    case 2:
      return format("lid * {}u + {}u", random_.between(2, 7), random_.below(8));
    case 3:
      return format("lane * {}u + group", random_.pick(std::array{1u, 2u, 3u, 4u, 5u, 6u, 8u, 16u, 20u}));
    case 4:
      return format("(lid - lid % {0}u) * 4u + lid % {0}u", piece);
    case 5:
      return format("lane / {0}u * {1}u + lane % {0}u{2}", piece, random_.pick(std::array{17u, 32u, 40u, 100u}),
                    random_.chance(50) ? format(" * {}u", count) : "");
    case 6:
      return format("lane / {}u * {}u", piece, random_.pick(std::array{1u, count, 33u}));
    case 7:
      return features_.dimensions == 1 ? "lid * 4u - lane" : format("uint(pos.y) * 40u + uint(pos.x) * {}u", count);
    default:
      return format("{} * {}u", random_.chance(50) ? "sg" : "quad_lane", count);
  }
}

// Each thread reads elements that lie side by side, or writes such of its own.
Statement Statements::neighbours() {
  const unsigned count = random_.pick(std::array{2u, 3u, 4u, 4u, 5u, 6u, 8u, 8u, 16u});
  const unsigned u = random_.below(4);
  const auto sum = [&](const std::string& element) {
    return leaf(format("for (uint k = 0u; k < {}u; ++k) u{} = u{} * 31u + {};", count, u, u, element));
  };
  switch (random_.below(13)) {
    case 0:
    case 1:
      return sum(format("in[{} + k]", first_element(count)));
    case 2:
      return sum(format("in[{} + {}u - k]", first_element(count), count));
    case 3:
      return sum(format("uint(((device const ushort*)in)[{} + k])", first_element(count)));
    case 4:
      return sum(format("uint(((device const uchar*)in)[{} + k])", first_element(count)));
    case 5:
      return sum(
          format("((device const uint2*)in)[{} + k].{}", first_element(count), random_.pick(std::array{"x", "y"})));
    case 6:
      return leaf(format("v ^= ((device const uint4*)in)[{}];", first_element(4)));
    case 7:
      return leaf(
          format("{{ const uint2 z = ((device const uint2*)in)[{}]; u{} ^= z.x * 7u + z.y; }}", first_element(2), u));
    case 8:
      return leaf(format("for (uint k = 0u; k < {}u; ++k) f{} = tame(f{} + reals[{} + k]);", count, random_.below(3),
                         random_.below(3), first_element(count)));
    case 9:
      return leaf(
          format("for (uint k = 0u; k < 4u; ++k) ((device uint*)vectors)[me * 4u + k] = u{} + k * in[{} + k]; u{} ^= "
                 "((device uint*)vectors)[me * 4u + {}u];",
                 u, first_element(4), random_.below(4), random_.below(4)));
    case 10:
      return leaf(format(
          "for (uint k = 0u; k < 4u; ++k) bytes[me * 4u + k] = uchar(u{} >> (8u * k)); c ^= bytes[me * 4u + {}u];", u,
          random_.below(4)));
    case 11:
      return leaf(format("for (uint k = 0u; k < 6u; ++k) out[{}] {} u{} + k;",
                         features_.strided ? "me * 6u + k" : "k * total + me",
                         random_.pick(std::array{"=", "+=", "^="}), u));
    default:
      return leaf(
          format("{{ const uint z = in[{}]; for (uint k = 0u; k < 8u; ++k) f{} = tame(f{} + float(int(z >> 4u * k & "
                 "15u) - 8) * reals[lid * 8u + k]); }}",
                 first_element(1), random_.below(3), random_.below(3)));
  }
}

// The same through threadgroup memory: an element has one thread that writes it.
Statement Statements::exchange_neighbours() {
  const unsigned count = random_.pick(std::array{2u, 3u, 4u, 4u, 6u, 8u});
  const unsigned piece = random_.pick(std::array{2u, 4u, 8u, 16u});
  const bool anywhere = random_.chance(25), pieces = !anywhere && random_.chance(60);
  const auto element = [&](const char* thread, const char* k) {
    if (anywhere) return format("(({} * 37u & 255u) * {}u + {})", thread, count, k);
    return pieces ? format("({0} - {0} % {1}u) * 4u + {0} % {1}u + {1}u * ({2} & 3u)", thread, piece, k)
                  : format("{} * {}u + {}", thread, count, k);
  };
  const std::string other =
      random_.pick(std::array{"lid", "n - 1u - lid", "(lid + 1u) % n", "lid / 2u", "(lid ^ 1u) % n"});
  return leaf(
      format("for (uint k = 0u; k < {0}u; ++k) wide_tile[{1}] = u{2} + {3}; "
             "threadgroup_barrier(mem_flags::mem_threadgroup); {{ const uint z = {4}; for (uint k = 0u; k < {0}u; ++k) "
             "u{5} = u{5} * 31u + wide_tile[{6}]; }} threadgroup_barrier(mem_flags::mem_threadgroup);",
             pieces ? 4u : count, element("lid", "k"), random_.below(4), random_.chance(50) ? "k * 77u" : "k", other,
             random_.below(4), element("z", "k")));
}

}  // namespace pewter::fuzz
