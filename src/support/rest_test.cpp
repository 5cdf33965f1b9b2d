// SPDX-License-Identifier: Apache-2.0
#include "support/rest.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "support/spin.h"

namespace pewter {
namespace {

using std::chrono::milliseconds;

// As libraries' threads do between two calls; told to end by its owner.
class Spinner {
 public:
  explicit Spinner(bool yields)
      : thread_([this, yields] {
          while (!ends_.load(std::memory_order_relaxed)) yields ? std::this_thread::yield() : spin_pause();
        }) {}
  void end() {
    ends_.store(true, std::memory_order_relaxed);
    thread_.join();
  }

 private:
  std::atomic<bool> ends_{false};  // relaxed: orders nothing
  std::thread thread_;
};

TEST(Rest, OneThatSpinsDoesNotRest) {
  for (bool yields : {false, true}) {
    Spinner spinner(yields);
    EXPECT_FALSE(wait_for_rest(milliseconds(20)));
    EXPECT_FALSE(other_threads_rest());
    spinner.end();
    EXPECT_TRUE(wait_for_rest(milliseconds(10'000)));
  }
}

TEST(Rest, OneThatSleepsRests) {
  std::mutex mutex;
  std::condition_variable woken;
  bool ends = false;
  std::thread sleeper([&] {
    std::unique_lock lock(mutex);
    woken.wait(lock, [&] { return ends; });
  });
  EXPECT_TRUE(wait_for_rest(milliseconds(10'000)));
  {
    const std::lock_guard lock(mutex);
    ends = true;
  }
  woken.notify_one();
  sleeper.join();
}

TEST(Rest, WhoAsksDoesNotCount) { EXPECT_TRUE(wait_for_rest(milliseconds(10'000))); }

}  // namespace
}  // namespace pewter
