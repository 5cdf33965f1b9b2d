// SPDX-License-Identifier: Apache-2.0
#include "runtime/fence.h"

#include "runtime/device.h"
#include "runtime/scheduler/node.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord Fence::kClass{.name = "MTLFence", .super = &foundation::kObjectClass, .destroy = destroy<Fence>, .description = nullptr};

Fence::Fence(Device* device) : DeviceObject(kClass, model::ObjectClass::fence, device, device->id()) {}

Fence::~Fence() {
  for (Node* update : updates_) update->release();
}

}  // namespace pewter::runtime
