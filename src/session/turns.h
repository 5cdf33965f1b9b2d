// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <set>
#include <string>

#include "model/observer.h"

namespace pewter::session {

// Lets one of the program's threads run at a time, which gives way where it waits and nowhere else. Between two waits
// each has the program to itself: threads that share a command buffer, or state of their own beside it, do not meet,
// whether they are ordered or not.
//
// Waits that nobody tells of (for a pipe, say) would stop all others: a thread that has its turn and sleeps on for
// longer than `asleep` is overtaken, and so is one that runs for longer than `running`. It goes on beside the others
// then, until its next wait that is told. Thread-safe.
class Turns {
 public:
  struct Options {
    std::chrono::milliseconds look = std::chrono::milliseconds(50);  // how often who waits looks at who has the turn
    // Compiling a kernel is a sleep, and half a program between two waits a run.
    std::chrono::milliseconds asleep = std::chrono::seconds(1);
    std::chrono::milliseconds running = std::chrono::seconds(10);
  };
  struct Counts {
    std::size_t threads = 0;      // that took turns
    std::uint64_t given = 0;      // from one thread to another
    std::uint64_t overtaken = 0;  // threads that waited unseen, or ran for long
  };

  explicit Turns(Options options) : options_(options) {}
  Turns() : Turns(Options()) {}

  // The calling thread goes on when its turn has come; at once where it has it. Turns come in the order asked for.
  void take();
  // Before the calling thread waits, or ends. Nothing where it has no turn.
  void give();
  // Whether the calling thread has ever taken a turn.
  bool takes_part() const;
  Counts counts() const;

 private:
  struct Waiter {
    std::uint32_t thread;
    bool granted = false;
    std::condition_variable changed{};
  };
  void grant(std::uint32_t thread);  // under the lock
  bool is_stuck();                   // under the lock: whoever has the turn

  const Options options_;
  mutable std::mutex mutex_;  // guards what follows
  std::uint32_t holder_ = 0;  // gettid(); 0: nobody
  std::chrono::steady_clock::time_point since_{};
  std::string last_look_;  // of when it slept, and since when it has slept so
  std::chrono::steady_clock::time_point asleep_since_{};
  std::deque<Waiter*> waiting_;
  std::set<std::uint32_t> threads_;
  Counts counts_;
};

// Stands in front of `next`: waits of Metal's are waits, too.
class TakingTurns final : public model::Observer {
 public:
  TakingTurns(model::Observer& next, Turns& turns) : next_(next), turns_(turns) {}
  bool before(const model::Event& event) override { return next_.before(event); }
  void on(const model::Event& event) override;

 private:
  model::Observer& next_;
  Turns& turns_;
};

}  // namespace pewter::session
