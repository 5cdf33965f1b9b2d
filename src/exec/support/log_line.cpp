// SPDX-License-Identifier: Apache-2.0
#include "exec/support/log_line.h"

#include "support/log.h"

namespace pewter::exec {
namespace {

thread_local LogSink* current [[gnu::tls_model("initial-exec")]] = nullptr;

}  // namespace

LogScope::LogScope(LogSink* sink) { current = sink; }
LogScope::~LogScope() { current = nullptr; }

void log_line(const char* text, std::uint32_t length, std::uint32_t level) {
  if (current) return current->line(level, {text, length});
  // os_log_type_t: default 0, info 1, debug 2, error 16, fault 17.
  log::write(level >= 16  ? log::Level::error
             : level == 2 ? log::Level::debug
                          : log::Level::info,
             {text, length});
}

}  // namespace pewter::exec
