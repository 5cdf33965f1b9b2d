// SPDX-License-Identifier: Apache-2.0
#include "exec/cpu/cpu_job.h"

#include "exec/cpu/worker.h"
#include "support/tick.h"

namespace pewter::exec::cpu {

CpuJob::CpuJob(const Dispatch& dispatch, WorkerPool& pool, Watch::Duration timeout, std::uint64_t cached_bytes)
    : Job(dispatch, pool.helpers() + 1, timeout,
          [](Job& job) { Worker::of_this_thread().run(static_cast<CpuJob&>(job), false); }),
      sharing_(pool) {
  set_cached_bytes(cached_bytes);
}

bool CpuJob::next(bool owner, std::uint64_t& begin, std::uint64_t& end) {
  if (!owner || !deadline_) return claim(begin, end);
  if (ticks() >= deadline_) {
    deadline_ = 0;
    if (has_work()) share();
    return claim(begin, end);
  }
  return claim(begin, end, most_alone_);
}

}  // namespace pewter::exec::cpu
