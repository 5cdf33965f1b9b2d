// SPDX-License-Identifier: Apache-2.0
#include "support/log.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <mutex>
#include <string>
#include <unordered_set>

#include "support/check.h"

namespace pewter {

void check_failed(const char* condition, const char* file, int line) noexcept {
  log::error(fmt::format("internal error: {} does not hold at {}:{}; this is a bug in Pewter, not in your program", condition, file, line));
  std::abort();
}

namespace log {
namespace {

constexpr std::string_view kNames[] = {"error", "warning", "info", "debug"};

Level threshold() {
  static const Level level = [] {
    const char* wish = std::getenv("PEWTER_LOG");
    for (int i = 0; wish && i < 4; ++i)
      if (kNames[i] == wish) return static_cast<Level>(i);
    return Level::warning;
  }();
  return level;
}

}  // namespace

void write(Level level, std::string_view text) noexcept {
  if (level > threshold()) return;
  const std::string line = fmt::format("pewter: {}: {}\n", kNames[static_cast<int>(level)], text);
  // Nothing can be done about a closed standard error.
  [[maybe_unused]] ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

bool first_time(std::string_view key) {
  static std::mutex mutex;
  static auto& seen = *new std::unordered_set<std::string>;  // never destroyed: static destructors of the program log too
  std::lock_guard lock(mutex);
  return seen.emplace(key).second;
}

}  // namespace log
}  // namespace pewter
