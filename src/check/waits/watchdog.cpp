// SPDX-License-Identifier: Apache-2.0
#include "check/waits/watchdog.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>

namespace pewter::check {

Watchdog::Watchdog(Checker& checker, std::chrono::nanoseconds age) : checker_(checker), age_(age) {
  // The program's signals are for the program's threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this] { run(); });
  pthread_setname_np(thread_.native_handle(), "pewter-watch");
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Watchdog::~Watchdog() {
  {
    std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Watchdog::run() {
  const auto pause =
      std::clamp<std::chrono::nanoseconds>(age_ / 4, std::chrono::milliseconds(20), std::chrono::milliseconds(250));
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, pause, [this] { return ended_; })) {
    lock.unlock();
    checker_.look_for_stuck(age_);
    checker_.look_for_stillness();
    lock.lock();
  }
}

}  // namespace pewter::check
