// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "runtime/device_object.h"

namespace pewter::runtime {

struct Node;

// MTL::Fence: orders a pass that waits for it after the passes that updated it before, in the order in which they were handed to
// the scheduler. Thread-safe.
class Fence final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;
  explicit Fence(Device* device);
  ~Fence();

 private:
  friend class Scheduler;
  std::vector<Node*> updates_;  // passes that may still run; one reference each; guarded by the scheduler's registration lock
};

}  // namespace pewter::runtime
