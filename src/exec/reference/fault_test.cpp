// SPDX-License-Identifier: Apache-2.0
// Kernels that go wrong: they end in a fault, the process and the executor go on.
#include <gtest/gtest.h>

#include <sys/mman.h>

#include <thread>

#include "exec/reference/test_kernel.h"

namespace pewter::exec::reference {
namespace {

constexpr std::string_view kKernels = R"(
define void @forever(ptr addrspace(1) %out, i32 %i) mustprogress {
  br label %loop
loop:
  br label %loop
}
define void @count_forever(ptr addrspace(1) %out, i32 %i) mustprogress {
entry:
  %n = load i32, ptr addrspace(1) %out
  br label %loop
loop:
  %x = phi i32 [ %n, %entry ], [ %y, %loop ]
  %y = mul i32 %x, 3
  %end = icmp eq i32 %y, 2
  br i1 %end, label %done, label %loop, !llvm.loop !20
done:
  ret void
}
define void @meet_forever(ptr addrspace(1) %out, i32 %i) {
entry:
  br label %loop
loop:
  %s = call i32 @__pewter_simd_sum_u32(i32 1)
  br label %loop
}
define void @barrier_forever(ptr addrspace(1) %out, i32 %i) {
entry:
  br label %loop
loop:
  call void @__pewter_threadgroup_barrier(i32 0)
  br label %loop
}
define void @store(ptr addrspace(1) %out, i32 %i) {
  %at = zext i32 %i to i64
  %slot = getelementptr i32, ptr addrspace(1) %out, i64 %at
  store i32 %i, ptr addrspace(1) %slot
  ret void
}
define void @store_after_meeting(ptr addrspace(1) %out, i32 %i) {
  %s = call i32 @__pewter_simd_sum_u32(i32 1)
  %at = zext i32 %i to i64
  %slot = getelementptr i32, ptr addrspace(1) %out, i64 %at
  store i32 %s, ptr addrspace(1) %slot
  ret void
}
define void @large_frame(ptr addrspace(1) %out, i32 %i) {
entry:
  %memory = alloca [100000 x i32]
  %s = call i32 @__pewter_simd_sum_u32(i32 1)
  br label %fill
fill:
  %n = phi i32 [ 0, %entry ], [ %n1, %fill ]
  %at = zext i32 %n to i64
  %slot = getelementptr [100000 x i32], ptr %memory, i64 0, i64 %at
  store volatile i32 %s, ptr %slot
  %n1 = add i32 %n, 1
  %more = icmp ult i32 %n1, 100000
  br i1 %more, label %fill, label %done
done:
  %pick = urem i32 %i, 100000
  %pick64 = zext i32 %pick to i64
  %from = getelementptr [100000 x i32], ptr %memory, i64 0, i64 %pick64
  %v = load volatile i32, ptr %from
  %to64 = zext i32 %i to i64
  %to = getelementptr i32, ptr addrspace(1) %out, i64 %to64
  store i32 %v, ptr addrspace(1) %to
  ret void
}
define void @divide(ptr addrspace(1) %out, i32 %i) {
  %at = zext i32 %i to i64
  %slot = getelementptr i32, ptr addrspace(1) %out, i64 %at
  %x = load i32, ptr addrspace(1) %slot
  %d = sdiv i32 -2147483648, %x
  %m = srem i32 -2147483648, %x
  %u = udiv i32 100, %x
  %a = add i32 %d, %m
  %r = add i32 %a, %u
  store i32 %r, ptr addrspace(1) %slot
  ret void
}
!pewter.kernels = !{!0, !1, !2, !3, !4, !5, !6, !7}
!0 = !{ptr @forever, !"forever", !10, !11}
!1 = !{ptr @count_forever, !"count_forever", !10, !11}
!2 = !{ptr @meet_forever, !"meet_forever", !10, !11}
!3 = !{ptr @store, !"store", !10, !11}
!4 = !{ptr @store_after_meeting, !"store_after_meeting", !10, !11}
!5 = !{ptr @large_frame, !"large_frame", !10, !11}
!6 = !{ptr @divide, !"divide", !10, !11}
!7 = !{ptr @barrier_forever, !"barrier_forever", !10, !11}
!10 = !{!"buffer", i32 0}
!11 = !{!"thread_position_in_grid", i32 1, i32 32}
!20 = distinct !{!20, !21}
!21 = !{!"llvm.loop.mustprogress"}
)";

class FaultTest : public testing::Test {
 protected:
  model::LoadedKernel load(const std::string& name) {
    return load_kernel(*executor_, with_declarations(kKernels), name);
  }

  Result<void, Fault> run(const model::LoadedKernel& kernel, std::byte* buffer, std::uint32_t threads) {
    Dispatch dispatch{
        .kernel = &kernel, .threads_per_grid = {threads}, .threads_per_threadgroup = {std::min(threads, 64u)}};
    dispatch.buffers[0] = buffer;
    return executor_->dispatch(dispatch);
  }

