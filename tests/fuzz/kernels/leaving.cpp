// SPDX-License-Identifier: Apache-2.0
// Statements: lanes that leave a loop, alone or in company.
#include <fmt/format.h>

#include <array>

#include "kernels/statements.h"

namespace pewter::fuzz {

using fmt::format;

// Leaves a loop or the kernel, under a condition that is uniform where the loop has to stay so. Those that leave may meet before.
Statement Statements::jump(Place place) {
  const bool returns = features_.early_return && random_.chance(30);
  if (!returns && !place.loop) return assignment();
  const bool must_be_uniform = !returns && place.loop_uniform && features_.threadgroup_memory;
  if (must_be_uniform && !place.uniform) return assignment();
  const std::string condition = must_be_uniform ? x_.uniform_boolean(1) : x_.boolean(2);
  const char* where_to = returns ? "return" : place.breakable && random_.chance(60) ? "break" : "continue";
  if (random_.chance(60)) return leaf(format("if ({}) {};", condition, where_to));
  place.uniform = must_be_uniform;
  std::vector<Statement> before = block(place, 2);
  before.push_back(group_operation());
  return {{format("if ({}) {{", condition), format("{}; }}", where_to)}, {std::move(before)}};
}

// Lanes with the same key leave together: one group in each round.
Statement Statements::waterfall(Place place) {
  const unsigned name = names_++;
  place.trips *= 8;
  place.loop = place.breakable = true;
  place.uniform = place.loop_uniform = false;
  std::vector<Statement> together = block(place, 2);
  together.push_back(group_operation());
  const std::string condition = random_.chance(50) ? format("key{0} == simd_broadcast_first(key{0})", name)
                                                   : format("simd_is_first() || n{0} == key{0}", name);
  return {{format("{{ const uint key{0} = {1} & 7u; for (uint n{0} = 0u; n{0} < 8u; ++n{0}) {{ if ({2}) {{", name, x_.u32(2), condition),
           "break; } } }"},
          {std::move(together)}};
}

}  // namespace pewter::fuzz
