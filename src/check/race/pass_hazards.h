// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "check/race/resource_history.h"
#include "model/command.h"

namespace pewter::check {

// What the commands of one concurrent encoder touch since its last barrier: nothing orders them among each other.
class PassHazards {
 public:
  // Notes a dispatch. Returns the earlier touch that it meets and its own, if there is one.
  std::optional<std::pair<Touch, Touch>> add(const model::Command& dispatch, const Record& record);

  // A barrier: for `resources`, or all where there are none.
  void barrier(const model::Command& barrier);

 private:
  static constexpr std::size_t kMost = 4096;
  std::vector<Touch> touches_;
};

}  // namespace pewter::check