  void expect_usable() {
    const auto plain = load("store");
    const auto meeting = load("store_after_meeting");
    std::vector<std::uint32_t> out(1000);
    ASSERT_TRUE(run(plain, bytes_of(out), 1000).ok());
    for (std::uint32_t i = 0; i < 1000; ++i) ASSERT_EQ(out[i], i);
    ASSERT_TRUE(run(meeting, bytes_of(out), 1000).ok());
    for (std::uint32_t i = 0; i < 1000; ++i) ASSERT_EQ(out[i], i < 992 ? 32u : 8u);
  }

  void expect_timeout(const std::string& name) {
    executor_ = make_reference_executor({.threads = 2, .progress_timeout_seconds = 0.3});
    std::vector<std::uint32_t> out(1000, 1);
    const auto result = run(load(name), bytes_of(out), 1000);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, Fault::Kind::timeout);
    EXPECT_NE(result.error().message.find("kernel '" + name + "'"), std::string::npos) << result.error().message;
    EXPECT_NE(result.error().message.find("0.3 s"), std::string::npos) << result.error().message;
    expect_usable();
  }

  std::unique_ptr<Executor> executor_ = make_reference_executor({.threads = 2, .progress_timeout_seconds = 100});
};

TEST_F(FaultTest, EmptyEndlessLoopIsStopped) { expect_timeout("forever"); }
TEST_F(FaultTest, LoopThatNeverComesToItsEndIsStopped) { expect_timeout("count_forever"); }
TEST_F(FaultTest, EndlessLoopOfGroupFunctionsIsStopped) { expect_timeout("meet_forever"); }
TEST_F(FaultTest, EndlessLoopOfBarriersIsStopped) { expect_timeout("barrier_forever"); }

TEST_F(FaultTest, UnboundBufferIsAPageFault) {
  for (const char* name : {"store", "store_after_meeting"}) {
    const auto result = run(load(name), nullptr, 1000);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, Fault::Kind::page_fault);
    EXPECT_NE(result.error().message.find(name), std::string::npos) << result.error().message;
    expect_usable();
  }
}

TEST_F(FaultTest, IndexOutOfBoundsIsAPageFaultThatNamesTheAddress) {
  void* memory = mmap(nullptr, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  auto* bytes = static_cast<std::byte*>(memory);
  ASSERT_EQ(mprotect(bytes + 4096, 4096, PROT_NONE), 0);
  EXPECT_TRUE(run(load("store"), bytes, 1024).ok()) << "up to the bound is well";
  const auto result = run(load("store"), bytes, 1025);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().kind, Fault::Kind::page_fault);
  char address[32];
  std::snprintf(address, sizeof address, "%p", static_cast<void*>(bytes + 4096));
  EXPECT_NE(result.error().message.find(address), std::string::npos) << result.error().message;
  munmap(memory, 8192);
  expect_usable();
}

TEST_F(FaultTest, LargeFramesGetStacksThatHoldThem) {
  const auto kernel = load("large_frame");
  EXPECT_GE(kernel.info.private_bytes, 400000u);
  std::vector<std::uint32_t> out(64);
  ASSERT_TRUE(run(kernel, bytes_of(out), 64).ok());
  EXPECT_EQ(out, std::vector<std::uint32_t>(64, 32));
}

TEST_F(FaultTest, RunningOverTheStackIsReported) {
  auto kernel = load("large_frame");
  kernel.info.private_bytes = 0;  // as if the estimate were wrong
  std::vector<std::uint32_t> out(64);
  Result<void, Fault> result;
  // On a thread of its own: this one may have larger stacks already.
  std::thread([&] { result = run(kernel, bytes_of(out), 64); }).join();
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().kind, Fault::Kind::stack_overflow) << result.error().message;
  expect_usable();
}

TEST_F(FaultTest, DivisionByZeroAndItsOverflowHaveValues) {
  std::vector<std::uint32_t> values = {0, 0xffffffff, 1, 7};
  ASSERT_TRUE(run(load("divide"), bytes_of(values), 4).ok());
  constexpr std::int32_t kMin = INT32_MIN;
  EXPECT_EQ(values[0], 0u);
  EXPECT_EQ(values[1], static_cast<std::uint32_t>(kMin)) << "INT_MIN / -1 wraps, INT_MIN % -1 is 0, 100u / ~0u is 0";
  EXPECT_EQ(values[2], static_cast<std::uint32_t>(kMin) + 100);
  EXPECT_EQ(values[3], static_cast<std::uint32_t>(kMin / 7 + kMin % 7) + 100 / 7);
}

using FaultDeathTest = FaultTest;

TEST_F(FaultDeathTest, FaultsOfTheProgramItselfStayItsOwn) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        volatile int* nowhere = nullptr;
        *nowhere = 1;
      },
      "");
}

}  // namespace
}  // namespace pewter::exec::reference
