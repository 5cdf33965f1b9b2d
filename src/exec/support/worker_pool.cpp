// SPDX-License-Identifier: Apache-2.0
#include "exec/support/worker_pool.h"

#include <algorithm>
#include <bit>

#include "exec/support/futex.h"
#include "support/tick.h"
#include "support/check.h"
#include "support/service_thread.h"
#include "support/spin.h"

namespace pewter::exec {
namespace {

constexpr double kUsualWakeTime = 4;  // microseconds; until it has been measured

// Threads start to look for a free slot at different places.
unsigned first_slot() {
  static std::atomic<unsigned> next{0};  // relaxed: only to spread them
  thread_local const unsigned mine [[gnu::tls_model("initial-exec")]] = next.fetch_add(1, std::memory_order_relaxed);
  return mine;
}

}  // namespace

WorkerPool::WorkerPool(unsigned helpers) : wake_ticks_(static_cast<std::uint64_t>(kUsualWakeTime * ticks_per_microsecond())) {
  for (unsigned i = 0; i < helpers; ++i) threads_.push_back(service_thread("pewter-exec", [this, i] { help(i); }));
}

WorkerPool::~WorkerPool() {
  for (const Slot& slot : slots_) PEWTER_CHECK(slot.state.load(std::memory_order_relaxed) == 0);
  ending_.store(true, std::memory_order_relaxed);
  wakes_.fetch_add(1, std::memory_order_release);
  futex_wake(wakes_);
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::run(Job& job) {
  Sharing sharing(*this);
  if (!threads_.empty() && job.threadgroups() > 1) sharing.open(job);
  job.work();
}

int WorkerPool::open(Job& job) {
  const unsigned first = first_slot();
  for (unsigned i = 0; i < kSlots; ++i) {
    const unsigned number = (first + i) % kSlots;
    Slot& slot = slots_[number];
    std::uint32_t free = 0;
    // Acquire: pairs with the release that freed the slot.
    if (!slot.state.compare_exchange_strong(free, kTaken, std::memory_order_acquire, std::memory_order_relaxed)) continue;
    slot.job = &job;
    slot.state.store(kTaken | kOpen, std::memory_order_release);
    open_.fetch_or(1u << number, std::memory_order_seq_cst);
    if (sleepers_.load(std::memory_order_seq_cst) > 0) {
      const std::uint64_t began = ticks();
      wake_one();
      // A quarter of the new and three of the old; what goes up goes up slowly, as the system may take the core away.
      const std::uint64_t old = wake_ticks();
      wake_ticks_.store((std::min(ticks() - began, 2 * old) + 3 * old) / 4, std::memory_order_relaxed);
    }
    return static_cast<int>(number);
  }
  return -1;
}

void WorkerPool::close(int number) {
  Slot& slot = slots_[static_cast<unsigned>(number)];
  if (open_.load(std::memory_order_relaxed) >> number & 1) open_.fetch_and(~(1u << number), std::memory_order_relaxed);
  std::uint32_t state = slot.state.fetch_and(~kOpen, std::memory_order_acquire) & ~kOpen;
  for (Spin spin; state & kCount; state = slot.state.load(std::memory_order_acquire)) {
    if (spin.wait()) continue;
    if (state & kWaits) {
      futex_wait(slot.state, state);
    } else {
      // Whoever leaves last after this sees the bit; if all have left, the count that comes back says so.
      state = slot.state.fetch_or(kWaits, std::memory_order_acquire) | kWaits;
      if (state & kCount) futex_wait(slot.state, state);
    }
  }
  slot.state.store(0, std::memory_order_release);
}

void WorkerPool::wake_one() {
  wakes_.fetch_add(1, std::memory_order_seq_cst);
  futex_wake(wakes_, 1);
}

// Joins a shared job and works on it until nothing is left to claim. False: there was none.
bool WorkerPool::look_for_work(unsigned number) {
  std::uint32_t open = open_.load(std::memory_order_acquire);
  if (!open) return false;
  // Helpers begin at different slots, so that several jobs get some help each.
  const unsigned turn = number % kSlots;
  for (open = std::rotr(open, static_cast<int>(turn)); open; open &= open - 1) {
    const unsigned at = (static_cast<unsigned>(std::countr_zero(open)) + turn) % kSlots;
    Slot& slot = slots_[at];
    std::uint32_t state = slot.state.load(std::memory_order_relaxed);
    do {
      if (!(state & kOpen)) break;
    } while (!slot.state.compare_exchange_weak(state, state + 1, std::memory_order_acquire, std::memory_order_relaxed));
    if (!(state & kOpen)) continue;
    Job& job = *slot.job;
    if (job.has_work()) {
      // One helper wakes the next: the owner pays for one wake-up only.
      if (sleepers_.load(std::memory_order_relaxed) > 0) wake_one();
      job.work();
    }
    open_.fetch_and(~(1u << at), std::memory_order_relaxed);
    // After this the job may be gone; the slot stays.
    const std::uint32_t before = slot.state.fetch_sub(1, std::memory_order_release);
    if ((before & kWaits) && (before & kCount) == 1) futex_wake(slot.state);
  }
  return true;
}

// No wake-up is lost: in the one order of all sequentially consistent operations, either open()'s fetch_or comes before
// the load of open_ here, which then sees the job; or the fetch_add of sleepers_ here comes before open()'s load of it,
// which then counts wakes_ up. `wakes` was read before the fetch_add, so in the second case the word has changed and
// futex_wait() returns at once, or this thread sleeps already and is the one, or one of those, that is woken.
void WorkerPool::park() {
  const std::uint32_t wakes = wakes_.load(std::memory_order_seq_cst);
  sleepers_.fetch_add(1, std::memory_order_seq_cst);
  if (open_.load(std::memory_order_seq_cst) == 0 && !ending_.load(std::memory_order_relaxed)) futex_wait(wakes_, wakes);
  sleepers_.fetch_sub(1, std::memory_order_relaxed);
}

void WorkerPool::help(unsigned number) {
  while (!ending_.load(std::memory_order_relaxed)) {
    if (look_for_work(number)) continue;
    spinning_.fetch_add(1, std::memory_order_relaxed);
    for (Spin spin; open_.load(std::memory_order_relaxed) == 0 && spin.wait();) {}
    spinning_.fetch_sub(1, std::memory_order_relaxed);
    if (open_.load(std::memory_order_relaxed) == 0) park();
  }
}

}  // namespace pewter::exec
