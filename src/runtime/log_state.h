// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/descriptors.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

// MTL::LogState: who hears what kernels log. Thread-safe.
class LogState final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;
  // subsystem and category may be empty.
  using Handler = std::function<void(std::string_view subsystem, std::string_view category, std::int64_t level, std::string_view message)>;

  LogState(Device* device, const LogStateDescriptor& descriptor);
  ~LogState();
  void add_log_handler(Handler handler);
  void deliver(std::int64_t level, std::string_view message);  // to all handlers, on the calling thread
  const LogStateDescriptor& descriptor() const { return descriptor_; }

 private:
  const LogStateDescriptor descriptor_;
  std::mutex mutex_;
  std::vector<Handler> handlers_;  // guarded by mutex_
};

}  // namespace pewter::runtime
