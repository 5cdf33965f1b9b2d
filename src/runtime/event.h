// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "runtime/device_object.h"

namespace pewter::runtime {

// MTL::Event: a counter that command buffers of any queue wait for and raise. Thread-safe.
class Event : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  explicit Event(Device* device);
  ~Event();

 protected:
  Event(const foundation::ClassRecord& record, model::ObjectClass object_class, Device* device);

  friend class CommandQueue;
  friend class CommandBuffer;
  friend class Scheduler;

  // True when the value is reached. Else remembers the queue, which is handed over again at the signal.
  bool reached_or_wait(std::uint64_t value, CommandQueue* queue);
  // `command_buffer` 0: from the CPU.
  void signal(std::uint64_t value, ObjectId command_buffer);

  struct Waiter {
    std::uint64_t value;
    Ref<CommandQueue> queue;
  };
  mutable std::mutex mutex_;
  std::uint64_t value_ = 0;       // guarded by mutex_; may go back, as Metal's may
  std::vector<Waiter> waiters_;   // guarded by mutex_
};

}  // namespace pewter::runtime
