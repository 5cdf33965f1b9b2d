// SPDX-License-Identifier: Apache-2.0
// Kernels whose threads meet: barriers, SIMD-group and quad-group functions, and what becomes of them where control
// flow parts.
#include <gtest/gtest.h>

#include <bit>
#include <numeric>

#include "exec/reference/test_kernel.h"

namespace pewter::exec::reference {
namespace {

// A kernel `k(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint lane
// [[thread_index_in_simdgroup]])` around `body`, which ends by storing to %slot and `ret void`.
std::string kernel_of(std::string_view body) {
  return with_declarations(std::string(R"(
define void @k(ptr addrspace(1) %out, i32 %i, i32 %lane) {
entry:
  %at = zext i32 %i to i64
  %slot = getelementptr i32, ptr addrspace(1) %out, i64 %at
)") + std::string(body) + R"(
}
!pewter.kernels = !{!0}
!0 = !{ptr @k, !"k", !1, !2, !3}
!1 = !{!"buffer", i32 0}
!2 = !{!"thread_position_in_grid", i32 1, i32 32}
!3 = !{!"thread_index_in_simdgroup", i32 1, i32 32}
)");
}

class LockstepTest : public testing::Test {
 protected:
  // The words that `threads` threads in one threadgroup stored.
  std::vector<std::uint32_t> run(std::string_view body, std::uint32_t threads = 32) {
    const auto kernel = load_kernel(*executor_, kernel_of(body), "k");
    EXPECT_TRUE(kernel.info.convergent);
    std::vector<std::uint32_t> out(threads, 0xdeadbeef);
    Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {threads}, .threads_per_threadgroup = {threads}};
    dispatch.buffers[0] = bytes_of(out);
    const auto result = executor_->dispatch(dispatch);
    EXPECT_TRUE(result.ok()) << result.error().message;
    return out;
  }

  std::unique_ptr<Executor> executor_ = make_reference_executor({.threads = 2});
};

TEST_F(LockstepTest, SumsOverTheSimdgroup) {
  EXPECT_EQ(run(R"(
  %r = call i32 @__pewter_simd_sum_u32(i32 %lane)
  store i32 %r, ptr addrspace(1) %slot
  ret void)"),
            std::vector<std::uint32_t>(32, 496));
}

TEST_F(LockstepTest, PartialSimdgroupSumsItsOwnLanesOnly) {
  const auto out = run(R"(
  %r = call i32 @__pewter_simd_sum_u32(i32 1)
  store i32 %r, ptr addrspace(1) %slot
  ret void)",
                       40);
  for (int i = 0; i < 40; ++i) EXPECT_EQ(out[i], i < 32 ? 32u : 8u) << i;
}

TEST_F(LockstepTest, LanesThatReturnedAreNotActive) {
  const auto out = run(R"(
  %early = icmp ult i32 %lane, 8
  br i1 %early, label %leave, label %stay
leave:
  ret void
stay:
  %r = call i32 @__pewter_simd_sum_u32(i32 1)
  store i32 %r, ptr addrspace(1) %slot
  ret void)");
  for (int i = 0; i < 32; ++i) EXPECT_EQ(out[i], i < 8 ? 0xdeadbeefu : 24u) << i;
}

TEST_F(LockstepTest, BranchesSumApartAndMeetAgain) {
  const auto out = run(R"(
  %low = icmp ult i32 %lane, 10
  br i1 %low, label %then, label %else
then:
  %a = call i32 @__pewter_simd_sum_u32(i32 1)
  br label %join
else:
  %b = call i32 @__pewter_simd_sum_u32(i32 100)
  br label %join
join:
  %own = phi i32 [ %a, %then ], [ %b, %else ]
  %all = call i32 @__pewter_simd_sum_u32(i32 1)
  %r = mul i32 %own, %all
  store i32 %r, ptr addrspace(1) %slot
  ret void)");
  for (int i = 0; i < 32; ++i) EXPECT_EQ(out[i], i < 10 ? 10u * 32 : 2200u * 32) << i;
}

// The same call with the same operand on both sides of a branch is two calls: the optimiser must not make one of them.
TEST_F(LockstepTest, EqualCallsInBothBranchesAreNotMerged) {
  const auto out = run(R"(
  %low = icmp ult i32 %lane, 10
  br i1 %low, label %then, label %else
then:
  %a = call i32 @__pewter_simd_sum_u32(i32 1)
  br label %join
else:
  %b = call i32 @__pewter_simd_sum_u32(i32 1)
  br label %join
join:
  %own = phi i32 [ %a, %then ], [ %b, %else ]
  store i32 %own, ptr addrspace(1) %slot
  ret void)");
  for (int i = 0; i < 32; ++i) EXPECT_EQ(out[i], i < 10 ? 10u : 22u) << i;
}

TEST_F(LockstepTest, LoopWithLaneVaryingTripCount) {
  const auto out = run(R"(
  br label %head
head:
  %n = phi i32 [ 0, %entry ], [ %n1, %body ]
  %sum = phi i32 [ 0, %entry ], [ %sum1, %body ]
  %more = icmp ult i32 %n, %lane
  br i1 %more, label %body, label %done
body:
  %active = call i32 @__pewter_simd_sum_u32(i32 1)
  %sum1 = add i32 %sum, %active
  %n1 = add i32 %n, 1
  br label %head
done:
  %all = call i32 @__pewter_simd_sum_u32(i32 1)
  %high = shl i32 %all, 16
  %r = or i32 %high, %sum
  store i32 %r, ptr addrspace(1) %slot
  ret void)");
  for (std::uint32_t lane = 0; lane < 32; ++lane) {
    std::uint32_t sum = 0;
    for (std::uint32_t n = 0; n < lane; ++n) sum += 31 - n;  // iteration n has the lanes above n
    EXPECT_EQ(out[lane], 32u << 16 | sum) << lane;
  }
}

TEST_F(LockstepTest, ConditionalCallInALoopKeepsIterationsApart) {
  const auto out = run(R"(
  br label %head
head:
  %n = phi i32 [ 0, %entry ], [ %n1, %latch ]
  %sum = phi i32 [ 0, %entry ], [ %sum2, %latch ]
  %more = icmp ult i32 %n, 4
  br i1 %more, label %body, label %done
body:
  %mix = add i32 %lane, %n
  %bit = and i32 %mix, 3
  %calls = icmp eq i32 %bit, 0
  br i1 %calls, label %call, label %latch
call:
  %value = shl i32 1, %n
  %got = call i32 @__pewter_simd_sum_u32(i32 %value)
  %sum1 = add i32 %sum, %got
  br label %latch
latch:
  %sum2 = phi i32 [ %sum, %body ], [ %sum1, %call ]
  %n1 = add i32 %n, 1
  br label %head
done:
  store i32 %sum, ptr addrspace(1) %slot
  ret void)");
  // Lane l calls in iteration (-l) % 4 only, together with the seven others of its kind.
  for (std::uint32_t lane = 0; lane < 32; ++lane) EXPECT_EQ(out[lane], 8u << ((0u - lane) & 3)) << lane;
}

TEST_F(LockstepTest, ShufflesAndBallots) {
  const auto out = run(R"(
  %other = xor i32 %lane, 5
  %s = call i32 @__pewter_simd_shuffle_u32(i32 %lane, i32 %other)
  %odd = trunc i32 %lane to i1
  %b = call i64 @__pewter_simd_ballot(i1 %odd)
  %b32 = trunc i64 %b to i32
  %right = icmp eq i32 %b32, 2863311530
  %r = select i1 %right, i32 %s, i32 999
  store i32 %r, ptr addrspace(1) %slot
  ret void)");
  for (std::uint32_t lane = 0; lane < 32; ++lane) EXPECT_EQ(out[lane], lane ^ 5) << lane;
}

TEST_F(LockstepTest, QuadsAreApart) {
  const auto out = run(R"(
  %s = call i32 @__pewter_quad_sum_u32(i32 %lane)
  store i32 %s, ptr addrspace(1) %slot
  ret void)",
                       30);
  for (std::uint32_t lane = 0; lane < 30; ++lane) {
    std::uint32_t sum = 0;
    for (std::uint32_t other = lane / 4 * 4; other < std::min(30u, lane / 4 * 4 + 4); ++other) sum += other;
    EXPECT_EQ(out[lane], sum) << lane;
  }
}

