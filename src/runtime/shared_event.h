// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>

#include "runtime/event.h"

namespace pewter::runtime {

class WorkerPool;

// MTL::SharedEventListener: the thread on which notifications arrive, in the order in which they came due. Thread-safe.
class SharedEventListener final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  SharedEventListener();
  ~SharedEventListener();
  static SharedEventListener* shared();  // one for the process; not owned

 private:
  friend class SharedEvent;
  std::shared_ptr<WorkerPool> thread_;
};

// MTL::SharedEvent: an event that the CPU can read, raise and wait for. Thread-safe.
class SharedEvent final : public Event {
 public:
  static const foundation::ClassRecord kClass;

  explicit SharedEvent(Device* device);
  ~SharedEvent();

  std::uint64_t signaled_value() const;
  void set_signaled_value(std::uint64_t value);
  // False where `milliseconds` went by first.
  bool wait_until_signaled_value(std::uint64_t value, std::uint64_t milliseconds);
  using Notification = std::function<void(SharedEvent*, std::uint64_t value)>;
  // Calls once, on the listener's thread, when the value is reached; soon, where it already is.
  void notify_listener(SharedEventListener* listener, std::uint64_t value, Notification notification);

 private:
  friend class Event;
  struct Pending {
    std::uint64_t value;
    Ref<SharedEventListener> listener;
    Notification notification;
  };
  void value_changed_locked();                      // mutex_ is held
  void post(Pending pending, std::uint64_t value);  // to the listener's thread

  std::condition_variable changed_;
  std::vector<Pending> pending_;  // guarded by mutex_
};

}  // namespace pewter::runtime
