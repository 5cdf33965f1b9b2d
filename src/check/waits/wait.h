// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "check/state/record.h"

namespace pewter::check {

// A thread that cannot go on until something happens.
struct Wait {
  enum class For : std::uint8_t {
    buffer,  // to be scheduled or completed; value: the status
    event,   // to reach `value`
    room,    // in a queue
    lock,    // of the program's; object: its address
    thread,  // to end; object: gettid()
    sleep,   // on a condition variable, a semaphore or a barrier: any thread could end it; object: its address
  };
  For what{};
  std::uint64_t object = 0;
  std::uint64_t value = 0;
  Record began;
  std::vector<std::uint64_t> held;  // locks that the thread holds meanwhile
  bool told = false;                // that it never ends
};

// Who waits for what at this moment. Guarded by the checker's lock.
class WaitTable {
 public:
  void begin(Wait wait) { waits_.push_back(std::move(wait)); }
  // The thread's latest wait of that kind.
  void end(std::uint32_t thread, Wait::For what, std::uint64_t object);
  // What the thread is stuck in now: waits can be inside of one another. Null: nothing that is known of.
  Wait* of(std::uint32_t thread);
  // For what only certain others could bring about: not asleep, which anybody could end.
  bool is_known_to_wait(std::uint32_t thread) {
    const Wait* wait = of(thread);
    return wait && wait->what != Wait::For::sleep;
  }
  std::vector<Wait>& all() { return waits_; }

 private:
  std::vector<Wait> waits_;
};

}  // namespace pewter::check