TEST_F(LockstepTest, Scans) {
  const auto out = run(R"(
  %odd = and i32 %lane, 1
  %even = icmp eq i32 %odd, 0
  br i1 %even, label %scan, label %end
scan:
  %e = call i32 @__pewter_simd_prefix_exclusive_sum_u32(i32 %lane)
  %n = call i32 @__pewter_simd_prefix_inclusive_sum_u32(i32 %lane)
  %high = shl i32 %n, 16
  %r = or i32 %e, %high
  store i32 %r, ptr addrspace(1) %slot
  br label %end
end:
  ret void)");
  std::uint32_t sum = 0;
  for (std::uint32_t lane = 0; lane < 32; lane += 2) {
    EXPECT_EQ(out[lane], sum | (sum + lane) << 16) << lane;
    sum += lane;
  }
}

constexpr std::string_view kReverse = R"(
@shared = internal addrspace(3) global [256 x i32] undef, align 4
define void @reverse(ptr addrspace(1) %data, ptr addrspace(3) %bound, i32 %i, i32 %local, i32 %size) {
  %at = zext i32 %i to i64
  %here = zext i32 %local to i64
  %slot = getelementptr i32, ptr addrspace(1) %data, i64 %at
  %x = load i32, ptr addrspace(1) %slot
  %mine = getelementptr [256 x i32], ptr addrspace(3) @shared, i64 0, i64 %here
  store i32 %x, ptr addrspace(3) %mine
  call void @__pewter_threadgroup_barrier(i32 2)
  %last = sub i32 %size, 1
  %there = sub i32 %last, %local
  %across = zext i32 %there to i64
  %theirs = getelementptr [256 x i32], ptr addrspace(3) @shared, i64 0, i64 %across
  %y = load i32, ptr addrspace(3) %theirs
  %second = getelementptr i32, ptr addrspace(3) %bound, i64 %here
  %z = add i32 %y, 1000
  store i32 %z, ptr addrspace(3) %second
  call void @__pewter_threadgroup_barrier(i32 2)
  %third = getelementptr i32, ptr addrspace(3) %bound, i64 %across
  %w = load i32, ptr addrspace(3) %third
  %w2 = mul i32 %w, 2
  store i32 %w2, ptr addrspace(1) %slot
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @reverse, !"reverse", !1, !2, !3, !4, !5}
!1 = !{!"buffer", i32 0}
!2 = !{!"threadgroup", i32 0}
!3 = !{!"thread_position_in_grid", i32 1, i32 32}
!4 = !{!"thread_index_in_threadgroup", i32 1, i32 32}
!5 = !{!"threads_per_threadgroup", i32 1, i32 32}
)";

