// SPDX-License-Identifier: Apache-2.0
#include "check/race/resource_history.h"

#include <algorithm>

namespace pewter::check {

std::vector<Touch> ResourceHistory::add(const GpuOrder& order, const Touch& touch) {
  std::vector<Touch> conflicts;
  const auto comes_after = [&](const Touch& earlier) { return order.is_before(earlier.encoder, touch.encoder); };
  for (const Touch& earlier : touches_)
    if (earlier.encoder != touch.encoder && may_meet(earlier, touch) && !comes_after(earlier))
      conflicts.push_back(earlier);
  // What a write of the same bytes comes after need not be kept.
  if (touch.use.access != model::Access::read && !touch.reached)
    std::erase_if(touches_,
                  [&](const Touch& earlier) { return earlier.use.offset == touch.use.offset && comes_after(earlier); });
  if (touches_.size() == kMost) touches_.erase(touches_.begin());
  touches_.push_back(touch);
  return conflicts;
}

}  // namespace pewter::check
