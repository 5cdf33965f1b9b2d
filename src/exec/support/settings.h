// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <thread>

#include "exec/executor.h"
#include "exec/support/watchdog.h"

// What Options mean, for every executor that has threads.
namespace pewter::exec {

inline unsigned threads_of(const Options& options) {
  return options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

inline Watch::Duration timeout_of(const Options& options) {
  return std::chrono::duration_cast<Watch::Duration>(
      std::chrono::duration<double>(std::clamp(options.progress_timeout_seconds, 0.0, 1e9)));
}

}  // namespace pewter::exec
