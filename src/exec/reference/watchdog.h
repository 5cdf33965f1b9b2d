// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <thread>

namespace pewter::exec::reference {

// Stops threadgroups that run too long: sets the stop flag of a watched run whose progress counter has not moved for
// the timeout. One thread, parked while nothing is watched. All members are thread-safe.
class Watchdog {
 public:
  // `seconds` without progress; 0: never stops anything, and has no thread.
  explicit Watchdog(double seconds);
  ~Watchdog();

  // One run under watch, for the lifetime of the object.
  class Watch {
   public:
    // `stop` must outlive the watch. It turns 1 on timeout, unless it is nonzero already.
    Watch(Watchdog& watchdog, std::atomic<std::uint32_t>& stop);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch();

    // Called by the watched thread at every threadgroup's start. A counter that only needs to be seen to move: no
    // ordering.
    void progress() { count_.store(count_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }

   private:
    friend class Watchdog;
    Watchdog& watchdog_;
    std::atomic<std::uint32_t>& stop_;
    std::atomic<std::uint64_t> count_{0};
    std::uint64_t seen_ = 0;                       // under Watchdog::mutex_
    std::chrono::steady_clock::time_point since_;  // under Watchdog::mutex_: when `seen_` was first seen
    std::list<Watch*>::iterator place_;            // under Watchdog::mutex_
  };

 private:
  using Clock = std::chrono::steady_clock;
  void run();
  void look(Clock::time_point now);

  const Clock::duration timeout_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::list<Watch*> watches_;  // under mutex_
  bool parked_ = false;        // under mutex_
  bool ending_ = false;        // under mutex_
  std::thread thread_;
};

}  // namespace pewter::exec::reference
