// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdint>
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

// How much a dispatch may write so that the caches still hold it.
inline std::uint64_t cached_bytes_of(const Options& options) {
  if (options.stream_from_bytes) return *options.stream_from_bytes;
  // In a virtual machine the system may tell of all caches of the host; a core's share is this at most.
  constexpr long kMost = 32L << 20;
  const long size = ::sysconf(_SC_LEVEL3_CACHE_SIZE);  // 0 or -1: not known
  return static_cast<std::uint64_t>(size > 0 ? std::min(size, kMost) : kMost);
}

}  // namespace pewter::exec
