// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "exec/reference/fault_guard.h"
#include "exec/reference/fiber.h"
#include "exec/reference/job.h"
#include "exec/reference/lockstep.h"
#include "exec/reference/stack_pool.h"
#include "exec/reference/threadgroup_memory.h"
#include "exec/reference/watchdog.h"

namespace pewter::exec::reference {

// What a thread needs to run threadgroups: stacks, threadgroup memory, a signal stack. One a thread, whether it is of
// the pool or a caller of dispatch() that helps; made at its first job and kept.
class Worker {
 public:
  static Worker& of_this_thread();

  // Runs threadgroups of `job` until none are left to claim. Faults end up in the job. `seconds` is the watchdog's, for
  // the message.
  void run(Job& job, Watchdog& watchdog, double seconds);

  // Writes a line of os_log where the running dispatch wants it.
  void log(std::uint32_t level, std::string_view text) const;

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
  model::ThreadgroupFrame frame_{};
  Job* job_ = nullptr;  // while running
  Watchdog::Watch* watch_ = nullptr;
  double seconds_ = 0;
};

}  // namespace pewter::exec::reference
