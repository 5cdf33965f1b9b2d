// SPDX-License-Identifier: Apache-2.0
#include "problem.h"

#include <algorithm>

namespace pewter::bench {
namespace {

std::uint32_t& last_axis(Extent& extent) {
  if (extent.z > 1) return extent.z;
  return extent.y > 1 ? extent.y : extent.x;
}

}  // namespace

std::uint32_t Problem::slices() const {
  for (const Step& step : steps) {
    if (!step.scales) continue;
    Extent groups = step.groups;
    return last_axis(groups);
  }
  return 1;
}

Extent groups_of(const Step& step, Portion portion) {
  Extent groups = step.groups;
  if (!step.scales) return groups;
  std::uint32_t& cut = last_axis(groups);
  cut = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(portion.part(cut)));
  return groups;
}

}  // namespace pewter::bench
