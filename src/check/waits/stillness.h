// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/stillness.h"

namespace pewter::check {

// What /proc/PID/task/TID says of a thread that sleeps in a futex without a time limit.
struct FutexSleep {
  std::uint64_t address = 0;
  bool is_private = false;  // the call says so: threads of this process only
  std::uint64_t sp = 0, pc = 0;
  std::uint64_t switches = 0;  // how often it was taken from a core: one more whenever it has run
  bool operator==(const FutexSleep&) const = default;
};
// `syscall`, `status`: those files' text. Nothing: it runs, or is in another call, or sleeps until some time, or the
// text is not what this knows.
std::optional<FutexSleep> read_futex_sleep(std::string_view syscall, std::string_view status);
// A main thread that called pthread_exit() stays in the list.
bool has_ended(std::string_view status);
// Whether the address is in memory that the process shares with no other. `maps`: the text of /proc/PID/maps.
bool is_own_memory(std::string_view maps, std::uint64_t address);
// The signals with handlers, but for those of faults and the C library's own. `status`: of any thread.
std::vector<std::uint32_t> handled_signals(std::string_view status);

// Looks whether all threads of the process sleep for good. A thread that was seen asleep in the same call twice, with
// as many switches, has slept all the time between. If that holds for all of them, with all of the first looks before
// all of the second ones, there was a moment at which all slept; and who sleeps in a futex of this process's own memory
// is woken by a thread of it, or by a signal, and by nothing else. So this is certain, whatever Metal's objects are up
// to, as long as no timer is set and no signal comes. Threads in any other call (read, poll, nanosleep, ...) may be
// woken by the world.
class StillnessWatch {
 public:
  using Clock = std::chrono::steady_clock;
  explicit StillnessWatch(std::string root = "/proc/self") : root_(std::move(root)) {}

  // Once for each time that all slept, as soon as they have done so for `age`. Leaves out the thread that calls, which
  // is always the same one and wakes nobody.
  std::optional<model::Stillness> look(Clock::time_point now, Clock::duration age);

 private:
  bool sleeps(std::uint32_t thread, std::map<std::uint32_t, FutexSleep>* sleeps) const;
  std::optional<model::Stillness> judge() const;

  const std::string root_;
  std::map<std::uint32_t, FutexSleep> seen_;  // by thread; empty: somebody ran
  Clock::time_point since_{};
  bool told_ = false;
  std::uint32_t awake_ = 0;  // who did not sleep the last time: it is asked first
};

}  // namespace pewter::check
