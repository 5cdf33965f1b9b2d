// SPDX-License-Identifier: Apache-2.0
// Which threadgroups run, on which thread, with what memory.
#include <gmock/gmock.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <thread>

#include "exec/cpu/test_kernel.h"
#include "exec/support/sanitizers.h"

// What this thread allocates, to show that a dispatch allocates nothing. The sanitizers have operators of their own.
static thread_local std::uint64_t allocations = 0;
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace pewter::exec::cpu {
namespace {

// What a threadgroup saw; a slot of buffer 0 each.
struct Seen {
  int runs = 0;
  int which = 0;  // 1: the kernel, 2: the edge kernel
  std::uint32_t position[3] = {};
  std::uint32_t threads[3] = {};
};

template <int which>
void look(const model::ThreadgroupFrame* frame, std::byte*) {
  Seen& seen = buffer<Seen>(frame, 0)[number_of(frame)];
  ++seen.runs;
  seen.which = which;
  std::memcpy(seen.position, frame->position_in_grid, sizeof seen.position);
  std::memcpy(seen.threads, frame->threads_per_threadgroup, sizeof seen.threads);
}

struct Shape {
  Extent grid, threadgroup;
};

class Grids : public testing::TestWithParam<Shape> {};

TEST_P(Grids, EveryThreadgroupRunsOnceThePartialOnesOnTheEdgeKernel) {
  const auto [grid, size] = GetParam();
  auto executor = make_cpu_executor({.threads = 3});
  const auto kernel = kernel_of(look<1>), edge = kernel_of(look<2>);
  const Extent count = {(grid.x - 1) / size.x + 1, (grid.y - 1) / size.y + 1, (grid.z - 1) / size.z + 1};
  for (const bool has_edge : {false, true}) {
    std::vector<Seen> seen(std::size_t{count.x} * count.y * count.z);
    Dispatch dispatch{.kernel = &kernel, .threads_per_grid = grid, .threads_per_threadgroup = size};
    if (has_edge) dispatch.edge_kernel = &edge;
    dispatch.buffers[0] = bytes_of(seen);
    ASSERT_TRUE(executor->dispatch(dispatch).ok());
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const auto x = static_cast<std::uint32_t>(i % count.x), y = static_cast<std::uint32_t>(i / count.x % count.y),
                 z = static_cast<std::uint32_t>(i / count.x / count.y);
      ASSERT_EQ(seen[i].runs, 1) << i;
      ASSERT_THAT(seen[i].position, testing::ElementsAre(x, y, z));
      const std::uint32_t expected[3] = {std::min(size.x, grid.x - x * size.x), std::min(size.y, grid.y - y * size.y),
                                         std::min(size.z, grid.z - z * size.z)};
      ASSERT_THAT(seen[i].threads, testing::ElementsAreArray(expected));
      const bool full = expected[0] == size.x && expected[1] == size.y && expected[2] == size.z;
      ASSERT_EQ(seen[i].which, full || !has_edge ? 1 : 2) << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Cpu, Grids,
                         testing::Values(Shape{{1}, {1}}, Shape{{32}, {32}}, Shape{{31}, {32}}, Shape{{100'000}, {64}},
                                         Shape{{100'001}, {64}}, Shape{{64, 64}, {16, 16}}, Shape{{65, 63}, {16, 16}},
                                         Shape{{13, 7, 5}, {8, 4, 2}}, Shape{{3, 2, 300}, {1, 1, 7}},
                                         Shape{{0xffffffff}, {0x1000000}}));

// Where a threadgroup ran, in the order of all of them.
struct Order {
  std::atomic<std::uint32_t> count{0};
  std::uint32_t at[1000] = {};
};
void take_a_number(const model::ThreadgroupFrame* frame, std::byte*) {
  Order& order = *buffer<Order>(frame, 0);
  order.at[number_of(frame)] = order.count.fetch_add(1);
}

TEST(CpuDispatch, TheFirstAndTheLastThreadgroupRunBeforeTheOthersWhereAsked) {
  auto executor = make_cpu_executor({.threads = 3});
  const auto kernel = kernel_of(take_a_number);
  for (const std::uint32_t threadgroups : {1u, 2u, 3u, 1000u}) {
    std::vector<Order> order(1);
    std::vector<std::uint32_t> ran;  // when it was called
    const std::function<void()> between = [&] { ran.push_back(order[0].count.load()); };
    Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {threadgroups * 32}, .threads_per_threadgroup = {32}, .between_ends = &between};
    dispatch.buffers[0] = bytes_of(order);
    ASSERT_TRUE(executor->dispatch(dispatch).ok());
    EXPECT_EQ(order[0].count, threadgroups);
    EXPECT_EQ(order[0].at[0], 0);
    if (threadgroups > 1) EXPECT_EQ(order[0].at[threadgroups - 1], 1);
    EXPECT_THAT(ran, testing::ElementsAreArray(std::vector<std::uint32_t>(threadgroups > 1 ? 1 : 0, 1)));
  }
}

TEST(CpuDispatch, SpecialisedCodeRunsItsSize) {
  auto executor = make_cpu_executor({.threads = 1});
  auto kernel = kernel_of(look<1>);
  const auto edge = kernel_of(look<2>);
  kernel.threads_per_threadgroup = {16, 2, 1};
  std::vector<Seen> seen(4);
  Dispatch dispatch{.kernel = &kernel, .edge_kernel = &edge, .threads_per_grid = {20, 4, 1}, .threads_per_threadgroup = {16, 2, 1}};
  dispatch.buffers[0] = bytes_of(seen);
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  EXPECT_EQ(seen[0].which, 1);
  EXPECT_EQ(seen[1].which, 2);
}

TEST(CpuDispatchDeathTest, SpecialisedCodeRunsNoOtherSize) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  auto executor = make_cpu_executor({.threads = 1});
  auto kernel = kernel_of(look<1>);
  kernel.threads_per_threadgroup = {16, 2, 1};
  std::vector<Seen> seen(4);
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {64, 1, 1}, .threads_per_threadgroup = {32, 1, 1}};
  dispatch.buffers[0] = bytes_of(seen);
  EXPECT_DEATH((void)executor->dispatch(dispatch), "runs");
}

TEST(CpuDispatch, EmptyGridRunsNothing) {
  auto executor = make_cpu_executor({.threads = 2});
  const auto kernel = kernel_of(+[](const model::ThreadgroupFrame*, std::byte*) { std::abort(); });
  for (const Extent grid : {Extent{0, 1, 1}, Extent{1, 0, 1}, Extent{8, 8, 0}})
    EXPECT_TRUE(executor->dispatch({.kernel = &kernel, .threads_per_grid = grid, .threads_per_threadgroup = {32}}).ok());
}

// --- Memory

// Fills what is a threadgroup's own, lets others run, and looks whether it is still there. Buffer 0 counts what is wrong.
void own_memory(const model::ThreadgroupFrame* frame, std::byte* scratch) {
  struct Block {
    std::byte* at;
    std::size_t size, alignment;
  };
  const Block blocks[] = {{scratch, 2 * 192, 64}, {frame->static_memory, 100, 128}, {frame->bound_memory[0], 48, 128}, {frame->bound_memory[30], 16, 128}};
  auto& wrong = *buffer<std::atomic<int>>(frame, 0);
  const auto mine = static_cast<int>(number_of(frame) % 251);
  for (const Block& block : blocks) {
    wrong += block.at == nullptr || reinterpret_cast<std::uintptr_t>(block.at) % block.alignment != 0;
    std::memset(block.at, mine, block.size);
  }
  wrong += frame->bound_memory[1] != nullptr;
  std::this_thread::yield();
  for (const Block& block : blocks)
    for (std::size_t i = 0; i < block.size; ++i) wrong += block.at[i] != static_cast<std::byte>(mine);
}

TEST(CpuDispatch, EveryThreadgroupHasItsOwnAlignedMemory) {
  auto executor = make_cpu_executor({.threads = 4});
  auto kernel = kernel_of(own_memory);
  kernel.info.scratch_bytes = 192;
  kernel.info.static_threadgroup_bytes = 100;
  std::vector<std::atomic<int>> wrong(1);
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {40'000}, .threads_per_threadgroup = {40}};
  dispatch.threadgroup_memory[0] = 48;
  dispatch.threadgroup_memory[30] = 16;
  dispatch.buffers[0] = bytes_of(wrong);
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  EXPECT_EQ(wrong[0], 0);
}

TEST(CpuDispatch, MemoryThatAKernelDoesNotAskForIsNull) {
  auto executor = make_cpu_executor({.threads = 1});
  const auto check = +[](const model::ThreadgroupFrame* frame, std::byte* scratch) {
    int& wrong = *buffer<int>(frame, 0);
    wrong += scratch != nullptr || frame->static_memory != nullptr;
    for (std::byte* bound : frame->bound_memory) wrong += bound != nullptr;
    for (int i = 1; i < 31; ++i) wrong += frame->launch->buffers[i] != nullptr;
  };
  auto greedy = kernel_of(own_memory), modest = kernel_of(check);
  greedy.info.scratch_bytes = 192;
  greedy.info.static_threadgroup_bytes = 100;
  std::vector<std::atomic<int>> wrong(1);
  Dispatch dispatch{.kernel = &greedy, .threads_per_grid = {40}, .threads_per_threadgroup = {40}};
  dispatch.threadgroup_memory[0] = 48;
  dispatch.threadgroup_memory[30] = 16;
  dispatch.buffers[0] = bytes_of(wrong);
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  dispatch.kernel = &modest;
  dispatch.threadgroup_memory = {};
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  EXPECT_EQ(wrong[0], 0);
}

TEST(CpuDispatch, TheLargerOfBothKernelsNeedsIsThere) {
  auto executor = make_cpu_executor({.threads = 1});
  const auto fill = +[](const model::ThreadgroupFrame* frame, std::byte* scratch) {
    std::memset(scratch, 1, 2 * 640);
    std::memset(frame->static_memory, 2, 3000);
  };
  auto kernel = kernel_of(look<1>), edge = kernel_of(fill);
  edge.info.scratch_bytes = 640;
  edge.info.static_threadgroup_bytes = 3000;
  std::vector<Seen> seen(2);
  Dispatch dispatch{.kernel = &kernel, .edge_kernel = &edge, .threads_per_grid = {70}, .threads_per_threadgroup = {64}};
  dispatch.buffers[0] = bytes_of(seen);
  EXPECT_TRUE(executor->dispatch(dispatch).ok());
  EXPECT_EQ(seen[0].which, 1);
}

TEST(CpuDispatch, LargeFramesGetAStackThatHoldsThem) {
  auto executor = make_cpu_executor({.threads = 1});
  auto kernel = kernel_of(+[](const model::ThreadgroupFrame* frame, std::byte*) {
    volatile char memory[4 << 20];
    for (std::size_t i = 0; i < sizeof memory; i += 4096) memory[i] = 1;
    for (std::size_t i = 0; i < sizeof memory; i += 4096) *buffer<int>(frame, 0) += memory[i];
  });
  kernel.info.private_bytes = (4 << 20) + 4096;
  std::vector<int> sum(1);
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {1}, .threads_per_threadgroup = {1}};
  dispatch.buffers[0] = bytes_of(sum);
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  EXPECT_EQ(sum[0], 1024);
}

TEST(CpuDispatch, AllocatesNothing) {
  if (sanitizers::kActive) GTEST_SKIP() << "allocations are not counted";
  auto executor = make_cpu_executor({.threads = 2});
  auto kernel = kernel_of(own_memory);
  kernel.info.scratch_bytes = 192;
  kernel.info.static_threadgroup_bytes = 100;
  std::vector<std::atomic<int>> wrong(1);
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {40}, .threads_per_threadgroup = {40}};
  dispatch.threadgroup_memory[0] = 48;
  dispatch.threadgroup_memory[30] = 16;
  dispatch.buffers[0] = bytes_of(wrong);
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  for (const std::uint32_t threads : {40u, 4000u}) {
    dispatch.threads_per_grid = {threads};
    const std::uint64_t before = allocations;
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(executor->dispatch(dispatch).ok());
    EXPECT_EQ(allocations, before);
  }
  EXPECT_EQ(wrong[0], 0);
}

// --- Threads

struct Meeting {
  std::atomic<std::thread::id> first{};
  std::atomic<bool> two{false};
  std::atomic<bool> brief{false};

  // Notes who is there, and stays for a while unless two different threads have been.
  void attend() {
    std::thread::id nobody{};
    const auto self = std::this_thread::get_id();
    if (!first.compare_exchange_strong(nobody, self) && nobody != self) two = true;
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(200);
    while (!brief && !two && std::chrono::steady_clock::now() < end) {}
  }
};

void attend(const model::ThreadgroupFrame* frame, std::byte*) { buffer<Meeting>(frame, 0)->attend(); }

Dispatch meeting_of(const model::LoadedKernel& kernel, Meeting& meeting, std::uint32_t threadgroups) {
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {threadgroups * 32}, .threads_per_threadgroup = {32}};
  dispatch.buffers[0] = reinterpret_cast<std::byte*>(&meeting);
  return dispatch;
}

TEST(CpuThreads, OneThreadgroupRunsWhereItWasDispatched) {
  auto executor = make_cpu_executor({.threads = 2});
  const auto kernel = kernel_of(attend);
  Meeting meeting;
  ASSERT_TRUE(executor->dispatch(meeting_of(kernel, meeting, 1)).ok());
  EXPECT_EQ(meeting.first, std::this_thread::get_id());
}

TEST(CpuThreads, KernelsNotMetBeforeAreShared) {
  auto executor = make_cpu_executor({.threads = 2});
  const auto kernel = kernel_of(attend);
  Meeting meeting;
  // Ends as soon as two threads are in; many thousands would have to miss each other.
  ASSERT_TRUE(executor->dispatch(meeting_of(kernel, meeting, 50'000)).ok());
  EXPECT_TRUE(meeting.two);
}

TEST(CpuThreads, ShortOnesAreNotSharedUntilTheyTakeLonger) {
  auto executor = make_cpu_executor({.threads = 2});
  const auto kernel = kernel_of(attend);
  Meeting meeting;
  meeting.brief = true;
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(executor->dispatch(meeting_of(kernel, meeting, 2)).ok());
  meeting.brief = false;
  meeting.first = std::thread::id();
  meeting.two = false;
  ASSERT_TRUE(executor->dispatch(meeting_of(kernel, meeting, 50'000)).ok());
  EXPECT_TRUE(meeting.two);
}

TEST(CpuThreads, OneThreadMeansOne) {
  auto executor = make_cpu_executor({.threads = 1});
  const auto kernel = kernel_of(attend);
  Meeting meeting;
  ASSERT_TRUE(executor->dispatch(meeting_of(kernel, meeting, 20)).ok());
  EXPECT_EQ(meeting.first, std::this_thread::get_id());
  EXPECT_FALSE(meeting.two);
}

TEST(CpuThreads, ServesSeveralCallersAtOnce) {
  auto executor = make_cpu_executor({.threads = 3});
  const auto add = kernel_of(+[](const model::ThreadgroupFrame* frame, std::byte*) {
    const std::uint32_t first = frame->position_in_grid[0] * frame->launch->dispatch_threads_per_threadgroup[0];
    for (std::uint32_t i = 0; i < frame->threads_per_threadgroup[0]; ++i)
      buffer<float>(frame, 2)[first + i] = buffer<float>(frame, 0)[first + i] + buffer<float>(frame, 1)[first + i];
  });
  std::vector<std::thread> callers;
  std::atomic<int> wrong{0};
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      const std::uint32_t count = caller % 2 ? 32 : 50'000;
      std::vector<float> a(count, static_cast<float>(caller)), b(count), c(count);
      for (std::uint32_t i = 0; i < count; ++i) b[i] = static_cast<float>(i);
      Dispatch dispatch{.kernel = &add, .threads_per_grid = {count}, .threads_per_threadgroup = {32}};
      dispatch.buffers = {bytes_of(a), bytes_of(b), bytes_of(c)};
      for (int round = 0; round < 200; ++round) {
        std::fill(c.begin(), c.end(), -1.0f);
        if (!executor->dispatch(dispatch).ok()) ++wrong;
        for (std::uint32_t i = 0; i < count; ++i) wrong += c[i] != static_cast<float>(caller) + static_cast<float>(i);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
}

#if defined(__x86_64__)
TEST(CpuThreads, RoundingIsNotTheCallers) {
  auto executor = make_cpu_executor({.threads = 1});
  const auto kernel = kernel_of(+[](const model::ThreadgroupFrame* frame, std::byte*) { *buffer<unsigned>(frame, 0) = __builtin_ia32_stmxcsr() & ~0x3fu; });
  std::thread([&] {
    const unsigned flush_and_truncate = 0x1f80 | 0x8000 | 0x40 | 0x6000;
    __builtin_ia32_ldmxcsr(flush_and_truncate);
    std::vector<unsigned> mode(1);
    Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {1}, .threads_per_threadgroup = {1}};
    dispatch.buffers[0] = bytes_of(mode);
    ASSERT_TRUE(executor->dispatch(dispatch).ok());
    EXPECT_EQ(mode[0], 0x1f80u);
    EXPECT_EQ(__builtin_ia32_stmxcsr() & ~0x3fu, flush_and_truncate & ~0x3fu) << "the caller has its own back";
  }).join();
}
#endif

// --- What kernels call

class Lines : public LogSink {
 public:
  void line(std::uint32_t level, std::string_view text) override {
    std::lock_guard lock(mutex_);
    lines_.push_back(std::to_string(level) + " " + std::string(text));
  }
  std::vector<std::string> get() {
    std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

using LogLine = void(const char*, std::uint32_t, std::uint32_t);
LogLine* log_line = nullptr;

TEST(CpuCalls, LogLinesGoToTheDispatchsOwnSink) {
  auto executor = make_cpu_executor({.threads = 2});
  log_line = function_of<LogLine>(*executor, "__pewter_log_line");
  ASSERT_NE(log_line, nullptr);
  const auto vectors = kernel_of(+[](const model::ThreadgroupFrame*, std::byte*) { log_line("vectors!", 7, 16); });
  const auto threads = kernel_of(+[](const model::ThreadFrame*) { log_line("threads", 7, 0); });
  Lines first, second;
  EXPECT_TRUE(executor->dispatch({.kernel = &vectors, .threads_per_grid = {1}, .threads_per_threadgroup = {32}, .log = &first}).ok());
  EXPECT_TRUE(executor->dispatch({.kernel = &threads, .threads_per_grid = {2}, .threads_per_threadgroup = {32}, .log = &second}).ok());
  EXPECT_THAT(first.get(), testing::ElementsAre("16 vectors"));
  EXPECT_THAT(second.get(), testing::ElementsAre("0 threads", "0 threads"));
}

using Barrier = void(std::uint32_t);
using Sum = std::uint32_t(std::uint32_t);
Barrier* barrier = nullptr;
Sum* simd_sum = nullptr;

TEST(CpuCalls, CodeOfOneThreadRunsInLockstep) {
  auto executor = make_cpu_executor({.threads = 2});
  barrier = function_of<Barrier>(*executor, "__pewter_threadgroup_barrier");
  simd_sum = function_of<Sum>(*executor, "__pewter_simd_sum_u32");
  ASSERT_TRUE(barrier && simd_sum);
  // Each SIMD-group's sum goes to threadgroup memory, and behind the barrier each thread adds up both.
  auto kernel = kernel_of(+[](const model::ThreadFrame* thread) {
    auto* shared = reinterpret_cast<std::uint32_t*>(thread->threadgroup->static_memory);
    const std::uint32_t index = thread->index_in_threadgroup;
    shared[index / 32] = simd_sum(index);
    barrier(0);
    buffer<std::uint32_t>(thread->threadgroup, 0)[number_of(thread->threadgroup) * 64 + index] = shared[0] + shared[1];
  });
  kernel.info.convergent = true;
  kernel.info.private_bytes = 512;
  kernel.info.static_threadgroup_bytes = 8;
  std::vector<std::uint32_t> sums(6400);
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {6400}, .threads_per_threadgroup = {64}};
  dispatch.buffers[0] = bytes_of(sums);
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  EXPECT_THAT(sums, testing::Each(64 * 63 / 2));
}

// Code for one size may have a vector form where code for any size has none.
TEST(CpuCalls, AnEdgeOfOneThreadRunsTheWholeGrid) {
  auto executor = make_cpu_executor({.threads = 2});
  const auto vectors = kernel_of(+[](const model::ThreadgroupFrame*, std::byte*) { std::abort(); });
  const auto threads = kernel_of(+[](const model::ThreadFrame* thread) {
    buffer<std::uint32_t>(thread->threadgroup, 0)[number_of(thread->threadgroup) * 32 + thread->index_in_threadgroup] += 1;
  });
  std::vector<std::uint32_t> runs(70);
  Dispatch dispatch{.kernel = &vectors, .edge_kernel = &threads, .threads_per_grid = {70}, .threads_per_threadgroup = {32}};
  dispatch.buffers[0] = bytes_of(runs);
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  EXPECT_THAT(runs, testing::Each(1));
}

}  // namespace
}  // namespace pewter::exec::cpu
