// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exec/support/stack_pool.h"

namespace pewter::exec {

// Why control came back from a fiber.
enum class Return : unsigned char {
  finished,  // the body ended; the next resume() runs it again
  parked,    // it waits for others; resume() goes on where it stopped
  stopped,   // it found its threadgroup stopped: abandon it
  faulted,   // it touched memory that is not there, or the like: abandon it
};

// A thread of control on a stack of its own, resumed by and returning to its creator's thread only. Built on Boost's
// fcontext, a swap of registers: kernels' code has no unwinding information, so nothing may throw through it, and what
// an abandoned fiber's frames hold is never destroyed.
class Fiber {
 public:
  using Body = void (*)(void* argument);

  Fiber() = default;
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;
  ~Fiber();

  // Gives the fiber a stack and a body. The fiber must not be parked.
  void prepare(const Stack& stack, Body body, void* argument);

  // Runs the fiber until it, or a fiber that it switched to, returns. The caller's thread must not be in a fiber
  // already.
  Return resume();

  // Forgets a fiber that will not be resumed: it starts anew with the next prepare().
  void abandon();

  const Stack& stack() const { return stack_; }
  bool is_on(const Stack& stack) const { return context_ && stack_.low == stack.low && stack_.size == stack.size; }

  // The calling thread's running fiber, or null outside of fibers.
  static Fiber* current();
  // Goes back to resume()'s caller; returns with the next resume(), which after `stopped` and `faulted` never comes.
  static void leave(Return why);
  // Parks the running fiber and runs `next`, which is parked or fresh, in its place: half the cost of going through
  // resume()'s caller.
  static void switch_to(Fiber& next);
  // For the fault handler: what a fiber goes on with after a fault, at the top of its own stack.
  [[noreturn]] static void land_after_fault();

 private:
  struct Start;
  static void arrive(void* fake_stack, void* from, void* data);

  Stack stack_;
  Body body_ = nullptr;
  void* argument_ = nullptr;
  void* context_ = nullptr;     // boost's fcontext_t; null before the first prepare() and after abandon()
  void* sanitizer_ = nullptr;   // ThreadSanitizer's idea of this fiber
  void* fake_stack_ = nullptr;  // AddressSanitizer's
};

}  // namespace pewter::exec
