// SPDX-License-Identifier: Apache-2.0
#include "check/race/access_history.h"

#include <algorithm>

namespace pewter::check {

std::optional<Access> AccessHistory::add(const VectorClock& clock, const Access& access, bool writes) {
  const auto unordered = [&](const Access& earlier) {
    return earlier.at.slot != access.at.slot && !clock.covers(earlier.at);
  };
  std::optional<Access> conflict;
  if (write_ && unordered(*write_)) conflict = write_;
  if (!writes) {
    const auto own = std::ranges::find_if(reads_, [&](const Access& read) { return read.at.slot == access.at.slot; });
    if (own != reads_.end())
      *own = access;
    else
      reads_.push_back(access);
    return conflict;
  }
  if (!conflict) {
    const auto read = std::ranges::find_if(reads_, unordered);
    if (read != reads_.end()) conflict = *read;
  }
  // Reads that come before this write need not be kept; one that does not has just been told.
  reads_.clear();
  write_ = access;
  return conflict;
}

}  // namespace pewter::check
