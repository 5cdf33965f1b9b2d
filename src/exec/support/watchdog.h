// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace pewter::exec {

class Watchdog;

// The state of one thread that runs threadgroups, for those who may have to stop it: the process's watchdog, which ends
// threadgroups that run too long, and other threads of the same job. Every such thread has one and keeps it; beginning
// and ending a run costs an atomic exchange and takes no lock.
class Watch {
 public:
  using Duration = std::chrono::steady_clock::duration;

  Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  // The watched thread's own calls. From begin() to end() it works on `run`, an address that tells runs apart. The stop
  // flag turns nonzero when `timeout` goes by without progress; zero: never.
  void begin(const void* run, Duration timeout);
  void end();
  // A threadgroup starts: the stop flag is down again, and the time starts anew.
  void progress() { word_.store(mine_ += kStep, std::memory_order_relaxed); }
  bool is_stopped() const { return static_cast<std::uint32_t>(word_.load(std::memory_order_relaxed)) != 0; }

  // For ThreadgroupFrame::stop: polled by kernels as a plain word.
  const volatile std::uint32_t* stop_flag() const;

  // Stops every thread that works on `run`. One that is just between two threadgroups may miss it: such a thread looks
  // at its job before the next one after that. Any thread's call.
  static void stop_all(const void* run);

 private:
  friend class Watchdog;
  static constexpr std::uint64_t kRunning = std::uint64_t{1} << 32;
  static constexpr std::uint64_t kStep = std::uint64_t{1} << 33;

  static bool is_running(std::uint64_t word) { return word & kRunning; }
  void stop(std::uint64_t seen);

  // Low half: the stop flag. Bit 32: between begin() and end(). Above: how many threadgroups began. Written by the
  // watched thread; others only raise the flag, by a compare-exchange that fails when the count has moved on, so that a
  // stop never hits a threadgroup that it was not meant for.
  // Relaxed for progress: it only needs to be seen to move. begin() is sequentially consistent against
  // Watchdog::parked_ (watchdog.cpp), and with that a release: who sees a count sees the run_ and timeout_ of it.
  std::atomic<std::uint64_t> word_{0};
  std::uint64_t mine_ = 0;                       // word_ without the flag; the watched thread's
  std::atomic<const void*> run_{nullptr};        // relaxed: published by word_
  std::atomic<Duration::rep> timeout_{0};        // likewise
  std::uint64_t seen_ = 0;                       // under Watchdog::mutex_
  std::chrono::steady_clock::time_point since_;  // under Watchdog::mutex_: when `seen_` was first seen
};

}  // namespace pewter::exec
