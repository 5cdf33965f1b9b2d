// SPDX-License-Identifier: Apache-2.0
#include "runtime/shared_event.h"

#include <chrono>

#include "runtime/command_queue.h"
#include "runtime/device.h"
#include "runtime/log_state.h"
#include "runtime/residency_set.h"
#include "runtime/threads/worker_pool.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord SharedEvent::kClass{.name = "MTLSharedEvent", .super = &Event::kClass, .destroy = destroy<SharedEvent>, .description = nullptr};
constinit const foundation::ClassRecord SharedEventListener::kClass{.name = "MTLSharedEventListener",
                                                                    .super = &foundation::kObjectClass,
                                                                    .destroy = foundation::destroy<SharedEventListener>,
                                                                    .description = nullptr};

SharedEventListener::SharedEventListener() : Object(kClass), thread_(std::make_shared<WorkerPool>(1, "pewter-event")) {}
SharedEventListener::~SharedEventListener() = default;

SharedEventListener* SharedEventListener::shared() {
  static auto* const listener = [] {
    auto* made = new SharedEventListener;  // notifications may come until the process ends
    made->make_immortal();
    return made;
  }();
  return listener;
}

SharedEvent::SharedEvent(Device* device) : Event(kClass, model::ObjectClass::shared_event, device) {}
SharedEvent::~SharedEvent() = default;

std::uint64_t SharedEvent::signaled_value() const {
  std::uint64_t value;
  {
    std::lock_guard lock(mutex_);
    value = value_;
  }
  // Whoever polls waits, too.
  model::observe({.kind = model::EventKind::event_wait_satisfied,
                  .object_class = object_class(),
                  .object = id(),
                  .value = value,
                  .call = "signaledValue"});
  return value;
}

void SharedEvent::set_signaled_value(std::uint64_t value) { signal(value, 0); }

bool SharedEvent::wait_until_signaled_value(std::uint64_t value, std::uint64_t milliseconds) {
  const char* call = "waitUntilSignaledValue:timeoutMS:";
  model::observe({.kind = model::EventKind::event_wait_began, .object_class = object_class(), .object = id(), .value = value, .aux = milliseconds, .call = call});
  constexpr std::uint64_t kForever = 1'000'000'000'000;  // beyond what the clock can add; nobody sees the end of it
  bool reached;
  {
    std::unique_lock lock(mutex_);
    const auto there = [&] { return value_ >= value; };
    if (milliseconds >= kForever) {
      changed_.wait(lock, there);
      reached = true;
    } else {
      reached = changed_.wait_for(lock, std::chrono::milliseconds(milliseconds), there);
    }
  }
  const auto ended = reached ? model::EventKind::event_wait_satisfied : model::EventKind::event_wait_timed_out;
  model::observe({.kind = ended, .object_class = object_class(), .object = id(), .value = value, .call = call});
  return reached;
}

void SharedEvent::notify_listener(SharedEventListener* listener, std::uint64_t value, Notification notification) {
  if (!listener || !notification) return;
  model::observe({.kind = model::EventKind::event_listener_added, .object_class = object_class(), .object = id(), .value = value, .call = "notifyListener:atValue:block:"});
  Pending pending{value, Ref<SharedEventListener>(listener), std::move(notification)};
  std::lock_guard lock(mutex_);
  if (value_ >= value) {
    post(std::move(pending), value_);
  } else {
    pending_.push_back(std::move(pending));
  }
}

void SharedEvent::value_changed_locked() {
  changed_.notify_all();
  std::erase_if(pending_, [this](Pending& pending) {
    if (pending.value > value_) return false;
    post(std::move(pending), value_);
    return true;
  });
}

void SharedEvent::post(Pending pending, std::uint64_t value) {
  WorkerPool& thread = *pending.listener->thread_;
  thread.post([self = Ref<SharedEvent>(this), pending = std::move(pending), value] {
    model::observe({.kind = model::EventKind::event_listener_notified, .object_class = self->object_class(), .object = self->id(), .value = value});
    pending.notification(self.get(), value);
    model::observe({.kind = model::EventKind::event_listener_returned,
                    .object_class = self->object_class(),
                    .object = self->id(),
                    .value = value});
  });
}

}  // namespace pewter::runtime
