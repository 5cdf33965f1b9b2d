// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/device_object.h"

namespace pewter::runtime {

// MTL::CaptureScope: marks a stretch of work that a capture may be limited to. Thread-safe.
class CaptureScope final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;
  CaptureScope(Device* device, CommandQueue* queue);  // queue may be null: the whole device
  ~CaptureScope();

  CommandQueue* command_queue() const { return queue_.get(); }
  void begin_scope();
  void end_scope();

 private:
  Ref<CommandQueue> queue_;
};

}  // namespace pewter::runtime
