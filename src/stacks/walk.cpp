// SPDX-License-Identifier: Apache-2.0
#include "stacks/walk.h"

#include <pthread.h>
#include <unwind.h>

namespace pewter::stacks {
namespace {

struct Bounds {
  std::uint64_t low = 0, high = 0;
};

// Of the thread's own stack. The C library allocates for this, once a thread.
Bounds read_bounds() {
  Bounds bounds;
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return bounds;
  void* low = nullptr;
  size_t size = 0;
  if (pthread_attr_getstack(&attributes, &low, &size) == 0) {
    bounds.low = reinterpret_cast<std::uint64_t>(low);
    bounds.high = bounds.low + size;
  }
  pthread_attr_destroy(&attributes);
  return bounds;
}

const Bounds& thread_bounds() {
  static thread_local Bounds bounds;
  if (bounds.high == 0) bounds = read_bounds();
  return bounds;
}

struct Unwinding {
  const Place* place;
  Trace* trace;
  bool begun = false;
};

_Unwind_Reason_Code on_frame(_Unwind_Context* context, void* argument) {
  auto& self = *static_cast<Unwinding*>(argument);
  const std::uint64_t pc = _Unwind_GetIP(context);
  // The walk's own frames come first.
  if (!self.begun) {
    if (pc != self.place->return_address) return _URC_NO_REASON;
    self.begun = true;
  }
  if (pc == 0) return _URC_END_OF_STACK;
  if (self.trace->count == kMaxFrames) {
    self.trace->truncated = true;
    return _URC_END_OF_STACK;
  }
  self.trace->return_addresses[self.trace->count++] = pc;
  return _URC_NO_REASON;
}

}  // namespace

#if defined(__x86_64__)

// Reads slots of frames that are not its own, which the sanitizers need not know.
__attribute__((no_sanitize("address", "thread", "memory"))) bool walk_by_rules(FrameRules& rules, const Place& place,
                                                                               Trace& trace) {
  const Bounds& bounds = thread_bounds();
  std::uint64_t pc = place.return_address, sp = place.cfa, rbp = place.rbp;
  if (sp < bounds.low || sp >= bounds.high) return false;
  const std::uint64_t innermost = sp;
  unsigned count = 0;
  for (;;) {
    trace.return_addresses[count++] = pc;
    const FrameRule rule = rules.find(pc);
    if (rule.kind == FrameRule::Kind::unsupported) return false;
    if (rule.kind != FrameRule::Kind::caller) break;
    if (count == kMaxFrames) {
      trace.truncated = true;
      break;
    }
    const std::uint64_t cfa = (rule.from_rbp ? rbp : sp) + rule.cfa;
    // Whatever a rule says, nothing is read but the thread's own stack, and every step leads outwards.
    if (cfa <= sp || cfa > bounds.high || cfa % 8 != 0) return false;
    if (rule.saved_rbp != 0) {
      const std::uint64_t slot = cfa - rule.saved_rbp;
      if (slot < innermost || slot >= bounds.high) return false;
      rbp = *reinterpret_cast<const std::uint64_t*>(slot);
    }
    pc = *reinterpret_cast<const std::uint64_t*>(cfa - 8);
    if (pc == 0) break;
    sp = cfa;
  }
  trace.count = count;
  return true;
}

#else

bool walk_by_rules(FrameRules&, const Place&, Trace&) { return false; }

#endif

void walk_by_unwinder(const Place& place, Trace& trace) {
  trace.count = 0;
  trace.truncated = false;
  Unwinding unwinding{&place, &trace};
  _Unwind_Backtrace(&on_frame, &unwinding);
  if (trace.count == 0) trace.return_addresses[trace.count++] = place.return_address;
}

}  // namespace pewter::stacks
