// SPDX-License-Identifier: Apache-2.0
#include "exec/support/worker_pool.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

namespace pewter::exec {
namespace {

using Clock = std::chrono::steady_clock;

Dispatch threadgroups(std::uint32_t count) { return {.threads_per_grid = {count}, .threads_per_threadgroup = {1}}; }

// Counts the runs of every threadgroup, without synchronisation: each is run by one thread, and seen by the owner.
struct CountingJob : Job {
  CountingJob(const Dispatch& dispatch, unsigned workers)
      : Job(dispatch, workers, {}, [](Job& job) { static_cast<CountingJob&>(job).count(); }), runs(threadgroups()) {}
  void count() {
    for (std::uint64_t begin, end; claim(begin, end);)
      for (; begin < end; ++begin) ++runs[begin];
  }
  bool is_done() const { return runs == std::vector<int>(runs.size(), 1); }
  std::vector<int> runs;
};

TEST(WorkerPool, RunsEverythingWithAnyNumberOfHelpers) {
  for (const unsigned helpers : {0u, 1u, 3u}) {
    WorkerPool pool(helpers);
    EXPECT_EQ(pool.helpers(), helpers);
    for (const std::uint32_t count : {0u, 1u, 2u, 1000u}) {
      const Dispatch dispatch = threadgroups(count);
      CountingJob job(dispatch, helpers + 1);
      pool.run(job);
      EXPECT_TRUE(job.is_done());
    }
  }
}

TEST(WorkerPool, ManyCallersAtOnce) {
  // More of them than there are slots.
  WorkerPool pool(3);
  std::atomic<int> wrong{0};
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 40; ++caller)
    callers.emplace_back([&, caller] {
      for (int round = 0; round < 50; ++round) {
        const Dispatch dispatch = threadgroups(static_cast<std::uint32_t>(caller * 7 + round));
        CountingJob job(dispatch, 4);
        pool.run(job);
        wrong += !job.is_done();
      }
    });
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
}

// Two threadgroups, each of which ends only when the other has begun: takes two threads.
struct MeetingJob : Job {
  explicit MeetingJob(const Dispatch& dispatch) : Job(dispatch, 2, {}, [](Job& job) { static_cast<MeetingJob&>(job).meet(); }) {}
  void meet() {
    for (std::uint64_t begin, end; claim(begin, end, 1);) {
      ++arrived;
      for (const auto deadline = Clock::now() + std::chrono::seconds(20); arrived < 2;)
        if (Clock::now() > deadline) {
          gave_up = true;
          return;
        }
    }
  }
  std::atomic<int> arrived{0};
  std::atomic<bool> gave_up{false};
};

TEST(WorkerPool, NoWakeUpIsLost) {
  // The pauses are about as long as helpers spin, so that jobs come while they go to sleep.
  WorkerPool pool(1);
  std::mt19937 random(1);
  const Dispatch dispatch = threadgroups(2);
  for (int round = 0; round < 3000; ++round) {
    for (const auto end = Clock::now() + std::chrono::microseconds(random() % 60); Clock::now() < end;) {}
    MeetingJob job(dispatch);
    pool.run(job);
    ASSERT_FALSE(job.gave_up) << "round " << round;
  }
}

TEST(WorkerPool, AJobMayBeSharedLate) {
  WorkerPool pool(1);
  const Dispatch dispatch = threadgroups(2);
  MeetingJob job(dispatch);
  {
    WorkerPool::Sharing sharing(pool);
    std::uint64_t begin, end;
    ASSERT_TRUE(job.claim(begin, end, 1));
    ++job.arrived;
    sharing.open(job);
    for (const auto deadline = Clock::now() + std::chrono::seconds(20); job.arrived < 2 && Clock::now() < deadline;) {}
  }
  EXPECT_EQ(job.arrived, 2);
  EXPECT_FALSE(job.gave_up);
}

TEST(WorkerPool, ComesAndGoesWithoutWork) {
  for (int i = 0; i < 50; ++i) WorkerPool pool(4);
}

}  // namespace
}  // namespace pewter::exec
