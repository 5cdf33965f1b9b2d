// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/race/vector_clock.h"
#include "check/state/record.h"
#include "model/sync.h"

namespace pewter::check {

// A lock that a thread holds. `turn` tells one time of holding it from the next.
struct HeldLock {
  std::uint64_t lock = 0;
  std::uint64_t turn = 0;
  bool operator==(const HeldLock&) const = default;
};

// What a thread waits for outside of Metal. Written by that thread, read by whoever looks for waits that never end; no
// lock, since the program's locks may be an allocator's. A reader that sees the same `turn` before and after has seen
// one state; nothing follows from a wrong one, as a wait must be seen twice.
struct Blocked {
  static constexpr std::size_t kHeld = 8;
  std::atomic<std::uint64_t> turn{0};    // odd: it waits
  std::atomic<std::uint64_t> object{0};  // lock, number of a thread, condition variable, semaphore or barrier
  std::atomic<model::SyncKind> kind{};
  std::atomic<const char*> call{""};
  std::atomic<model::StackId> stack{0};
  std::atomic<std::uint64_t> nanoseconds{0};
  std::array<std::atomic<std::uint64_t>, kHeld> held{};  // locks that it holds; 0: no more
};

// One thread, as far as the checker has seen it. Touched by that thread only, except for what `mutex` guards.
struct ThreadState {
  std::uint32_t id = 0;    // gettid()
  std::uint32_t slot = 0;  // in vector clocks
  std::string name;        // when it was first seen; empty in a trace
  Clocks clocks;           // what comes before what this thread does now; its own slot is its time
  std::vector<HeldLock> held;

  Epoch now() const { return {slot, clocks.all.of(slot)}; }
  // What the thread does from here on comes after what it let others know.
  void advance() {
    const std::uint32_t next = clocks.all.of(slot) + 1;
    clocks.all.set(slot, next);
    clocks.handed_over.set(slot, next);
  }

  std::atomic<std::uint64_t> number{0};  // that the preloaded library gave it
  Blocked blocked;

  // The last calls, for reports.
  static constexpr std::size_t kHistory = 256;
  std::mutex mutex;  // guards `history` and `recorded`
  std::array<Record, kHistory> history;
  std::uint64_t recorded = 0;
};

// All threads. Thread-safe. Threads that ended stay, for reports to name them.
class ThreadTable {
 public:
  // `on_new`, where there is one, is called on each thread that comes for the first time.
  explicit ThreadTable(std::function<void()> on_new = {});
  // The calling thread.
  ThreadState& self();
  // A thread of a trace, by what counts the threads there.
  ThreadState& of(std::uint32_t counted, std::uint32_t number);
  std::vector<ThreadState*> all() const;

 private:
  const std::uint64_t number_;
  const std::function<void()> on_new_;
  mutable std::mutex mutex_;  // guards what follows
  std::vector<std::unique_ptr<ThreadState>> threads_;
  std::unordered_map<std::uint32_t, ThreadState*> counted_;  // of a trace

  ThreadState& add(std::uint32_t number);  // under the lock
};

}  // namespace pewter::check
