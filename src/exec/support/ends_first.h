// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "exec/executor.h"

namespace pewter::exec {

// Runs `threadgroups` of them, one at least, in the order that Dispatch::between_ends asks for. `run(begin, end)` runs some, and
// gives a Result<void, Fault>.
template <class Run>
Result<void, Fault> run_ends_first(const Dispatch& dispatch, std::uint64_t threadgroups, Run run) {
  const std::uint64_t last = threadgroups - 1;
  if (auto result = run(0, 1); !result || last == 0) return result;
  (*dispatch.between_ends)();
  if (auto result = run(last, threadgroups); !result || last == 1) return result;
  return run(1, last);
}

}  // namespace pewter::exec
