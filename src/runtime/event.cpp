// SPDX-License-Identifier: Apache-2.0
#include "runtime/event.h"

#include "runtime/command_queue.h"
#include "runtime/device.h"
#include "runtime/log_state.h"
#include "runtime/residency_set.h"
#include "runtime/shared_event.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord Event::kClass{.name = "MTLEvent", .super = &foundation::kObjectClass, .destroy = destroy<Event>, .description = nullptr};

Event::Event(Device* device) : Event(kClass, model::ObjectClass::event, device) {}
Event::Event(const foundation::ClassRecord& record, model::ObjectClass object_class, Device* device)
    : DeviceObject(record, object_class, device, device->id()) {}
Event::~Event() = default;

bool Event::reached_or_wait(std::uint64_t value, CommandQueue* queue) {
  std::lock_guard lock(mutex_);
  if (value_ >= value) return true;
  waiters_.push_back({value, Ref<CommandQueue>(queue)});
  return false;
}

void Event::signal(std::uint64_t value, ObjectId command_buffer) {
  const char* call = command_buffer ? "encodeSignalEvent:value:" : "setSignaledValue:";
  // Told before anyone can see the value: what follows from it comes later in the observer's order.
  model::observe({.kind = model::EventKind::event_signaled, .object_class = object_class(), .object = id(), .parent = command_buffer, .value = value, .call = call});
  Ref<Event> self(this);
  std::vector<Waiter> reached;
  {
    std::lock_guard lock(mutex_);
    value_ = value;
    std::erase_if(waiters_, [&](Waiter& waiter) {
      if (waiter.value > value) return false;
      reached.push_back(std::move(waiter));
      return true;
    });
    if (object_class() == model::ObjectClass::shared_event) static_cast<SharedEvent*>(this)->value_changed_locked();
  }
  // Without the event's lock: a queue looks at events while it holds its own.
  for (Waiter& waiter : reached) waiter.queue->resume();
}

}  // namespace pewter::runtime
