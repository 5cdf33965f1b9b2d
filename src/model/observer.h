// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "model/event.h"

namespace pewter::model {

// The seat of whoever watches the runtime: the checker, a tracer. Called on the thread that does the thing, possibly on many
// threads at once, and inside API calls: it must not call back into the runtime, and must not throw.
class Observer {
 public:
  virtual ~Observer() = default;

  // Asked before an API call of the program takes effect. False rejects the call: it does nothing and returns null or zero.
  virtual bool before(const Event&) { return true; }

  // Told after something happened. For encoder_overlapped and assertion_failed: while it happens.
  virtual void on(const Event& event) = 0;
};

namespace detail {
extern std::atomic<Observer*> observer;
bool before(Event event);
void on(Event event);
}  // namespace detail

// Takes the seat; null leaves it. The observer must outlive every call that may already have seen it, in practice the process.
void set_observer(Observer* observer);

// With nobody in the seat each of these is one relaxed load and a branch. Callers that would spend time on making the event
// ask observed() first. The acquire that makes the observer's own state visible is in detail::before / on.
inline bool observed() { return __builtin_expect(detail::observer.load(std::memory_order_relaxed) != nullptr, 0); }

// False: the call was rejected.
inline bool observe_before(const Event& event) { return !observed() || detail::before(event); }
inline void observe(const Event& event) {
  if (observed()) detail::on(event);
}

}  // namespace pewter::model
