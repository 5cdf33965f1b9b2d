// SPDX-License-Identifier: Apache-2.0
#include "exec/support/job.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace pewter::exec {
namespace {

void no_work(Job&) {}

Dispatch dispatch_of(Extent grid, Extent size) { return {.threads_per_grid = grid, .threads_per_threadgroup = size}; }

TEST(Job, CountsThreadgroupsAtTheEdgesToo) {
  const Dispatch full = dispatch_of({64, 8, 2}, {32, 4, 2}), partial = dispatch_of({65, 7, 3}, {32, 4, 2}),
                 large = dispatch_of({0xffffffff}, {1024});
  EXPECT_EQ(Job(full, 2, {}, no_work).threadgroups(), 4u);
  EXPECT_EQ(Job(partial, 2, {}, no_work).threadgroups(), 12u);
  EXPECT_EQ(Job(large, 2, {}, no_work).threadgroups(), 0x400000u);
}

TEST(Job, AnEmptyGridHasNone) {
  for (const Extent grid : {Extent{0}, Extent{1, 0, 1}, Extent{1, 1, 0}}) {
    const Dispatch dispatch = dispatch_of(grid, {32});
    Job job(dispatch, 2, {}, no_work);
    std::uint64_t begin, end;
    EXPECT_EQ(job.threadgroups(), 0u);
    EXPECT_FALSE(job.has_work());
    EXPECT_FALSE(job.claim(begin, end));
  }
}

TEST(Job, ClaimsCoverTheGridInOrderAndGetSmaller) {
  const Dispatch dispatch = dispatch_of({100'000}, {10});
  Job job(dispatch, 4, {}, no_work);
  std::uint64_t at = 0, last = UINT64_MAX, claims = 0;
  for (std::uint64_t begin, end; job.claim(begin, end); ++claims) {
    ASSERT_EQ(begin, at);
    ASSERT_GT(end, begin);
    ASSERT_LE(end - begin, last);
    last = end - begin;
    at = end;
  }
  EXPECT_EQ(at, 10'000u);
  EXPECT_EQ(last, 1u);
  EXPECT_LT(claims, 300u);
  EXPECT_FALSE(job.has_work());
}

TEST(Job, OnlyWhatIsLargerThanTheCachesMayStream) {
  const Dispatch dispatch = dispatch_of({1 << 20}, {256}), empty = dispatch_of({0}, {256});
  Job unset(dispatch, 2, {}, no_work), fits(dispatch, 2, {}, no_work), large(dispatch, 2, {}, no_work),
      always(dispatch, 2, {}, no_work), none(empty, 2, {}, no_work);
  EXPECT_FALSE(unset.may_stream());
  fits.set_cached_bytes(std::uint64_t{1} << 40);
  EXPECT_FALSE(fits.may_stream());
  EXPECT_EQ(fits.launch().cached_bytes_per_thread, UINT32_MAX);
  large.set_cached_bytes(32 << 20);
  EXPECT_TRUE(large.may_stream());
  EXPECT_EQ(large.launch().cached_bytes_per_thread, 32u);
  always.set_cached_bytes(0);
  EXPECT_TRUE(always.may_stream());
  EXPECT_EQ(always.launch().cached_bytes_per_thread, 0u);
  none.set_cached_bytes(0);
  EXPECT_FALSE(none.may_stream());
}

TEST(Job, ClaimsKeepWithinTheirBounds) {
  const Dispatch dispatch = dispatch_of({1000}, {1});
  Job job(dispatch, 4, {}, no_work);
  job.set_smallest_chunk(100);
  std::uint64_t begin, end;
  ASSERT_TRUE(job.claim(begin, end, 3));
  EXPECT_EQ(end, 3u);
  ASSERT_TRUE(job.claim(begin, end));
  EXPECT_EQ(end, 103u);
  while (job.claim(begin, end)) ASSERT_TRUE(end - begin == 100 || end == 1000);
}

TEST(Job, ThreadsClaimDifferentOnes) {
  const Dispatch dispatch = dispatch_of({200'000}, {1});
  Job job(dispatch, 4, {}, no_work);
  std::vector<int> runs(200'000);  // not synchronised: each is touched by one thread
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (std::uint64_t begin, end; job.claim(begin, end, 7);)
        for (; begin < end; ++begin) ++runs[begin];
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(runs, std::vector<int>(200'000, 1));
}

TEST(Job, AdvancingIsPlacingTheNext) {
  const Dispatch dispatch = dispatch_of({65, 7, 3}, {32, 4, 2});
  Job job(dispatch, 2, {}, no_work);
  model::ThreadgroupFrame walked{}, placed{};
  job.place(0, walked);
  for (std::uint64_t number = 0; number < job.threadgroups(); ++number, job.advance(walked)) {
    job.place(number, placed);
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(walked.position_in_grid[i], placed.position_in_grid[i]);
      EXPECT_EQ(walked.threads_per_threadgroup[i], placed.threads_per_threadgroup[i]);
    }
  }
  job.place(11, placed);
  EXPECT_EQ(placed.threads_per_threadgroup[0], 1u);
  EXPECT_EQ(placed.threads_per_threadgroup[1], 3u);
  EXPECT_EQ(placed.threads_per_threadgroup[2], 1u);
}

TEST(Job, AFaultEndsItAndTheFirstOneCounts) {
  const Dispatch dispatch = dispatch_of({1000}, {1});
  Job job(dispatch, 2, {}, no_work);
  std::uint64_t begin, end;
  ASSERT_TRUE(job.claim(begin, end));
  EXPECT_FALSE(job.has_failed());
  job.fail({Fault::Kind::page_fault, "first"});
  job.fail({Fault::Kind::timeout, "second"});
  EXPECT_TRUE(job.has_failed());
  EXPECT_FALSE(job.has_work());
  EXPECT_FALSE(job.claim(begin, end));
  EXPECT_EQ(job.fault()->message, "first");
}

}  // namespace
}  // namespace pewter::exec
