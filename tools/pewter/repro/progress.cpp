// SPDX-License-Identifier: Apache-2.0
#include "repro/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

namespace pewter::repro {
namespace {
constexpr double kTerminalPeriod = 0.1;  // seconds between updates
constexpr double kPlainPeriod = 2.0;
}  // namespace

Progress::Progress(std::string what, std::size_t total, bool quiet)
    : what_(std::move(what)), total_(total), terminal_(isatty(STDERR_FILENO) != 0), quiet_(quiet) {
  if (terminal_ || !quiet_) show(0, 0);
}

Progress::~Progress() {
  if (terminal_) fmt::print(stderr, "\r\033[K");
}

void Progress::step() {
  const std::lock_guard lock(mutex_);
  ++done_;
  if (quiet_ && !terminal_) return;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  if (seconds < next_line_at_ && done_ != total_) return;
  next_line_at_ = seconds + (terminal_ ? kTerminalPeriod : kPlainPeriod);
  show(done_, seconds);
}

void Progress::show(std::size_t done, double seconds) {
  const std::string text = fmt::format("  {}: {} of {}, {:.1f} s", what_, done, total_, seconds);
  if (terminal_) {
    fmt::print(stderr, "\r\033[K{}", text);
  } else {
    fmt::print(stderr, "{}\n", text);
  }
  std::fflush(stderr);
}

}  // namespace pewter::repro
