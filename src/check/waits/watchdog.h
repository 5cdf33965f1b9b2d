// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "check/checker.h"

namespace pewter::check {

// A thread that looks a few times a second for waits that are older than `age`: a program that hangs says why.
class Watchdog {
 public:
  Watchdog(Checker& checker, std::chrono::nanoseconds age);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  ~Watchdog();

 private:
  void run();

  Checker& checker_;
  const std::chrono::nanoseconds age_;
  std::mutex mutex_;  // guards ended_
  std::condition_variable changed_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace pewter::check
