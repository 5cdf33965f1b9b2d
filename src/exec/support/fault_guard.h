// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace pewter::exec {

// What a signal said about the fault of a fiber.
struct FaultRecord {
  int signal = 0;
  const void* address = nullptr;  // touched; null where the processor did not say (not a canonical address)
  bool stack_overflow = false;
};

// From now on a SIGSEGV, SIGBUS or SIGFPE ends the fiber in which the fault happened (Return::faulted) instead of the
// process. Faults outside of fibers are left to others (support/fault_claims.h). Thread-safe.
void install_fault_handlers();

// The calling thread's latest fault in a fiber.
const FaultRecord& last_fault();

// Makes the calling thread ready for faults in fibers. A stack for signal handlers, for as long as this lives: the
// handler of a stack overflow cannot run on the stack that overflowed. A thread that has one keeps it. And the signals
// themselves, for good: a thread of the program may block them, and a fault then would end the process.
class SignalStack {
 public:
  SignalStack();
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;
  ~SignalStack();

 private:
  void* memory_ = nullptr;
};

}  // namespace pewter::exec
