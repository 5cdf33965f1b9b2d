// SPDX-License-Identifier: Apache-2.0
// Stands in for libpewter.so in the tests: has a name that begins like it, and locks and threads of its own.
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {
std::mutex mutex;
std::condition_variable condition;
bool done = false;
}  // namespace

extern "C" __attribute__((visibility("default"))) void pewter_inner_work() {
  done = false;
  std::thread thread([] {
    std::lock_guard lock(mutex);
    done = true;
    condition.notify_all();
  });
  {
    std::unique_lock lock(mutex);
    condition.wait(lock, [] { return done; });
  }
  thread.join();
}

extern "C" __attribute__((visibility("default"))) void pewter_inner_call(void (*function)()) { function(); }
