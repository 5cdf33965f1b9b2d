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
  // Levels are MTLLogLevel: 1 debug, 2 info, 3 notice, 4 error, 5 fault.
  using Handler = std::function<void(std::string_view subsystem, std::string_view category, std::int64_t level, std::string_view message)>;

  LogState(Device* device, const LogStateDescriptor& descriptor);
  ~LogState();
  void add_log_handler(Handler handler);
  const LogStateDescriptor& descriptor() const { return descriptor_; }
  exec::LogSink& sink() { return sink_; }  // where executors put the lines

 private:
  struct Sink final : exec::LogSink {
    explicit Sink(LogState* state) : state(state) {}
    void line(std::uint32_t level, std::string_view text) override { state->deliver(level, text); }
    LogState* state;
  };
  // To all handlers, on the calling thread; to the log where there are none. Lines below the descriptor's level are dropped.
  void deliver(std::uint32_t os_log_type, std::string_view message);

  Sink sink_{this};
  const LogStateDescriptor descriptor_;
  std::mutex mutex_;
  std::vector<Handler> handlers_;  // guarded by mutex_
};

}  // namespace pewter::runtime
