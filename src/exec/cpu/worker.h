// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exec/cpu/cpu_job.h"
#include "exec/support/fault_guard.h"
#include "exec/support/fiber.h"
#include "exec/support/guarded_memory.h"
#include "exec/support/stack_pool.h"
#include "exec/support/threadgroup_memory.h"
#include "exec/support/watchdog.h"

namespace pewter::exec::cpu {

// What a thread needs to run threadgroups, one after the other: a stack, threadgroup memory, scratch memory, a signal
// stack. One a thread, whether it is of the pool or a caller of dispatch(); made at its first job and kept, grown to what
// the largest kernel needed.
class Worker {
 public:
  static Worker& of_this_thread();

  // Runs threadgroups of `job` until none are left to claim, and returns how many. Faults end up in the job.
  std::uint64_t run(CpuJob& job, bool owner);

 private:
  Worker() = default;

  bool prepare(const CpuJob& job);
  static void run_threadgroups(void* worker);

  SignalStack signal_stack_;
  StackPool stacks_;  // one
  Fiber fiber_;
  ThreadgroupMemory memory_;
  GuardedMemory scratch_memory_;
  Watch watch_;
  model::ThreadgroupFrame frame_{};
  // While running.
  CpuJob* job_ = nullptr;
  bool owner_ = false;
  std::byte* scratch_ = nullptr;
  std::uint64_t ended_ = 0;  // threadgroups
};

}  // namespace pewter::exec::cpu
