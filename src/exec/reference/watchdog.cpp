// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/watchdog.h"

#include <algorithm>

namespace pewter::exec::reference {

using namespace std::chrono_literals;

Watchdog::Watchdog(double seconds)
    : timeout_(
          std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(std::clamp(seconds, 0.0, 1e9)))) {
  if (timeout_ > 0s) thread_ = std::thread([this] { run(); });
}

Watchdog::~Watchdog() {
  if (!thread_.joinable()) return;
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Watchdog::run() {
  const Clock::duration tick = std::clamp<Clock::duration>(timeout_ / 8, 1ms, 250ms);
  std::unique_lock lock(mutex_);
  while (!ending_) {
    if (watches_.empty()) {
      parked_ = true;
      wake_.wait(lock, [this] { return ending_ || !watches_.empty(); });
      parked_ = false;
    }
    // A run that begins meanwhile needs no notification: it is looked at on the next tick, which is soon enough. So a
    // stream of short dispatches costs a tick now and then, not a wake-up each.
    wake_.wait_for(lock, tick, [this] { return ending_; });
    look(Clock::now());
  }
}

void Watchdog::look(Clock::time_point now) {
  for (Watch* watch : watches_) {
    const std::uint64_t count = watch->count_.load(std::memory_order_relaxed);
    if (count != watch->seen_) {
      watch->seen_ = count;
      watch->since_ = now;
    } else if (now - watch->since_ >= timeout_) {
      // No ordering: the flag carries no data, it only has to arrive.
      std::uint32_t running = 0;
      watch->stop_.compare_exchange_strong(running, 1, std::memory_order_relaxed);
    }
  }
}

Watchdog::Watch::Watch(Watchdog& watchdog, std::atomic<std::uint32_t>& stop) : watchdog_(watchdog), stop_(stop) {
  if (!watchdog_.thread_.joinable()) return;
  bool parked = false;
  {
    std::lock_guard lock(watchdog_.mutex_);
    since_ = Clock::now();
    place_ = watchdog_.watches_.insert(watchdog_.watches_.end(), this);
    parked = watchdog_.parked_;
  }
  if (parked) watchdog_.wake_.notify_one();
}

Watchdog::Watch::~Watch() {
  if (!watchdog_.thread_.joinable()) return;
  std::lock_guard lock(watchdog_.mutex_);
  watchdog_.watches_.erase(place_);
}

}  // namespace pewter::exec::reference
