// SPDX-License-Identifier: Apache-2.0
#include "stacks/stack_recorder.h"

#include <alloca.h>
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "stacks/call_frame_info.h"
#include "stacks/depot.h"
#include "stacks/frame_rules.h"
#include "stacks/walk.h"

namespace pewter::stacks {
namespace {

using model::Stack;
using model::StackId;
using testing::HasSubstr;

#define NOINLINE __attribute__((noinline))
// A call before something else is no tail call.
#define NO_TAIL asm volatile("" ::: "memory")

model::StackRecorder& recorder() {
  static auto* recorder = make_stack_recorder().release();
  return *recorder;
}

NOINLINE StackId leaf() {
  const StackId id = recorder().capture();
  NO_TAIL;
  return id;
}
NOINLINE StackId by_way_of_a(StackId (*next)()) {
  const StackId id = next();
  NO_TAIL;
  return id;
}
NOINLINE StackId by_way_of_b(StackId (*next)()) {
  const StackId id = next();
  NO_TAIL;
  return id;
}
NOINLINE StackId recurse(int depth) {
  const StackId id = depth == 0 ? leaf() : recurse(depth - 1);
  NO_TAIL;
  return id;
}
NOINLINE StackId with_variable_frame(std::size_t bytes, StackId (*next)()) {
  auto* memory = static_cast<volatile char*>(alloca(bytes));
  memory[0] = 1;
  const StackId id = next();
  NO_TAIL;
  return id + 0 * memory[0];
}

TEST(StackRecorder, TheSameStackHasTheSameNumber) {
  StackId seen[3];
#pragma clang loop unroll(disable)
  for (StackId& id : seen) id = leaf();
  EXPECT_NE(seen[0], 0u);
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_EQ(seen[0], seen[2]);
}

TEST(StackRecorder, OtherLinesHaveOtherNumbers) {
  const StackId first = leaf();
  const StackId second = leaf();
  EXPECT_NE(first, second);
}

TEST(StackRecorder, WhoCalledTheCallerTells) {
  // Frames of equal size, called from one line: only one return address differs.
  StackId (*const ways[])(StackId (*)()) = {&by_way_of_a, &by_way_of_b};
  StackId seen[2][2];
#pragma clang loop unroll(disable)
  for (int i = 0; i < 4; ++i) seen[i / 2][i % 2] = ways[i % 2](&leaf);
  EXPECT_NE(seen[0][0], seen[0][1]);
  EXPECT_EQ(seen[0][0], seen[1][0]);
  EXPECT_EQ(seen[0][1], seen[1][1]);
}

TEST(StackRecorder, FramesWithoutAFixedSize) {
  std::set<StackId> seen;
  for (const std::size_t bytes : {16, 4096, 64, 100000}) seen.insert(with_variable_frame(bytes, &leaf));
  EXPECT_EQ(seen.size(), 1u);
  EXPECT_NE(*seen.begin(), 0u);
}

TEST(StackRecorder, RecursionIsAsDeepAsItIs) {
  std::set<StackId> seen;
  for (int depth = 0; depth < 20; ++depth) seen.insert(recurse(depth));
  EXPECT_EQ(seen.size(), 20u);
  const StackId deep = recurse(500);
  EXPECT_EQ(deep, recurse(500));
  const Stack stack = recorder().resolve(deep);
  ASSERT_EQ(stack.size(), kMaxFrames + 1);
  EXPECT_EQ(stack.back().function, "(outer frames were not recorded)");
}

TEST(StackRecorder, NothingIsKnownOfNoStack) {
  EXPECT_TRUE(recorder().resolve(0).empty());
  EXPECT_TRUE(recorder().resolve(99999999).empty());
}

TEST(StackRecorder, EightThreads) {
  constexpr int kThreads = 8, kTurns = 20000;
  std::vector<std::vector<StackId>> seen(kThreads, std::vector<StackId>(6));
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int turn = 0; turn < kTurns; ++turn) {
        const int which = turn % 6;
        const StackId id = which < 4 ? recurse(which) : (which == 4 ? by_way_of_a : by_way_of_b)(&leaf);
        if (seen[t][which] == 0) seen[t][which] = id;
        if (seen[t][which] != id || id == 0) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  for (int t = 1; t < kThreads; ++t) {
    for (int i = 0; i < 4; ++i) EXPECT_EQ(seen[t][i], seen[0][i]) << "a stack of one thread is that of another";
  }
}

TEST(StackRecorder, FibersHaveStacksToo) {
  static ucontext_t back, fiber;
  static StackId seen = 0;
  std::vector<char> memory(1 << 17);
  getcontext(&fiber);
  fiber.uc_stack = {memory.data(), 0, memory.size()};
  fiber.uc_link = &back;
  makecontext(&fiber, +[] { seen = recurse(3); }, 0);
  swapcontext(&back, &fiber);
  EXPECT_NE(seen, 0u);
  EXPECT_GE(recorder().resolve(seen).size(), 5u);
}

TEST(StackRecorder, AChildTakesStacks) {
  // Others are adding stacks while the process forks.
  std::atomic<bool> stop{false};
  std::thread other([&] {
    for (int i = 0; !stop; ++i) recurse(i % 60);
  });
  for (int i = 0; i < 20; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(10);
      _exit(with_variable_frame(16, &leaf) != 0 && recurse(i) != 0 ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  stop = true;
  other.join();
}

#if defined(__x86_64__)
// The quick walk and the system's own must agree wherever both can go.
NOINLINE void compare_walks() {
  static auto* rules = new FrameRules;
  const auto* frame = static_cast<const std::uint64_t*>(__builtin_frame_address(0));
  const Place place{reinterpret_cast<std::uint64_t>(__builtin_return_address(0)),
                    reinterpret_cast<std::uint64_t>(frame + 2), frame[0]};
  Trace quick, slow;
  ASSERT_TRUE(walk_by_rules(*rules, place, quick));
  walk_by_unwinder(place, slow);
  ASSERT_EQ(quick.count, slow.count);
  for (unsigned i = 0; i < quick.count; ++i) EXPECT_EQ(quick.return_addresses[i], slow.return_addresses[i]) << i;
}

TEST(Walk, AgreesWithTheSystems) {
  compare_walks();
  std::thread(&compare_walks).join();
  int numbers[] = {3, 1, 2};
  std::qsort(numbers, 3, sizeof(int), [](const void* a, const void* b) {  // through the C library
    compare_walks();
    return *static_cast<const int*>(a) - *static_cast<const int*>(b);
  });
}

TEST(FrameRules, SaysWhereThreadsBegin) {
  // start_thread's caller is clone3, which says that it has none.
  Trace trace;
  std::thread([&] {
    const auto* frame = static_cast<const std::uint64_t*>(__builtin_frame_address(0));
    walk_by_unwinder({reinterpret_cast<std::uint64_t>(__builtin_return_address(0)),
                      reinterpret_cast<std::uint64_t>(frame + 2), frame[0]},
                     trace);
  }).join();
  EXPECT_EQ(read_frame_rule(trace.return_addresses[trace.count - 1]).kind, FrameRule::Kind::outermost);
}

NOINLINE long sleep_until_woken(std::uint32_t* word) {
  const long result = syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
  NO_TAIL;
  return result;
}

// Where the system says that the thread sleeps: the last two words of the line.
Place where_it_sleeps(pid_t thread) {
  for (;;) {
    std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/syscall");
    std::uint64_t number = 0, words[8] = {};
    file >> number >> std::hex;
    for (std::uint64_t& word : words) file >> word;
    if (file && number == SYS_futex) return {words[7], words[6], 0};
    std::this_thread::yield();
  }
}

TEST(StackRecorder, ASleepersStackIsTakenFromOutside) {
  std::uint32_t word = 0;
  std::atomic<pid_t> thread{0};
  std::thread sleeper([&] {
    thread = static_cast<pid_t>(syscall(SYS_gettid));
    while (__atomic_load_n(&word, __ATOMIC_ACQUIRE) == 0) sleep_until_woken(&word);
  });
  while (thread == 0) std::this_thread::yield();
  const Place place = where_it_sleeps(thread);
  const StackId id = recorder().of_sleeper(place.return_address, place.cfa);
  __atomic_store_n(&word, 1, __ATOMIC_RELEASE);
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
  sleeper.join();
  const Stack stack = recorder().resolve(id);
  ASSERT_GE(stack.size(), 3u);
  EXPECT_THAT(stack[0].function, HasSubstr("syscall"));
  std::uint64_t begin = 0;
  read_frame_rule(stack[1].address + 1, &begin);
  EXPECT_EQ(begin, reinterpret_cast<std::uint64_t>(&sleep_until_woken));
  EXPECT_EQ(read_frame_rule(stack.back().address + 1).kind, FrameRule::Kind::outermost) << stack.size();
}

TEST(StackRecorder, NothingIsTakenWhereThereIsNoStack) {
  EXPECT_EQ(recorder().of_sleeper(reinterpret_cast<std::uint64_t>(&sleep_until_woken) + 4, 8), 0u);
  EXPECT_EQ(recorder().of_sleeper(1, reinterpret_cast<std::uint64_t>(__builtin_frame_address(0))), 0u);
}
#endif

TEST(Depot, EndsWhenFull) {
  Depot depot;
  std::uint64_t address[1] = {0};
  StoredStack stack;
  stack.return_addresses = address;
  StackId last = 0;
  for (std::uint32_t i = 0; i < Depot::kMaxStacks; ++i) {
    address[0] = 0x1000 + i;
    stack.hash = Depot::hash(address, 0);
    last = depot.add(stack);
    ASSERT_EQ(last, i + 1);
  }
  address[0] = 1;
  stack.hash = Depot::hash(address, 0);
  EXPECT_EQ(depot.add(stack), 0u);
  address[0] = 0x1000 + 77;
  ASSERT_NE(depot.find(Depot::hash(address, 0), address, 0), nullptr);
  EXPECT_EQ(depot.find(Depot::hash(address, 0), address, 0)->id, 78u);
  EXPECT_EQ(depot.find(Depot::hash(address, 1), address, 1), nullptr);
}

}  // namespace
}  // namespace pewter::stacks
