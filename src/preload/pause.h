// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <errno.h>

#include "preload/tell.h"

namespace pewter::preload {

namespace detail {
extern std::atomic<Turn> turn;  // null: threads do not take turns
extern __attribute__((tls_model("initial-exec"))) thread_local bool is_programs;
}  // namespace detail

// From now on the calling thread is one that the program made.
inline void take_part() { detail::is_programs = true; }
inline bool takes_turns() {
  return __builtin_expect(detail::turn.load(std::memory_order_relaxed) != nullptr, 0) && detail::is_programs;
}

inline void begin_turn() {
  take_part();
  if (takes_turns()) detail::turn.load(std::memory_order_acquire)(false);
}
inline void end_turn() {
  if (takes_turns()) detail::turn.load(std::memory_order_acquire)(true);
  detail::is_programs = false;
}

// Around a wait of the program's: another thread may have its turn meanwhile. `caller` null: not a wait of the
// program's.
class Pause {
 public:
  explicit Pause(const void* caller) : pauses_(takes_turns() && caller && owner_of(caller) != Owner::pewter) {
    if (pauses_) detail::turn.load(std::memory_order_acquire)(true);
  }
  ~Pause() {
    if (!pauses_) return;
    const int error = errno;
    detail::turn.load(std::memory_order_acquire)(false);
    errno = error;
  }
  Pause(const Pause&) = delete;

 private:
  const bool pauses_;
};

}  // namespace pewter::preload
