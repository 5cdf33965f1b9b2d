// SPDX-License-Identifier: Apache-2.0
// Statements: loops that go through memory in steps of the threadgroup, which SIMD-groups may run together.
#include <fmt/format.h>

#include <array>

#include "kernels/statements.h"

namespace pewter::fuzz {

using fmt::format;

// Between barriers, so that nothing else is in the way. Elements of wide_tile belong to the thread that comes by there.
Statement Statements::strides() {
  const std::string barrier = "threadgroup_barrier(mem_flags::mem_threadgroup);";
  const unsigned u = random_.below(4), f = random_.below(3);
  // All lanes as often, SIMD-groups or lanes each in their own way, or some not at all; wide_tile has eight a thread.
  std::string end;
  switch (random_.below(7)) {
    case 0: end = "n * 8u"; break;
    case 1: end = format("min(params[{}] & 2047u, n * 8u)", random_.below(8)); break;
    case 2: end = format("({}) % (n * 8u)", x_.uniform(1)); break;
    case 3: end = format("sg {} {}u ? {} : n * {}u", random_.pick(std::array{"==", "!=", "<"}), random_.below(4), random_.pick(std::array{"0u", "33u", "n", "n + 40u"}), random_.between(4, 8)); break;
    case 4: end = format("n * {}u + (in[{}] & 31u)", random_.between(2, 7), random_.chance(50) ? "lid" : "sg"); break;
    case 5: end = format("n * {}u - min(n, {}u)", random_.between(5, 8), random_.between(0, 40)); break;
    default: end = format("({}) % (n * 8u)", x_.u32(1));
  }
  const std::string step = random_.chance(80) ? "n" : random_.pick(std::array{"n * 2u", "n + 32u"});
  const bool own = step == "n";
  std::string body;
  for (unsigned k = random_.between(1, 3); k > 0; --k) {
    switch (random_.below(own ? 9 : 5)) {
      case 0: body += format("u{0} {1} in[k]; ", u, random_.pick(std::array{"+=", "^=", "="})); break;
      case 1: body += format("f{0} = tame(f{0} + reals[k + {1}u]); ", f, random_.below(8)); break;
      case 2: body += format("f{0} = max(f{0}, reals[k]); ", f); break;
      case 3: body += format("if ({}) u{} += in[k] & {}u; ", random_.pick(std::array{"(k & 1u) != 0u", "b0", "in[k] > u0", "lane < 20u"}), u, random_.between(1, 4000)); break;
      case 4: body += format("u{0} = u{0} * 31u + tile[{1}]; ", u, random_.pick(std::array{"k % n", "lid", "(k + 1u) % n", "0u"})); break;
      case 5: body += format("wide_tile[k] {} u{}; ", random_.pick(std::array{"=", "+=", "^="}), random_.below(4)); break;
      case 6: body += format("u{0} = u{0} * 7u + wide_tile[k]; ", u); break;
      case 7: body += format("wide_tile[k] = in[k] * {}u; ", random_.between(1, 9)); break;
      default: body += format("wide_tile[k] += k; if (k >= n) u{} ^= wide_tile[k - n]; ", u);
    }
  }
  if (random_.chance(25)) body += format("if ((in[k] & {}u) == 0u) {}; ", random_.pick(std::array{7u, 63u, 255u}), random_.chance(70) ? "break" : "continue");
  const std::string start = random_.chance(80) ? "lid" : random_.chance(50) ? "(sg & 1u) == 0u ? lid : lid + n" : "lid + n";
  std::string loop = format("{{ const uint z = {}; for (uint k = {}; k < z; k += {}) {{ {}}} }}", end, start, step, body);
  if (random_.chance(25)) loop = format("if ({}) {}", random_.chance(50) ? x_.uniform_boolean(1) : random_.pick(std::array<std::string, 3>{"sg != 1u", "lid >= 40u", "b1"}), loop);
  return leaf(format("{0} {1} {0} u{2} ^= wide_tile[(lid * 5u) & 2047u]; {0}", barrier, loop, random_.below(4)));
}

}  // namespace pewter::fuzz
