// SPDX-License-Identifier: Apache-2.0
#include "runtime/log_state.h"

#include "runtime/device.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord LogState::kClass{.name = "MTLLogState", .super = &foundation::kObjectClass, .destroy = destroy<LogState>, .description = nullptr};

LogState::LogState(Device* device, const LogStateDescriptor& descriptor)
    : DeviceObject(kClass, model::ObjectClass::log_state, device, device->id()), descriptor_(descriptor) {}

LogState::~LogState() = default;

void LogState::add_log_handler(Handler handler) {
  std::lock_guard lock(mutex_);
  if (handler) handlers_.push_back(std::move(handler));
}

void LogState::deliver(std::int64_t level, std::string_view message) {
  std::vector<Handler> handlers;
  {
    std::lock_guard lock(mutex_);
    handlers = handlers_;
  }
  for (const Handler& handler : handlers) handler({}, {}, level, message);
}

}  // namespace pewter::runtime
