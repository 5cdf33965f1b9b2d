// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "check/race/vector_clock.h"
#include "check/state/record.h"

namespace pewter::check {

struct Access {
  Epoch at;
  Record record;
};

// Who used one object last, as FastTrack keeps it: the last write, and the reads since, one a thread. What those come
// before need not be remembered. Not thread-safe.
class AccessHistory {
 public:
  // Notes the access of a thread that knows `clock`. Returns the earlier one that it conflicts with: of another thread,
  // at least one of the two a write, and nothing that orders them.
  std::optional<Access> add(const VectorClock& clock, const Access& access, bool writes);

 private:
  std::optional<Access> write_;
  std::vector<Access> reads_;
};

}  // namespace pewter::check
