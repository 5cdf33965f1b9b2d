// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/job.h"

#include <algorithm>

namespace pewter::exec::reference {
namespace {

constexpr std::uint64_t kChunksPerWorker = 8;  // enough to even out threadgroups of unequal length
constexpr std::uint64_t kMaxThreadsPerChunk =
    1 << 20;  // and never so large that the end of the grid waits for one worker

void copy(const Extent& from, std::uint32_t (&to)[3]) {
  to[0] = from.x;
  to[1] = from.y;
  to[2] = from.z;
}

}  // namespace

Job::Job(const Dispatch& dispatch, unsigned workers) : dispatch_(dispatch) {
  std::copy(dispatch.buffers.begin(), dispatch.buffers.end(), launch_.buffers);
  copy(dispatch.threads_per_grid, launch_.threads_per_grid);
  copy(dispatch.threads_per_threadgroup, launch_.dispatch_threads_per_threadgroup);
  threadgroups_ = 1;
  std::uint64_t threads = 1;
  for (int i = 0; i < 3; ++i) {
    const std::uint64_t size = launch_.dispatch_threads_per_threadgroup[i];
    const std::uint64_t count = size ? (launch_.threads_per_grid[i] + size - 1) / size : 0;
    launch_.threadgroups_per_grid[i] = static_cast<std::uint32_t>(count);
    threadgroups_ *= count;
    threads *= std::max<std::uint64_t>(size, 1);
  }
  chunk_ = std::clamp<std::uint64_t>(threadgroups_ / (workers * kChunksPerWorker), 1,
                                     std::max<std::uint64_t>(kMaxThreadsPerChunk / threads, 1));
}

bool Job::claim(std::uint64_t& begin, std::uint64_t& end) {
  if (stop_.load(std::memory_order_relaxed)) return false;
  begin = next_.fetch_add(chunk_, std::memory_order_relaxed);
  if (begin >= threadgroups_) return false;
  end = std::min(begin + chunk_, threadgroups_);
  return true;
}

void Job::place(std::uint64_t number, model::ThreadgroupFrame& frame) const {
  for (int i = 0; i < 3; ++i) {
    const std::uint32_t count = launch_.threadgroups_per_grid[i];
    const std::uint32_t size = launch_.dispatch_threads_per_threadgroup[i];
    const auto position = static_cast<std::uint32_t>(number % count);
    number /= count;
    frame.position_in_grid[i] = position;
    frame.threads_per_threadgroup[i] = std::min(size, launch_.threads_per_grid[i] - position * size);
  }
}

void Job::fail(Fault fault) {
  std::lock_guard lock(mutex_);
  if (!fault_) fault_ = std::move(fault);
  stop_.store(2, std::memory_order_relaxed);
}

std::optional<Fault> Job::fault() {
  std::lock_guard lock(mutex_);
  return fault_;
}

}  // namespace pewter::exec::reference
