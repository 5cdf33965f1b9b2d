// SPDX-License-Identifier: Apache-2.0
#include "exec/support/fiber.h"

#include <boost/context/detail/fcontext.hpp>
#include <cstdint>
#include <utility>

#include "exec/support/sanitizers.h"
#include "support/check.h"

namespace pewter::exec {
namespace {

namespace context = boost::context::detail;

// The thread that resumed, as long as its fiber runs.
struct Resumer {
  Fiber* fiber = nullptr;
  void* context = nullptr;
  void* sanitizer = nullptr;
  const void* stack_low = nullptr;  // known after the first switch
  std::size_t stack_size = 0;
};

// Read by every intrinsic that a kernel calls, and by the fault handler: must cost a load, and never allocate.
thread_local Resumer resumer [[gnu::tls_model("initial-exec")]];

void* as_data(Return why) { return reinterpret_cast<void*>(static_cast<std::uintptr_t>(why)); }
Return as_return(void* data) { return static_cast<Return>(reinterpret_cast<std::uintptr_t>(data)); }

}  // namespace

struct Fiber::Start {
  static void run(context::transfer_t from) {
    arrive(nullptr, from.fctx, from.data);
    for (;;) {
      // The body may change between runs; `resumer.fiber` is this fiber whenever it runs.
      resumer.fiber->body_(resumer.fiber->argument_);
      leave(Return::finished);
    }
  }
};

Fiber::~Fiber() { abandon(); }

Fiber* Fiber::current() { return resumer.fiber; }

namespace {

// The processor's floating-point state, which a fiber takes from the thread that makes it: kernels round to nearest and
// keep subnormals, whatever the program's thread does.
#if defined(__x86_64__)
class DefaultFloatingPoint {
 public:
  DefaultFloatingPoint() : before_(__builtin_ia32_stmxcsr()) { __builtin_ia32_ldmxcsr(0x1f80); }
  ~DefaultFloatingPoint() { __builtin_ia32_ldmxcsr(before_); }

 private:
  const unsigned before_;
};
#else
class DefaultFloatingPoint {};
#endif

}  // namespace

void Fiber::prepare(const Stack& stack, Body body, void* argument) {
  body_ = body;
  argument_ = argument;
  if (is_on(stack)) return;
  abandon();
  stack_ = stack;
  [[maybe_unused]] const DefaultFloatingPoint mode;
  context_ = context::make_fcontext(stack.top(), stack.size - stack.offset, &Start::run);
  sanitizer_ = sanitizers::create_fiber();
}

Return Fiber::resume() {
  resumer.fiber = this;
  resumer.sanitizer = sanitizers::current_fiber();
  void* fake_stack = nullptr;
  sanitizers::start_switch(&fake_stack, stack_.low, stack_.size);
  sanitizers::switch_to(sanitizer_);
  const context::transfer_t back = context::jump_fcontext(context_, nullptr);
  sanitizers::finish_switch(fake_stack, nullptr, nullptr);
  // Fibers may have switched among themselves: the one that left is not always the one that was resumed.
  std::exchange(resumer.fiber, nullptr)->context_ = back.fctx;
  return as_return(back.data);
}

// First thing on a fiber that runs on: `from` is where control came from, `data` the fiber it came from, null for
// resume().
void Fiber::arrive(void* fake_stack, void* from, void* data) {
  if (data) {
    sanitizers::finish_switch(fake_stack, nullptr, nullptr);
    static_cast<Fiber*>(data)->context_ = from;
  } else {
    sanitizers::finish_switch(fake_stack, &resumer.stack_low, &resumer.stack_size);
    resumer.context = from;
  }
}

void Fiber::switch_to(Fiber& next) {
  Fiber& self = *resumer.fiber;
  resumer.fiber = &next;
  sanitizers::start_switch(&self.fake_stack_, next.stack_.low, next.stack_.size);
  sanitizers::switch_to(next.sanitizer_);
  const context::transfer_t from = context::jump_fcontext(next.context_, &self);
  arrive(self.fake_stack_, from.fctx, from.data);
}

void Fiber::leave(Return why) {
  Fiber& fiber = *resumer.fiber;
  const bool gone = why == Return::stopped || why == Return::faulted;
  sanitizers::start_switch(gone ? nullptr : &fiber.fake_stack_, resumer.stack_low, resumer.stack_size);
  sanitizers::switch_to(resumer.sanitizer);
  const context::transfer_t from = context::jump_fcontext(resumer.context, as_data(why));
  arrive(fiber.fake_stack_, from.fctx, from.data);
}

void Fiber::land_after_fault() {
  leave(Return::faulted);
  PEWTER_CHECK(!"a fiber is not resumed after a fault");
  __builtin_unreachable();
}

void Fiber::abandon() {
  if (!context_) return;
  context_ = nullptr;
  sanitizers::destroy_fiber(sanitizer_);
  sanitizer_ = nullptr;
  sanitizers::unpoison(stack_.low, stack_.size);
}

}  // namespace pewter::exec
