// SPDX-License-Identifier: Apache-2.0
#include "exec/support/watchdog.h"

#include <gtest/gtest.h>

#include <thread>

namespace pewter::exec {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// False: it took longer than any working watchdog would.
template <class Condition>
bool comes_true(Condition condition) {
  for (const auto end = Clock::now() + 20s; Clock::now() < end; std::this_thread::yield())
    if (condition()) return true;
  return false;
}

template <class F>
void go_on_for(Clock::duration time, F f) {
  for (const auto end = Clock::now() + time; Clock::now() < end;) f();
}

int run_a, run_b;

TEST(Watchdog, StopsARunWithoutProgress) {
  Watch watch;
  const auto began = Clock::now();
  watch.begin(&run_a, 100ms);
  EXPECT_TRUE(comes_true([&] { return watch.is_stopped(); }));
  EXPECT_GE(Clock::now() - began, 100ms);
  EXPECT_NE(__atomic_load_n(watch.stop_flag(), __ATOMIC_RELAXED), 0u);
  watch.end();
}

TEST(Watchdog, LeavesRunsWithProgressAlone) {
  Watch watch;
  watch.begin(&run_a, 400ms);
  go_on_for(1s, [&] {
    watch.progress();
    ASSERT_FALSE(watch.is_stopped());
  });
  watch.end();
}

TEST(Watchdog, TheNextThreadgroupStartsAnew) {
  Watch watch;
  watch.begin(&run_a, 50ms);
  ASSERT_TRUE(comes_true([&] { return watch.is_stopped(); }));
  watch.progress();
  EXPECT_FALSE(watch.is_stopped());
  EXPECT_TRUE(comes_true([&] { return watch.is_stopped(); }));
  watch.end();
}

TEST(Watchdog, WakesUpForEveryRun) {
  // It goes to sleep between them: each run must wake it.
  Watch watch;
  for (int i = 0; i < 5; ++i) {
    watch.begin(&run_a, 20ms);
    ASSERT_TRUE(comes_true([&] { return watch.is_stopped(); })) << i;
    watch.end();
    go_on_for(30ms, [] {});
  }
}

TEST(Watchdog, NoTimeoutMeansNever) {
  Watch quick, slow;
  slow.begin(&run_a, 0ms);
  quick.begin(&run_b, 50ms);
  EXPECT_TRUE(comes_true([&] { return quick.is_stopped(); }));
  EXPECT_FALSE(slow.is_stopped());
  quick.end();
  slow.end();
}

TEST(Watch, StopAllStopsThatRunOnly) {
  Watch one, two, other, idle;
  one.begin(&run_a, 100s);
  two.begin(&run_a, 0s);
  other.begin(&run_b, 100s);
  idle.begin(&run_a, 100s);
  idle.end();
  Watch::stop_all(&run_a);
  EXPECT_TRUE(one.is_stopped());
  EXPECT_TRUE(two.is_stopped());
  EXPECT_FALSE(other.is_stopped());
  EXPECT_FALSE(idle.is_stopped());
  for (Watch* watch : {&one, &two, &other}) watch->end();
}

TEST(Watch, AStopHitsOnlyTheThreadgroupsItWasMeantFor) {
  // One thread goes from run to run; stops of the first run must never be seen in the second.
  std::atomic<bool> done{false};
  std::thread stopper([&] {
    while (!done) Watch::stop_all(&run_a);
  });
  Watch watch;
  int wrong = 0;
  go_on_for(200ms, [&] {
    watch.begin(&run_a, 0s);
    watch.end();
    watch.begin(&run_b, 0s);
    for (int i = 0; i < 100; ++i) wrong += watch.is_stopped();
    watch.end();
  });
  done = true;
  stopper.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace pewter::exec
