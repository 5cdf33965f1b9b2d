// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>

#include "foundation/date.h"

namespace pewter::foundation {

// NSCondition: a lock with a condition variable. wait() is for whoever holds the lock; wake-ups may be spurious.
class Condition final : public Object {
 public:
  static const ClassRecord kClass;

  Condition() : Object(kClass) {}

  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }
  void wait() {
    std::unique_lock held(mutex_, std::adopt_lock);
    condition_.wait(held);
    held.release();
  }
  // False once the time has come.
  bool wait_until(Date::Time limit) {
    std::unique_lock held(mutex_, std::adopt_lock);
    const bool signalled = condition_.wait_until(held, limit) == std::cv_status::no_timeout;
    held.release();
    return signalled;
  }
  void signal() { condition_.notify_one(); }
  void broadcast() { condition_.notify_all(); }

 private:
  std::mutex mutex_;
  std::condition_variable condition_;
};

}  // namespace pewter::foundation
