// SPDX-License-Identifier: Apache-2.0
#include "runtime/watched_memory.h"

#include <gmock/gmock.h>
#include <sys/mman.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "model/observer.h"
#include "runtime/storage.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
// It warns of every allocation in a signal handler. Here the signal is one that the test's own load raises, where no
// allocation is under way (watched_memory.h).
extern "C" const char* __tsan_default_options();
extern "C" const char* __tsan_default_options() { return "report_signal_unsafe=0"; }
#endif
#endif

namespace pewter::runtime {
namespace {

using Side = WatchedMemory::Side;
using Closed = WatchedMemory::Closed;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Seen {
  ObjectId object;
  std::uint64_t offset;
  bool writes, by_gpu;
  bool operator==(const Seen&) const = default;
};

class Touches final : public model::Observer {
 public:
  Touches() { model::set_observer(this); }
  ~Touches() { model::set_observer(nullptr); }
  void on(const model::Event& event) override {
    if (event.kind != model::EventKind::memory_touched) return;
    std::lock_guard lock(mutex_);
    seen_.push_back({event.object, event.value, event.writes, event.by_gpu});
    has_stack_ = !event.return_addresses.empty();
  }
  std::vector<Seen> take() {
    std::lock_guard lock(mutex_);
    return std::exchange(seen_, {});
  }
  bool has_stack() const { return has_stack_; }

 private:
  std::mutex mutex_;
  std::vector<Seen> seen_;
  bool has_stack_ = false;
};

class Watched : public ::testing::Test {
 protected:
  static constexpr ObjectId kOwner = 77;
  static constexpr std::uint64_t kPages = 64;

  void SetUp() override {
    memory = WatchedMemory::map(kPages * page_size());
    ASSERT_TRUE(memory);
    memory->set_owner(kOwner);
  }
  volatile std::uint8_t* at(Side side, std::uint64_t offset) {
    return reinterpret_cast<volatile std::uint8_t*>(memory->view(side) + offset);
  }
  void close(Side side, Closed closed) { WatchedMemory::watch().close(kOwner, side, closed); }

