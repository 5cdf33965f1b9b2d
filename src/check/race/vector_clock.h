// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace pewter::check {

// A point in one thread's life.
struct Epoch {
  std::uint32_t slot = 0;  // of the thread
  std::uint32_t time = 0;  // 0: never
};

// What one thread knows of the others' pasts: time[slot] is the last point of that thread that comes before now.
// Lamport; as in FastTrack (Flanagan and Freund, PLDI 2009).
class VectorClock {
 public:
  std::uint32_t of(std::uint32_t slot) const { return slot < times_.size() ? times_[slot] : 0; }
  void set(std::uint32_t slot, std::uint32_t time) {
    if (slot >= times_.size()) times_.resize(slot + 1);
    times_[slot] = time;
  }
  // Did that point come before?
  bool covers(Epoch point) const { return of(point.slot) >= point.time; }
  void join(const VectorClock& other) {
    if (other.times_.size() > times_.size()) times_.resize(other.times_.size());
    for (std::size_t i = 0; i < other.times_.size(); ++i) times_[i] = std::max(times_[i], other.times_[i]);
  }

 private:
  std::vector<std::uint32_t> times_;
};

// Two orders at once. `all` holds whatever the threads' synchronisation made; `handed_over` leaves out what came about
// by a lock only: two threads that want one lock get into some order, but nobody meant that one.
struct Clocks {
  VectorClock all;
  VectorClock handed_over;

  void join(const Clocks& other) {
    all.join(other.all);
    handed_over.join(other.handed_over);
  }
};

}  // namespace pewter::check