TEST_F(LockstepTest, BarriersOrderStaticAndBoundThreadgroupMemory) {
  const auto kernel = load_kernel(*executor_, with_declarations(kReverse), "reverse");
  EXPECT_EQ(kernel.info.static_threadgroup_bytes, 1024u);
  std::vector<std::uint32_t> data(1000);  // ten whole threadgroups of 96 and one of 40
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {1000}, .threads_per_threadgroup = {96}};
  dispatch.buffers[0] = bytes_of(data);
  dispatch.threadgroup_memory[0] = 96 * 4;
  for (int run = 0; run < 20; ++run) {
    std::iota(data.begin(), data.end(), 0u);
    ASSERT_TRUE(executor_->dispatch(dispatch).ok());
    for (std::uint32_t i = 0; i < 1000; ++i) ASSERT_EQ(data[i], 2 * (i + 1000)) << i;
  }
}

TEST_F(LockstepTest, BarrierDoesNotWaitForThreadsThatEnded) {
  const auto out = run(R"(
  %early = icmp ult i32 %i, 50
  br i1 %early, label %leave, label %stay
leave:
  store i32 7, ptr addrspace(1) %slot
  ret void
stay:
  call void @__pewter_threadgroup_barrier(i32 1)
  store i32 8, ptr addrspace(1) %slot
  ret void)",
                       100);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(out[i], i < 50 ? 7u : 8u) << i;
}

