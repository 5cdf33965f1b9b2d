// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <thread>

#include "support/spin.h"

namespace pewter::runtime {

// For waits that are nearly always over at once: spins a little, then lets others run. wait() once a turn.
class Backoff {
 public:
  bool first() const { return turns_ == 0; }
  void wait() {
    if (turns_ < 64) {
      ++turns_;
      spin_pause();
    } else {
      std::this_thread::yield();
    }
  }

 private:
  int turns_ = 0;
};

// A lock of one byte for a handful of instructions. lock: acquire; unlock: release.
class SpinLock {
 public:
  void lock() {
    Backoff backoff;
    while (flag_.test_and_set(std::memory_order_acquire)) backoff.wait();
  }
  void unlock() { flag_.clear(std::memory_order_release); }

 private:
  std::atomic_flag flag_;
};

}  // namespace pewter::runtime