  Touches touches;
  std::unique_ptr<WatchedMemory> memory;
};

TEST_F(Watched, BothViewsAreTheSameMemory) {
  *at(Side::program, 5) = 1;
  EXPECT_EQ(*at(Side::gpu, 5), 1);
  *at(Side::gpu, 6) = 2;
  EXPECT_EQ(*at(Side::program, 6), 2);
  EXPECT_NE(memory->view(Side::program), memory->view(Side::gpu));
  EXPECT_THAT(touches.take(), IsEmpty());
}

TEST_F(Watched, TheFirstTouchOfEachPartIsTold) {
  close(Side::program, Closed::everything);
  const std::uint64_t part = kPages / 16 * page_size();
  EXPECT_EQ(*at(Side::program, 3), 0);
  *at(Side::program, part + 9) = 1;
  *at(Side::program, part + 10) = 1;
  EXPECT_THAT(touches.take(), ElementsAre(Seen{kOwner, 3, false, false}, Seen{kOwner, part + 9, true, false}));
  EXPECT_TRUE(touches.has_stack());
  *at(Side::program, 4) = 1;  // the load has left it closed to stores
  EXPECT_THAT(touches.take(), ElementsAre(Seen{kOwner, 4, true, false}));
}

TEST_F(Watched, AViewClosedToStoresLetsLoadsPass) {
  close(Side::program, Closed::writes);
  EXPECT_EQ(*at(Side::program, 3), 0);
  EXPECT_THAT(touches.take(), IsEmpty());
  *at(Side::program, 3) = 1;
  EXPECT_THAT(touches.take(), ElementsAre(Seen{kOwner, 3, true, false}));
}

TEST_F(Watched, OneSideDoesNotStandInTheOthersWay) {
  close(Side::program, Closed::everything);
  *at(Side::gpu, 0) = 1;
  EXPECT_THAT(touches.take(), IsEmpty());
  close(Side::program, Closed::nothing);
  close(Side::gpu, Closed::everything);
  *at(Side::program, 0) = 2;
  EXPECT_THAT(touches.take(), IsEmpty());
  EXPECT_EQ(*at(Side::gpu, 0), 2);
  EXPECT_THAT(touches.take(), ElementsAre(Seen{kOwner, 0, false, true}));
}

TEST_F(Watched, MemoryOfManyPartsIsNotClosedAgain) {
  std::byte* const gpu = memory->view(Side::gpu);
  close(Side::gpu, Closed::everything);
  *at(Side::gpu, 9) = 1;
  touches.take();
  WatchedMemory::close_again({&gpu, 1});
  *at(Side::gpu, 20) = 1;
  EXPECT_THAT(touches.take(), IsEmpty());
}

TEST_F(Watched, WhatTheGpuHasNotTouchedIsKnownAndCanBeClosedAgain) {
  memory = WatchedMemory::map(2 * page_size());
  memory->set_owner(kOwner);
  std::byte* const gpu = memory->view(Side::gpu);
  std::byte elsewhere[8];
  std::byte* const addresses[] = {nullptr, gpu + 9, elsewhere, memory->view(Side::program)};
  EXPECT_THAT(WatchedMemory::untouched_by_gpu(addresses), IsEmpty()) << "it was never closed";
  close(Side::gpu, Closed::everything);
  EXPECT_THAT(WatchedMemory::untouched_by_gpu(addresses), ElementsAre(gpu + 9));
  *at(Side::gpu, 9) = 1;
  EXPECT_THAT(WatchedMemory::untouched_by_gpu(addresses), IsEmpty());
  EXPECT_THAT(touches.take(), ElementsAre(Seen{kOwner, 9, true, true}));
  WatchedMemory::close_again(addresses);
  *at(Side::gpu, 20) = 1;
  *at(Side::program, 20) = 1;
  EXPECT_THAT(touches.take(), ElementsAre(Seen{kOwner, 20, true, true})) << "the program's view stays open";
  memory.reset();
  EXPECT_THAT(WatchedMemory::untouched_by_gpu(addresses), IsEmpty());
  WatchedMemory::close_again(addresses);
}

TEST_F(Watched, ATransferOpensWhatItWillTouch) {
  close(Side::program, Closed::everything);
  const std::uint64_t part = kPages / 16 * page_size();
  WatchedMemory::touch(memory->view(Side::program) + part - 1, part + 2, true);
  EXPECT_THAT(touches.take(),
              ElementsAre(Seen{kOwner, part - 1, true, false}, Seen{kOwner, part, true, false}, Seen{kOwner, 2 * part, true, false}));
  *at(Side::program, part) = 1;
  EXPECT_THAT(touches.take(), IsEmpty());
  std::uint8_t elsewhere[8] = {};
  WatchedMemory::touch(elsewhere, sizeof(elsewhere), true);
  EXPECT_THAT(touches.take(), IsEmpty());
}

// Whoever is faster opens a part and tells; the other goes on.
TEST_F(Watched, ThreadsThatTouchOnePartAtOnceTellOnce) {
  for (int round = 0; round < 200; ++round) {
    close(Side::program, Closed::everything);
    std::atomic<int> ready{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&, i] {
        for (++ready; ready < 4;) std::this_thread::yield();
        *at(Side::program, static_cast<std::uint64_t>(i)) = 1;
      });
    for (auto& thread : threads) thread.join();
    ASSERT_EQ(touches.take().size(), 1u);
  }
}

TEST(WatchedDeathTest, AFaultElsewhereTakesItsCourse) {
  auto memory = WatchedMemory::map(page_size());
  void* closed = mmap(nullptr, page_size(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  EXPECT_DEATH(*static_cast<volatile int*>(closed) = 1, "");
}

}  // namespace
}  // namespace pewter::runtime
