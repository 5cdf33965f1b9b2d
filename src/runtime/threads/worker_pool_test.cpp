// SPDX-License-Identifier: Apache-2.0
#include "runtime/threads/worker_pool.h"

#include <gmock/gmock.h>

#include <atomic>
#include <numeric>
#include <vector>

#include "runtime/scheduler/parallel.h"
#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using testing::Door;

TEST(WorkerPool, OneThreadIsASerialQueue) {
  WorkerPool pool(1, "test");
  std::vector<int> order;  // not synchronised: only one thread may ever touch it
  Door done;
  for (int i = 0; i < 1000; ++i) pool.post([&, i] { order.push_back(i); });
  pool.post([&] { done.open(); });
  ASSERT_TRUE(done.wait());
  std::vector<int> expected(1000);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(order, expected);
}

TEST(WorkerPool, AsManyAtOnceAsItHasThreads) {
  WorkerPool pool(3, "test");
  std::atomic<int> inside{0}, most{0}, left{30};
  Door three, done;
  for (int i = 0; i < 30; ++i) {
    pool.post([&] {
      const int now = ++inside;
      for (int old = most; old < now && !most.compare_exchange_weak(old, now);) {}
      if (now == 3) three.open();
      three.wait();  // nobody leaves before three are in
      --inside;
      if (--left == 0) done.open();
    });
  }
  EXPECT_TRUE(done.wait());
  EXPECT_EQ(most, 3);
}

TEST(WorkerPool, WhatWasPostedRunsThoughThePoolIsGone) {
  std::atomic<int> ran{0};
  Door may_go, done;
  {
    WorkerPool pool(1, "test");
    pool.post([&] { may_go.wait(); });
    for (int i = 0; i < 10; ++i)
      pool.post([&] {
        if (++ran == 10) done.open();
      });
  }
  may_go.open();
  EXPECT_TRUE(done.wait());
}

TEST(WorkerPool, WhoWaitsMayRunWhatIsNextInLine) {
  struct Noted : Task {
    std::thread::id ran_on;
    Door done;
  };
  const auto run = [](Task* task) {
    static_cast<Noted*>(task)->ran_on = std::this_thread::get_id();
    static_cast<Noted*>(task)->done.open();
  };
  const auto is = [](const Task* task, const void* wanted) { return task == wanted; };
  WorkerPool pool(1, "test");
  Door busy, release;
  pool.post([&] {
    busy.open();
    release.wait();
  });
  ASSERT_TRUE(busy.wait());
  Noted first, second;
  first.run = second.run = run;
  EXPECT_FALSE(pool.run_next_if(is, &first)) << "nothing is in line";
  pool.post(&first);
  pool.post(&second);
  EXPECT_FALSE(pool.run_next_if(is, &second)) << "it is not its turn";
  EXPECT_TRUE(pool.run_next_if(is, &first));
  EXPECT_EQ(first.ran_on, std::this_thread::get_id());
  release.open();
  ASSERT_TRUE(second.done.wait());
  EXPECT_NE(second.ran_on, std::this_thread::get_id());
  pool.quiesce(10);
}

TEST(WorkerPool, QuiesceWaitsForWorkAndThenStopsIt) {
  // The pool keeps what it does not run, and its thread outlives this test: a fresh one each time, never destroyed.
  struct Kept {
    WorkerPool pool{1, "test"};
    std::atomic<int> ran{0};
    Door stuck;
  };
  static std::vector<Kept*> all;
  Kept* kept = all.emplace_back(new Kept);
  WorkerPool& pool = kept->pool;
  std::atomic<int>& ran = kept->ran;
  for (int i = 0; i < 100; ++i) pool.post([kept] { ++kept->ran; });
  pool.quiesce(10);
  EXPECT_EQ(ran, 100);
  pool.post([kept] { ++kept->ran; });  // it came to rest in time: work goes on
  pool.quiesce(10);
  EXPECT_EQ(ran, 101);
  pool.post([kept] { kept->stuck.wait(); });
  pool.post([kept] { ++kept->ran; });
  pool.quiesce(0.01);  // gives up, and nothing more is taken up
  kept->stuck.open();
  pool.quiesce(0.01);
  EXPECT_EQ(ran, 101);
}

TEST(ParallelFor, CallsEveryIndexOnceEvenWithoutHelp) {
  WorkerPool pool(4, "test");
  for (std::size_t count : {0, 1, 2, 100}) {
    std::vector<int> calls(count);  // each element is touched by one thread
    parallel_for(pool, count, [&](std::size_t i) { ++calls[i]; });
    EXPECT_THAT(calls, ::testing::Each(1));
  }
  WorkerPool busy(1, "test");
  Door release;
  busy.post([&] { release.wait(); });
  int sum = 0;
  parallel_for(busy, 10, [&](std::size_t i) { sum += static_cast<int>(i); });
  EXPECT_EQ(sum, 45);
  release.open();
  busy.quiesce(10);
}

}  // namespace
}  // namespace pewter::runtime
