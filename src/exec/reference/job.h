// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>

#include "exec/executor.h"
#include "model/kernel_abi.h"

namespace pewter::exec::reference {

// One dispatch while it runs, shared by the workers that run it. Threadgroups are numbered x first and handed out in
// chunks.
class Job {
 public:
  // `dispatch` must outlive the job. `workers` is how many may take part.
  Job(const Dispatch& dispatch, unsigned workers);

  const Dispatch& dispatch() const { return dispatch_; }
  const model::LaunchFrame& launch() const { return launch_; }
  std::uint64_t threadgroups() const { return threadgroups_; }
  std::uint64_t chunks() const { return (threadgroups_ + chunk_ - 1) / chunk_; }

  // The next threadgroups to run, [begin, end); false when none are left or the job is to stop.
  bool claim(std::uint64_t& begin, std::uint64_t& end);
  bool has_work() const {
    return next_.load(std::memory_order_relaxed) < threadgroups_ && !stop_.load(std::memory_order_relaxed);
  }

  // Fills in position and size of threadgroup `number`; smaller at the edges of the grid.
  void place(std::uint64_t number, model::ThreadgroupFrame& frame) const;

  // Why threadgroups end early. Polled by kernels through ThreadgroupFrame::stop, as a plain word.
  std::atomic<std::uint32_t>& stop() { return stop_; }
  bool is_stopped() const { return stop_.load(std::memory_order_relaxed) != 0; }

  // Ends the job with `fault`; the first one counts.
  void fail(Fault fault);
  std::optional<Fault> fault();

 private:
  const Dispatch& dispatch_;
  model::LaunchFrame launch_{};
  std::uint64_t threadgroups_ = 0;
  std::uint64_t chunk_ = 1;
  // Relaxed throughout: which worker gets which threadgroup orders nothing; the pool's mutex orders a job's end.
  std::atomic<std::uint64_t> next_{0};
  std::atomic<std::uint32_t> stop_{0};
  std::mutex mutex_;
  std::optional<Fault> fault_;  // under mutex_
};

}  // namespace pewter::exec::reference
