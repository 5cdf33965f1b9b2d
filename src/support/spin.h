// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <thread>

#include "support/tick.h"

namespace pewter {

// Tells the processor that this is a loop that waits.
inline void spin_pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// For loops that wait for another thread and go to sleep when that takes too long: wait() once a turn, until it says false.
//   Now and then the core goes to whoever else is waiting for it. That may well be the thread whose doings are waited for:
// where there are more threads than cores, the system often lets a woken thread run in its waker's place.
class Spin {
 public:
  // About what putting a thread to sleep and waking it costs at worst, so that spinning in vain at most doubles the price.
  static constexpr double kMicroseconds = 50;

  bool wait() {
    if (++turns_ % kTurnsBetweenYields == 0) {
      if (turns_ == kTurnsBetweenYields) deadline_ = ticks() + static_cast<std::uint64_t>(kMicroseconds * ticks_per_microsecond());
      if (ticks() > deadline_) return false;
      std::this_thread::yield();
    }
    spin_pause();
    return true;
  }

 private:
  static constexpr unsigned kTurnsBetweenYields = 64;  // one or two microseconds
  unsigned turns_ = 0;
  std::uint64_t deadline_ = 0;
};

}  // namespace pewter
