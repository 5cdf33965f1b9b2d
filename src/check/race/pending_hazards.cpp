// SPDX-License-Identifier: Apache-2.0
#include "check/race/pending_hazards.h"

#include <algorithm>

namespace pewter::check {

void PendingHazards::add(std::vector<Touch> earlier, Touch later) {
  if (earlier.size() > kMostEarlier) earlier.erase(earlier.begin(), earlier.end() - kMostEarlier);
  if (pending_.size() == kMost) pending_.pop_front();
  pending_.push_back({std::move(earlier), std::move(later)});
}

std::vector<Hazard> PendingHazards::settle(const StateOf& state_of) {
  std::vector<Hazard> found;
  std::erase_if(pending_, [&](const Pending& pending) {
    const State state = state_of(pending.later.record.parent);
    if (state == State::pending) return false;
    for (const Touch& earlier : pending.earlier)
      if (state_of(earlier.record.parent) == State::pending) return false;
    for (auto earlier = pending.earlier.rbegin(); earlier != pending.earlier.rend(); ++earlier) {
      auto hazard = decide(*earlier, pending.later);
      // Of work that failed it is known what it did, if that was seen, and nothing else.
      const bool both_ran = state == State::ran && state_of(earlier->record.parent) == State::ran;
      if (!hazard || (!hazard->bytes && !both_ran)) continue;
      found.push_back(*std::move(hazard));
      break;
    }
    return true;
  });
  return found;
}

}  // namespace pewter::check
