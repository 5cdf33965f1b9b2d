// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>

namespace pewter::repro {

// How far the work is, on standard error: one line kept up to date on a terminal, a line now and then elsewhere.
// Thread-safe.
class Progress {
 public:
  // `quiet`: nothing unless standard error is a terminal, for output that machines read.
  Progress(std::string what, std::size_t total, bool quiet);
  ~Progress();  // clears the line on a terminal

  void step();  // one more of `total` done

 private:
  void show(std::size_t done, double seconds);

  const std::string what_;
  const std::size_t total_;
  const bool terminal_;
  const bool quiet_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::mutex mutex_;  // guards the rest
  std::size_t done_ = 0;
  double next_line_at_ = 0;  // seconds since began_
};

}  // namespace pewter::repro
