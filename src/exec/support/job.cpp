// SPDX-License-Identifier: Apache-2.0
#include "exec/support/job.h"

#include <algorithm>
#include <cstring>

namespace pewter::exec {
namespace {

constexpr std::uint64_t kMostStreamed =
    4096;  // bytes a thread: kernels that write more do not go past the caches in grids so small
constexpr std::uint64_t kClaimsAWorker = 4;  // a claim is that part of a worker's fair share of what is left

void copy(const Extent& from, std::uint32_t (&to)[3]) {
  to[0] = from.x;
  to[1] = from.y;
  to[2] = from.z;
}

}  // namespace

Job::Job(const Dispatch& dispatch, unsigned workers, Watch::Duration timeout, Work work)
    : dispatch_(dispatch), work_(work), timeout_(timeout), divisor_(workers * kClaimsAWorker) {
  std::copy(dispatch.buffers.begin(), dispatch.buffers.end(), launch_.buffers);
  copy(dispatch.threads_per_grid, launch_.threads_per_grid);
  copy(dispatch.threads_per_threadgroup, launch_.dispatch_threads_per_threadgroup);
  launch_.cached_bytes_per_thread = UINT32_MAX;
  threadgroups_ = 1;
  for (int i = 0; i < 3; ++i) {
    const std::uint32_t size = launch_.dispatch_threads_per_threadgroup[i];
    const std::uint32_t grid = launch_.threads_per_grid[i];
    const std::uint32_t count = size == 0 || grid == 0 ? 0 : grid <= size ? 1 : (grid - 1) / size + 1;
    launch_.threadgroups_per_grid[i] = count;
    threadgroups_ *= count;
    threads_ *= size;
  }
  end_ = threadgroups_;
}

void Job::set_cached_bytes(std::uint64_t bytes) {
  // Small dispatches are spared the division. Threads beyond the grid's edge do not matter here.
  const std::uint64_t threads = threadgroups_ * threads_;
  if (threads > bytes / kMostStreamed) launch_.cached_bytes_per_thread = static_cast<std::uint32_t>(bytes / threads);
}

bool Job::claim(std::uint64_t& begin, std::uint64_t& end, std::uint64_t most) {
  begin = next_.load(std::memory_order_relaxed);
  do {
    if (begin >= end_ || has_failed()) return false;
    const std::uint64_t left = end_ - begin;
    const std::uint64_t share = left > divisor_ ? left / divisor_ : 1;
    end = begin + std::min({std::max(share, smallest_chunk_), left, most});
  } while (!next_.compare_exchange_weak(begin, end, std::memory_order_relaxed));
  return true;
}

void Job::set_size(int axis, model::ThreadgroupFrame& frame) const {
  const std::uint32_t size = launch_.dispatch_threads_per_threadgroup[axis];
  frame.threads_per_threadgroup[axis] = std::min(size, launch_.threads_per_grid[axis] - frame.position_in_grid[axis] * size);
}

void Job::place(std::uint64_t number, model::ThreadgroupFrame& frame) const {
  for (int i = 0; i < 3; ++i) {
    const std::uint32_t count = launch_.threadgroups_per_grid[i];
    frame.position_in_grid[i] = static_cast<std::uint32_t>(number < count ? number : number % count);
    number = number < count ? 0 : number / count;
    set_size(i, frame);
  }
}

void Job::advance(model::ThreadgroupFrame& frame) const {
  for (int i = 0; i < 3; ++i) {
    const bool wraps = ++frame.position_in_grid[i] == launch_.threadgroups_per_grid[i];
    if (wraps) frame.position_in_grid[i] = 0;
    set_size(i, frame);
    if (!wraps) return;
  }
}

void Job::fail(Fault fault) {
  {
    std::lock_guard lock(mutex_);
    if (!fault_) fault_ = std::move(fault);
    failed_.store(true, std::memory_order_relaxed);
  }
  Watch::stop_all(this);
}

std::optional<Fault> Job::fault() {
  std::lock_guard lock(mutex_);
  return fault_;
}

}  // namespace pewter::exec
