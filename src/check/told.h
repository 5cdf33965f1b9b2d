// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "check/checker.h"

namespace pewter::check {

inline constexpr std::uint64_t kCompleted = 4;  // MTLCommandBufferStatusCompleted

// An event, its record and its thread, on their way through the rules.
struct Checker::Told {
  const model::Event& event;
  Record record;
  ThreadState& thread;
  std::vector<model::Finding> fresh = {};  // to be told once the lock is let go
};

}  // namespace pewter::check
