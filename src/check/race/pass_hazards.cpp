// SPDX-License-Identifier: Apache-2.0
#include "check/race/pass_hazards.h"

#include <algorithm>

namespace pewter::check {

std::optional<std::pair<Touch, Touch>> PassHazards::add(const model::Command& dispatch, const Record& record) {
  std::optional<std::pair<Touch, Touch>> found;
  std::vector<Touch> own;
  for (const model::ResourceUse& use : dispatch.uses) {
    if (!use.resource) continue;
    own.push_back({0, use, record, std::string(dispatch.text)});
    const auto earlier = std::ranges::find_if(touches_, [&](const Touch& touch) { return meet(touch.use, use); });
    if (earlier != touches_.end() && !found) found.emplace(*earlier, own.back());
  }
  if (touches_.size() < kMost) touches_.insert(touches_.end(), own.begin(), own.end());
  return found;
}

void PassHazards::barrier(const model::Command& barrier) {
  if (barrier.uses.empty()) return touches_.clear();
  std::erase_if(touches_, [&](const Touch& touch) {
    return std::ranges::any_of(barrier.uses,
                               [&](const model::ResourceUse& use) { return use.resource == touch.use.resource; });
  });
}

}  // namespace pewter::check
