// SPDX-License-Identifier: Apache-2.0
// Kernels that go wrong: they end in a fault, the process and the executor go on.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/mman.h>

#include <atomic>
#include <thread>

#include "exec/cpu/test_kernel.h"

namespace pewter::exec::cpu {
namespace {

using testing::HasSubstr;

using Poll = void();
Poll* poll = nullptr;

// Buffer 0: what happens in which threadgroup. Buffer 1: a number for each threadgroup.
struct Plan {
  std::uint64_t bad = UINT64_MAX;      // the threadgroup that goes wrong
  std::atomic<int> running{0};         // threadgroups that wait for the bad one's fault
  int* address = nullptr;              // what the bad one touches
};

void number(const model::ThreadgroupFrame* frame) { buffer<std::uint64_t>(frame, 1)[number_of(frame)] = number_of(frame); }

void run_for_ever(const model::ThreadgroupFrame* frame, std::byte*) {
  if (number_of(frame) != buffer<Plan>(frame, 0)->bad) return number(frame);
  for (;;)
    if (is_stopped(frame)) poll();
}

void touch(const model::ThreadgroupFrame* frame, std::byte*) {
  Plan& plan = *buffer<Plan>(frame, 0);
  if (number_of(frame) == plan.bad) *static_cast<volatile int*>(plan.address) = 1;
  number(frame);
}

// The others run until they are stopped; the bad one touches its address once another is there.
void touch_in_company(const model::ThreadgroupFrame* frame, std::byte* scratch) {
  Plan& plan = *buffer<Plan>(frame, 0);
  if (number_of(frame) == plan.bad) {
    while (plan.running == 0)
      if (is_stopped(frame)) poll();
    touch(frame, scratch);
  }
  ++plan.running;
  while (!is_stopped(frame)) {}
  poll();
}

#if defined(__x86_64__)
void divide(const model::ThreadgroupFrame* frame, std::byte*) {
  if (number_of(frame) != buffer<Plan>(frame, 0)->bad) return number(frame);
  asm volatile("xorl %%edx, %%edx\n xorl %%ecx, %%ecx\n movl $1, %%eax\n divl %%ecx" ::: "eax", "ecx", "edx", "cc");
}
#endif

[[clang::noinline]] int descend(volatile char* above, int depth) {
  volatile char frame[1024];
  frame[0] = above[0];
  return (depth < 1'000'000 ? descend(frame, depth + 1) : 0) + frame[0];
}

void overflow(const model::ThreadgroupFrame* frame, std::byte*) {
  if (number_of(frame) != buffer<Plan>(frame, 0)->bad) return number(frame);
  volatile char start[1] = {1};
  descend(start, 0);
}

void overrun_scratch(const model::ThreadgroupFrame* frame, std::byte* scratch) {
  if (number_of(frame) != buffer<Plan>(frame, 0)->bad) return number(frame);
  static_cast<volatile std::byte*>(scratch)[2 * 64] = std::byte{1};
}

class CpuFault : public testing::Test {
 protected:
  void SetUp() override { use(100); }

  void use(double timeout) {
    executor_ = make_cpu_executor({.threads = 2, .progress_timeout_seconds = timeout});
    poll = function_of<Poll>(*executor_, "__pewter_poll");
    ASSERT_NE(poll, nullptr);
  }

  Result<void, Fault> run(const model::LoadedKernel& kernel, std::uint64_t bad, int* address = nullptr) {
    Plan plan;
    plan.bad = bad;
    plan.address = address;
    numbers_.assign(100, 0);
    Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {100 * 64}, .threads_per_threadgroup = {64}};
    dispatch.buffers[0] = reinterpret_cast<std::byte*>(&plan);
    dispatch.buffers[1] = bytes_of(numbers_);
    return executor_->dispatch(dispatch);
  }

  void expect_usable() {
    const auto kernel = kernel_of(touch, "touch");
    ASSERT_TRUE(run(kernel, UINT64_MAX).ok());
    for (std::uint64_t i = 0; i < numbers_.size(); ++i) ASSERT_EQ(numbers_[i], i);
  }

  void expect_fault(const Result<void, Fault>& result, Fault::Kind kind, const std::vector<std::string>& texts) {
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, kind) << result.error().message;
    for (const std::string& text : texts) EXPECT_THAT(result.error().message, HasSubstr(text));
    expect_usable();
  }

  std::unique_ptr<Executor> executor_;
  std::vector<std::uint64_t> numbers_;
};

TEST_F(CpuFault, RunawayKernelsAreStopped) {
  use(0.3);
  for (const std::uint64_t bad : {0, 57, 99})
    expect_fault(run(kernel_of(run_for_ever, "run_for_ever"), bad), Fault::Kind::timeout,
                 {"kernel 'run_for_ever', threadgroup (" + std::to_string(bad) + ", 0, 0)", "ran for 0.3 s"});
}

