// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exec/support/job.h"
#include "exec/support/worker_pool.h"

namespace pewter::exec::cpu {

// A dispatch of threadgroups as vectors of lanes. Its owner, the thread that called dispatch(), may begin alone and share
// the job when it turns out to take longer than expected.
class CpuJob : public Job {
 public:
  // `cached_bytes`: Job::set_cached_bytes().
  CpuJob(const Dispatch& dispatch, WorkerPool& pool, Watch::Duration timeout, std::uint64_t cached_bytes);

  // Offers the job to the pool's helpers. The owner's call, once.
  void share() { sharing_.open(*this); }

  // Returns when no helper is at work on it any more; the owner's call when it has run out of claims.
  void wait_for_helpers() { sharing_.close(); }

  // The owner will work alone at first, `most` threadgroups at a time, and share what is left after `deadline`, in ticks.
  void begin_alone(std::uint64_t most, std::uint64_t deadline) {
    most_alone_ = most;
    deadline_ = deadline;
  }

  // As claim(); `owner`: called by the owner.
  bool next(bool owner, std::uint64_t& begin, std::uint64_t& end);

 private:
  // The owner's.
  std::uint64_t most_alone_ = UINT64_MAX;
  std::uint64_t deadline_ = 0;  // 0: nothing to look out for
  WorkerPool::Sharing sharing_;  // last: its end waits for helpers, who use the rest
};

}  // namespace pewter::exec::cpu
