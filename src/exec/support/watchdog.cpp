// SPDX-License-Identifier: Apache-2.0
#include "exec/support/watchdog.h"

#include <algorithm>
#include <bit>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "support/service_thread.h"

namespace pewter::exec {

using namespace std::chrono_literals;

// The process's one: looks at all watches from time to time. Its thread is started by the first run that may time out,
// sleeps while nothing runs, and is never joined: it touches nothing that goes away.
class Watchdog {
 public:
  static Watchdog& process() {
    static auto* const watchdog = new Watchdog;
    return *watchdog;
  }

  void add(Watch* watch) {
    std::lock_guard lock(mutex_);
    watches_.push_back(watch);
  }
  void remove(Watch* watch) {
    std::lock_guard lock(mutex_);
    std::erase(watches_, watch);
  }

  void run_began() {
    if (parked_.load(std::memory_order_seq_cst)) wake();
  }

  template <class F>
  void for_each(F f) {
    std::lock_guard lock(mutex_);
    for (Watch* watch : watches_) f(*watch);
  }

 private:
  using Clock = std::chrono::steady_clock;

  void wake() {
    std::lock_guard lock(mutex_);
    if (!parked_.load(std::memory_order_relaxed)) return;
    parked_.store(false, std::memory_order_relaxed);
    if (!std::exchange(started_, true)) service_thread("pewter-watchdog", [this] { loop(); }).detach();
    wake_.notify_one();
  }

  void loop() {
    std::unique_lock lock(mutex_);
    for (;;) {
      if (const Clock::duration tick = look(Clock::now()); tick > 0s) {
        // A run that begins meanwhile needs no wake-up: it is looked at on the next tick, which is soon enough. So a
        // stream of short dispatches costs a tick now and then, not a wake-up each.
        wake_.wait_for(lock, tick);
        continue;
      }
      // Sequentially consistent, here and in begin(): either this thread sees the run, or the run sees that it must
      // wake this thread.
      parked_.store(true, std::memory_order_seq_cst);
      if (anything_runs()) {
        parked_.store(false, std::memory_order_relaxed);
      } else {
        wake_.wait(lock, [this] { return !parked_.load(std::memory_order_relaxed); });
      }
    }
  }

  bool anything_runs() const {
    return std::any_of(watches_.begin(), watches_.end(), [](const Watch* watch) {
      return Watch::is_running(watch->word_.load(std::memory_order_seq_cst)) && watch->timeout_.load(std::memory_order_relaxed) > 0;
    });
  }

  // When to look again; zero when nothing has run since the last time.
  Clock::duration look(Clock::time_point now) {
    Clock::duration tick = 0s;
    for (Watch* watch : watches_) {
      const std::uint64_t word = watch->word_.load(std::memory_order_acquire);
      const Clock::duration timeout(watch->timeout_.load(std::memory_order_relaxed));
      const bool moved = word != watch->seen_;
      if (timeout <= 0s || (!moved && !Watch::is_running(word))) continue;
      const Clock::duration wish = std::clamp<Clock::duration>(timeout / 8, 1ms, 250ms);
      tick = tick > 0s ? std::min(tick, wish) : wish;
      if (moved) {
        watch->seen_ = word;
        watch->since_ = now;
      } else if (now - watch->since_ >= timeout) {
        watch->stop(word);
      }
    }
    return tick;
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Watch*> watches_;  // under mutex_
  bool started_ = false;         // under mutex_
  // Written under mutex_. True: the thread sleeps, or does not exist yet, and begin() has to wake it.
  std::atomic<bool> parked_{true};
};

Watch::Watch() { Watchdog::process().add(this); }
Watch::~Watch() { Watchdog::process().remove(this); }

void Watch::begin(const void* run, Duration timeout) {
  run_.store(run, std::memory_order_relaxed);
  timeout_.store(timeout.count(), std::memory_order_relaxed);
  word_.exchange(mine_ = (mine_ | kRunning) + kStep, std::memory_order_seq_cst);
  if (timeout > 0s) Watchdog::process().run_began();
}

void Watch::end() { word_.store(mine_ = (mine_ & ~kRunning) + kStep, std::memory_order_release); }

const volatile std::uint32_t* Watch::stop_flag() const {
  // Kernels read the low half as a plain volatile word, which on every host that we generate code for is a relaxed
  // atomic load.
  static_assert(sizeof(word_) == sizeof(std::uint64_t) && std::endian::native == std::endian::little);
  return reinterpret_cast<const volatile std::uint32_t*>(&word_);
}

void Watch::stop(std::uint64_t seen) {
  // No ordering: the flag carries no data, it only has to arrive.
  word_.compare_exchange_strong(seen, seen | 1, std::memory_order_relaxed);
}

void Watch::stop_all(const void* run) {
  Watchdog::process().for_each([run](Watch& watch) {
    const std::uint64_t word = watch.word_.load(std::memory_order_acquire);
    if (is_running(word) && watch.run_.load(std::memory_order_relaxed) == run) watch.stop(word);
  });
}

}  // namespace pewter::exec