TEST_F(CpuFault, NoTimeoutMeansNever) {
  use(0);
  const auto kernel = kernel_of(
      +[](const model::ThreadgroupFrame* frame, std::byte*) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
        while (std::chrono::steady_clock::now() < end)
          if (is_stopped(frame)) poll();
      },
      "slow");
  EXPECT_TRUE(executor_->dispatch({.kernel = &kernel, .threads_per_grid = {1}, .threads_per_threadgroup = {32}}).ok());
}

TEST_F(CpuFault, ManyThreadgroupsMayTakeLongerThanTheTimeoutTogether) {
  use(0.2);
  const auto kernel = kernel_of(
      +[](const model::ThreadgroupFrame* frame, std::byte*) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(10);
        while (std::chrono::steady_clock::now() < end)
          if (is_stopped(frame)) poll();
      },
      "slow");
  EXPECT_TRUE(executor_->dispatch({.kernel = &kernel, .threads_per_grid = {60}, .threads_per_threadgroup = {1}}).ok());
}

TEST_F(CpuFault, AddressZeroIsAPageFault) {
  expect_fault(run(kernel_of(touch, "touch"), 50), Fault::Kind::page_fault, {"kernel 'touch', threadgroup (50, 0, 0)", "address zero"});
}

TEST_F(CpuFault, AnAddressWithoutMemoryIsNamed) {
  void* memory = mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  char address[32];
  std::snprintf(address, sizeof address, "%p", memory);
  expect_fault(run(kernel_of(touch, "touch"), 0, static_cast<int*>(memory)), Fault::Kind::page_fault, {address});
  munmap(memory, 4096);
}

TEST_F(CpuFault, OthersAreStoppedAtOnce) {
  // Without a stop they would run for 100 s.
  expect_fault(run(kernel_of(touch_in_company, "touch"), 0), Fault::Kind::page_fault, {"threadgroup (0, 0, 0)"});
}

#if defined(__x86_64__)
TEST_F(CpuFault, ArithmeticExceptionsAreFaults) {
  expect_fault(run(kernel_of(divide, "divide"), 7), Fault::Kind::page_fault, {"kernel 'divide'", "arithmetic exception"});
}
#endif

TEST_F(CpuFault, RunningOverTheStackIsReported) {
  expect_fault(run(kernel_of(overflow, "overflow"), 99), Fault::Kind::stack_overflow, {"kernel 'overflow'", "stack"});
}

TEST_F(CpuFault, RunningOverScratchMemoryIsAPageFault) {
  auto kernel = kernel_of(overrun_scratch, "overrun");
  kernel.info.scratch_bytes = 64;
  expect_fault(run(kernel, 1), Fault::Kind::page_fault, {"kernel 'overrun'"});
}

TEST_F(CpuFault, FaultsOfTheEdgeKernelCount) {
  const auto kernel = kernel_of(+[](const model::ThreadgroupFrame*, std::byte*) {}, "mixed"), edge = kernel_of(touch, "mixed");
  Plan plan;
  plan.bad = 2;
  Dispatch dispatch{.kernel = &kernel, .edge_kernel = &edge, .threads_per_grid = {65}, .threads_per_threadgroup = {32}};
  dispatch.buffers[0] = reinterpret_cast<std::byte*>(&plan);
  expect_fault(executor_->dispatch(dispatch), Fault::Kind::page_fault, {"kernel 'mixed', threadgroup (2, 0, 0)"});
}

TEST_F(CpuFault, CodeOfOneThreadFaultsToo) {
  const auto kernel = kernel_of(+[](const model::ThreadFrame*) { *static_cast<volatile int*>(nullptr) = 1; }, "one");
  expect_fault(executor_->dispatch({.kernel = &kernel, .threads_per_grid = {1}, .threads_per_threadgroup = {32}}), Fault::Kind::page_fault, {"kernel 'one'"});
}

TEST_F(CpuFault, ThreadsThatBlockSignalsGetFaultsToo) {
  std::thread([&] {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
    expect_fault(run(kernel_of(touch, "touch"), 0), Fault::Kind::page_fault, {"kernel 'touch'"});
  }).join();
}

TEST_F(CpuFault, EveryCallerGetsItsOwn) {
  std::vector<std::thread> callers;
  std::atomic<int> wrong{0};
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      const auto kernel = kernel_of(touch, "touch" + std::to_string(caller));
      std::vector<std::uint64_t> numbers(100);
      for (int round = 0; round < 50; ++round) {
        Plan plan;
        if (caller % 2) plan.bad = static_cast<std::uint64_t>(round);
        Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {100 * 64}, .threads_per_threadgroup = {64}};
        dispatch.buffers[0] = reinterpret_cast<std::byte*>(&plan);
        dispatch.buffers[1] = bytes_of(numbers);
        const auto result = executor_->dispatch(dispatch);
        wrong += result.ok() == (caller % 2 == 1);
        wrong += !result.ok() && result.error().message.find(kernel.info.host_name + "'") == std::string::npos;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
  expect_usable();
}

}  // namespace
}  // namespace pewter::exec::cpu