TEST_F(LockstepTest, DifferentBarriersAreReportedAsADeadlock) {
  const auto kernel = load_kernel(*executor_, kernel_of(R"(
  %low = icmp ult i32 %i, 16
  br i1 %low, label %then, label %else
then:
  call void @__pewter_threadgroup_barrier(i32 1)
  store i32 1, ptr addrspace(1) %slot
  ret void
else:
  call void @__pewter_threadgroup_barrier(i32 1)
  store i32 2, ptr addrspace(1) %slot
  ret void)"),
                                  "k");
  std::vector<std::uint32_t> out(64);
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {64}, .threads_per_threadgroup = {64}};
  dispatch.buffers[0] = bytes_of(out);
  const auto result = executor_->dispatch(dispatch);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().kind, Fault::Kind::timeout);
  EXPECT_NE(result.error().message.find("deadlock: 16 of its threads"), std::string::npos) << result.error().message;
  EXPECT_NE(result.error().message.find("48"), std::string::npos) << result.error().message;
}

TEST_F(LockstepTest, MultipliesSimdgroupMatrices) {
  constexpr std::string_view kernel_text = R"(
define void @mma(ptr addrspace(1) %a, ptr addrspace(1) %b, ptr addrspace(1) %d, i32 %lane) {
  %pa = alloca [2 x float]
  %pb = alloca [2 x float]
  %pd = alloca [2 x float]
  %first = mul i32 %lane, 2
  %at = zext i32 %first to i64
  %ga = getelementptr float, ptr addrspace(1) %a, i64 %at
  %va = load <2 x float>, ptr addrspace(1) %ga, align 4
  store <2 x float> %va, ptr %pa, align 4
  %gb = getelementptr float, ptr addrspace(1) %b, i64 %at
  %vb = load <2 x float>, ptr addrspace(1) %gb, align 4
  store <2 x float> %vb, ptr %pb, align 4
  store <2 x float> <float 1.0, float 2.0>, ptr %pd, align 4
  call void @__pewter_simdgroup_multiply_accumulate(ptr %pd, ptr %pa, ptr %pb, ptr %pd)
  %vd = load <2 x float>, ptr %pd, align 4
  %gd = getelementptr float, ptr addrspace(1) %d, i64 %at
  store <2 x float> %vd, ptr addrspace(1) %gd, align 4
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @mma, !"mma", !1, !2, !3, !4}
!1 = !{!"buffer", i32 0}
!2 = !{!"buffer", i32 1}
!3 = !{!"buffer", i32 2}
!4 = !{!"thread_index_in_simdgroup", i32 1, i32 32}
)";
  const auto kernel = load_kernel(*executor_, with_declarations(kernel_text), "mma");
  std::vector<float> a(64), b(64), d(64);
  for (int i = 0; i < 64; ++i) {
    a[i] = static_cast<float>(i % 7 - 3);
    b[i] = static_cast<float>(i % 5 - 2);
  }
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {32}, .threads_per_threadgroup = {32}};
  dispatch.buffers = {bytes_of(a), bytes_of(b), bytes_of(d)};
  ASSERT_TRUE(executor_->dispatch(dispatch).ok());
  // The layout of model/intrinsics.def, written once more: where lane and element lie in the matrix.
  const auto place = [](unsigned lane, unsigned element) {
    const unsigned quad = lane / 4;
    return std::pair{(quad & 4) + lane / 2 % 4, (quad & 2) * 2 + lane % 2 * 2 + element};
  };
  float matrix_a[8][8], matrix_b[8][8];
  for (unsigned lane = 0; lane < 32; ++lane) {
    for (unsigned element = 0; element < 2; ++element) {
      const auto [row, column] = place(lane, element);
      matrix_a[row][column] = a[2 * lane + element];
      matrix_b[row][column] = b[2 * lane + element];
    }
  }
  for (unsigned lane = 0; lane < 32; ++lane) {
    for (unsigned element = 0; element < 2; ++element) {
      const auto [row, column] = place(lane, element);
      float expected = element ? 2.0f : 1.0f;
      for (int k = 0; k < 8; ++k) expected += matrix_a[row][k] * matrix_b[k][column];
      EXPECT_EQ(d[2 * lane + element], expected) << lane << ' ' << element;
    }
  }
}

}  // namespace
}  // namespace pewter::exec::reference
