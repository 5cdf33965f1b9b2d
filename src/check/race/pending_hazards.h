// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "check/race/hazard.h"

namespace pewter::check {

// Work of encoders that nothing orders and that could meet, until it is known whether it does. Guarded by the checker's
// lock.
class PendingHazards {
 public:
  // What has become of a command buffer.
  enum class State : std::uint8_t { pending, ran, failed };
  using StateOf = std::function<State(model::ObjectId buffer)>;

  // `later` could meet each of `earlier`, oldest first, which is not empty.
  void add(std::vector<Touch> earlier, Touch later);

  // Of those whose command buffers are no longer pending: the last one that each meets. They are not kept.
  std::vector<Hazard> settle(const StateOf& state_of);

 private:
  struct Pending {
    std::vector<Touch> earlier;
    Touch later;
  };
  static constexpr std::size_t kMost = 1024, kMostEarlier = 32;
  std::deque<Pending> pending_;
};

}  // namespace pewter::check
