// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exec/reference/lockstep.h"
#include "exec/support/fault_guard.h"
#include "exec/support/fiber.h"
#include "exec/support/job.h"
#include "exec/support/stack_pool.h"
#include "exec/support/threadgroup_memory.h"
#include "exec/support/watchdog.h"

namespace pewter::exec::reference {

// What a thread needs to run threadgroups: stacks, threadgroup memory, a signal stack. One a thread, whether it is of
// the pool or a caller of dispatch() that helps; made at its first job and kept.
class Worker {
 public:
  static Worker& of_this_thread();

  // Runs threadgroups of `job` until none are left to claim. Faults end up in the job.
  void run(Job& job);

 private:
  Worker() = default;

  bool prepare(Job& job);
  void run_plain(Job& job);
  void run_convergent(Job& job);
  static void run_threadgroups(void* worker);

  void report_stop(Job& job);
  void report_fault(Job& job);

  SignalStack signal_stack_;
  StackPool stacks_;        // of threads in lockstep
  StackPool plain_stacks_;  // one: of all threads that need none of their own
  Fiber plain_;
  Lockstep lockstep_;
  ThreadgroupMemory memory_;
  Watch watch_;
  model::ThreadgroupFrame frame_{};
  Job* job_ = nullptr;  // while running
};

}  // namespace pewter::exec::reference
