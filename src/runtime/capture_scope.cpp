// SPDX-License-Identifier: Apache-2.0
#include "runtime/capture_scope.h"

#include "runtime/capture_manager.h"
#include "runtime/command_queue.h"
#include "runtime/device.h"
#include "runtime/log_state.h"
#include "runtime/residency_set.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord CaptureScope::kClass{.name = "MTLCaptureScope", .super = &foundation::kObjectClass, .destroy = destroy<CaptureScope>, .description = nullptr};

CaptureScope::CaptureScope(Device* device, CommandQueue* queue)
    : DeviceObject(kClass, model::ObjectClass::capture_scope, device, queue ? queue->id() : device->id()), queue_(queue) {}

CaptureScope::~CaptureScope() = default;

void CaptureScope::begin_scope() { CaptureManager::shared()->scope_changed(this, true); }
void CaptureScope::end_scope() { CaptureManager::shared()->scope_changed(this, false); }

}  // namespace pewter::runtime
