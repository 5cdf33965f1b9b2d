// SPDX-License-Identifier: Apache-2.0
#include "runtime/log_state.h"

#include "runtime/device.h"
#include "support/log.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord LogState::kClass{.name = "MTLLogState", .super = &foundation::kObjectClass, .destroy = destroy<LogState>, .description = nullptr};

LogState::LogState(Device* device, const LogStateDescriptor& descriptor)
    : DeviceObject(kClass, model::ObjectClass::log_state, device, device->id()), descriptor_(descriptor) {}

LogState::~LogState() = default;

void LogState::add_log_handler(Handler handler) {
  std::lock_guard lock(mutex_);
  if (handler) handlers_.push_back(std::move(handler));
}

void LogState::deliver(std::uint32_t os_log_type, std::string_view message) {
  const std::int64_t level = os_log_type == 17 ? 5 : os_log_type == 16 ? 4 : os_log_type == 2 ? 1 : os_log_type == 1 ? 2 : 3;
  if (level < descriptor_.level) return;
  std::vector<Handler> handlers;
  {
    std::lock_guard lock(mutex_);
    handlers = handlers_;
  }
  if (handlers.empty()) log::write(level >= 4 ? log::Level::error : level == 1 ? log::Level::debug : log::Level::info, message);
  for (const Handler& handler : handlers) handler({}, {}, level, message);
}

}  // namespace pewter::runtime
