// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>

#include "exec/executor.h"
#include "exec/support/watchdog.h"
#include "model/kernel_abi.h"

namespace pewter::exec {

// One dispatch while it runs, shared by the threads that run it. Threadgroups are numbered x first and claimed in chunks
// that get smaller towards the end of the grid, so that all threads end at about the same time.
class Job {
 public:
  using Work = void (*)(Job& job);

  // `dispatch` must outlive the job. `workers` is how many threads may take part; `work` is what each of them calls: it
  // claims threadgroups until there are none. `timeout`: Options::progress_timeout_seconds.
  Job(const Dispatch& dispatch, unsigned workers, Watch::Duration timeout, Work work);

  const Dispatch& dispatch() const { return dispatch_; }
  const model::LaunchFrame& launch() const { return launch_; }
  Watch::Duration timeout() const { return timeout_; }
  std::uint64_t threadgroups() const { return threadgroups_; }
  std::uint64_t threads_per_threadgroup() const { return threads_; }
  void work() { work_(*this); }

  // How many bytes the dispatch may write before kernels write past the caches; without this call any number. Before
  // the job is shared.
  void set_cached_bytes(std::uint64_t bytes);
  bool may_stream() const { return launch_.cached_bytes_per_thread != UINT32_MAX; }

  // At least so many threadgroups a claim, while there are. Before the job is shared.
  void set_smallest_chunk(std::uint64_t threadgroups) { smallest_chunk_ = threadgroups; }

  // No others than [begin, end). Before the job is shared.
  void restrict_to(std::uint64_t begin, std::uint64_t end) {
    next_.store(begin, std::memory_order_relaxed);
    end_ = end;
  }

  // The next threadgroups to run, [begin, end); false when none are left or the job has failed. At most `most` of them.
  bool claim(std::uint64_t& begin, std::uint64_t& end, std::uint64_t most = UINT64_MAX);
  bool has_work() const { return next_.load(std::memory_order_relaxed) < end_ && !has_failed(); }

  // Fills in position and size of threadgroup `number`; smaller at the edges of the grid.
  void place(std::uint64_t number, model::ThreadgroupFrame& frame) const;
  // The same for the threadgroup after the one that `frame` is at; meaningless at the last one.
  void advance(model::ThreadgroupFrame& frame) const;

  // Ends the job with `fault`; the first one counts. Threads that are at work on it are stopped.
  void fail(Fault fault);
  bool has_failed() const { return failed_.load(std::memory_order_relaxed); }
  std::optional<Fault> fault();

 private:
  void set_size(int axis, model::ThreadgroupFrame& frame) const;

  const Dispatch& dispatch_;
  const Work work_;
  const Watch::Duration timeout_;
  const std::uint64_t divisor_;  // a claim takes that fraction of what is left
  model::LaunchFrame launch_;
  std::uint64_t threadgroups_ = 0;
  std::uint64_t end_ = 0;  // of those to run
  std::uint64_t threads_ = 1;
  std::uint64_t smallest_chunk_ = 1;
  // Relaxed throughout: which thread gets which threadgroup orders nothing; the end of a job is ordered by whoever waits
  // for its helpers (worker_pool.h).
  std::atomic<std::uint64_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::optional<Fault> fault_;  // under mutex_
};

}  // namespace pewter::exec
