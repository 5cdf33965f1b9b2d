// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "exec/executor.h"

namespace pewter::exec {

// Where os_log lines of kernels on the calling thread go, as long as this lives; null: to the process's log. Two do not
// live on one thread at a time.
class LogScope {
 public:
  explicit LogScope(LogSink* sink);
  LogScope(const LogScope&) = delete;
  LogScope& operator=(const LogScope&) = delete;
  ~LogScope();
};

// What kernels call: __pewter_log_line.
void log_line(const char* text, std::uint32_t length, std::uint32_t level);

}  // namespace pewter::exec
