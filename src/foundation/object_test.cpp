// SPDX-License-Identifier: Apache-2.0
#include "foundation/object.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <thread>
#include <vector>

#include "foundation/class_registry.h"
#include "foundation/quarantine.h"
#include "foundation/ref.h"

namespace pewter::foundation {
namespace {

class Probe : public Object {
 public:
  static const ClassRecord kClass;
  static inline std::atomic<int> destroyed{0};
  Probe() : Object(kClass) {}
  ~Probe() { destroyed.fetch_add(1, std::memory_order_relaxed); }
};
const ClassRecord Probe::kClass{"Probe", &kObjectClass, destroy<Probe>, nullptr};

class Other final : public Object {
 public:
  static const ClassRecord kClass;
  Other() : Object(kClass) {}
};
const ClassRecord Other::kClass{"Other", &kObjectClass, destroy<Other>, nullptr};

// For the two warnings, which come once a class.
class OverReleased final : public Object {
 public:
  static const ClassRecord kClass;
  OverReleased() : Object(kClass) {}
};
const ClassRecord OverReleased::kClass{"OverReleased", &kObjectClass, destroy<OverReleased>, nullptr};

class UsedAfterFree final : public Object {
 public:
  static const ClassRecord kClass;
  UsedAfterFree() : Object(kClass) {}
};
const ClassRecord UsedAfterFree::kClass{"UsedAfterFree", &kObjectClass, destroy<UsedAfterFree>, nullptr};

class ObjectTest : public testing::Test {
 protected:
  void SetUp() override { Probe::destroyed = 0; }
};

TEST_F(ObjectTest, LivesUntilTheLastRelease) {
  auto* probe = new Probe;
  EXPECT_EQ(probe->retain_count(), 1u);
  EXPECT_EQ(probe->retain(), probe);
  EXPECT_EQ(probe->retain_count(), 2u);
  probe->release();
  EXPECT_EQ(Probe::destroyed, 0);
  probe->release();
  EXPECT_EQ(Probe::destroyed, 1);
}

TEST_F(ObjectTest, AReleaseTooManyIsIgnoredAndReportedOnce) {
  auto* object = new OverReleased;
  object->release();
  testing::internal::CaptureStderr();
  object->release();
  object->release();
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "pewter: warning: a OverReleased was released more often than it was retained; ignored\n");
}

TEST_F(ObjectTest, RetainOfAZombieDoesNotBringItBack) {
  auto* probe = new Probe;
  probe->release();
  probe->retain();
  probe->release();
  EXPECT_EQ(Probe::destroyed, 1);
  EXPECT_EQ(probe->retain_count(), 0u);
}

class KeepsItself final : public Object {
 public:
  static const ClassRecord kClass;
  explicit KeepsItself(int& destroyed) : Object(kClass), destroyed_(destroyed) {}
  ~KeepsItself() {
    Ref<KeepsItself> again(this);
    ++destroyed_;
  }

 private:
  int& destroyed_;
};
const ClassRecord KeepsItself::kClass{"KeepsItself", &kObjectClass, destroy<KeepsItself>, nullptr};

TEST_F(ObjectTest, RetainInTheDestructorDoesNotDestroyTwice) {
  int destroyed = 0;
  testing::internal::CaptureStderr();
  (new KeepsItself(destroyed))->release();
  EXPECT_EQ(destroyed, 1);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(ObjectTest, CastKnowsTheClass) {
  Ref<Probe> probe = make<Probe>();
  EXPECT_EQ(cast<Probe>(probe.get(), "x"), probe.get());
  EXPECT_EQ(cast<Probe>(nullptr, "x"), nullptr);
  EXPECT_TRUE(probe->is_kind_of(kObjectClass));
  EXPECT_FALSE(probe->is_kind_of(Other::kClass));
}

TEST_F(ObjectTest, CastMakesNullOfAZombie) {
  auto* object = new UsedAfterFree;
  object->release();
  testing::internal::CaptureStderr();
  EXPECT_EQ(cast<UsedAfterFree>(object, "length"), nullptr);
  EXPECT_EQ(cast<Other>(object, "length"), nullptr);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "pewter: warning: -[UsedAfterFree length] was sent to a freed object; ignored\n");
}

TEST_F(ObjectTest, CastOfAnotherClassEndsTheProcessInObjectiveCsWords) {
  Ref<Other> other = make<Other>();
  EXPECT_DEATH(cast<Probe>(other.get(), "endEncoding"),
               "'NSInvalidArgumentException', reason: '-\\[Other endEncoding\\]: unrecognized selector sent to "
               "instance 0x[0-9a-f]+'");
}

TEST_F(ObjectTest, DescriptionNamesTheClass) {
  Ref<Probe> probe = make<Probe>();
  EXPECT_EQ(probe->description().rfind("<Probe: 0x", 0), 0u);
}

TEST_F(ObjectTest, RootEqualityIsIdentity) {
  Ref<Probe> a = make<Probe>(), b = make<Probe>();
  EXPECT_TRUE(a->is_equal(a.get()));
  EXPECT_FALSE(a->is_equal(b.get()));
  EXPECT_FALSE(a->is_equal(nullptr));
  EXPECT_EQ(a->hash(), a->hash());
  EXPECT_DEATH(a->copy(), "-\\[Probe copyWithZone:\\]: unrecognized selector");
}

TEST_F(ObjectTest, ImmortalsOutliveEveryRelease) {
  static auto* probe = new Probe;  // stays reachable
  probe->make_immortal();
  for (int i = 0; i < 10; ++i) probe->release();
  EXPECT_EQ(Probe::destroyed, 0);
}

TEST_F(ObjectTest, QuarantineKeepsTheNewestAndIsBounded) {
  // A zombie is recognised while it is among the newest; the memory of older ones is used again.
  std::deque<Probe*> freed;
  for (std::size_t i = 0; i < 100; ++i) {
    freed.push_back(new Probe);
    freed.back()->release();
  }
  for (Probe* probe : freed) EXPECT_EQ(probe->class_record(), &kZombieClass);
  for (Probe* probe : freed) EXPECT_EQ(former_class(probe), &Probe::kClass);
  std::vector<void*> seen;
  bool reused = false;
  for (std::size_t i = 0; i < 4 * kQuarantineObjects && !reused; ++i) {
    auto* probe = new Probe;
    reused = std::find(freed.begin(), freed.end(), probe) != freed.end();
    probe->release();
  }
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)  // their allocators delay reuse themselves
  EXPECT_TRUE(reused);
#endif
}

TEST_F(ObjectTest, AZombieKeepsItsNumberAndClass) {
  auto* probe = new Probe;
  probe->~Probe();
  quarantine(probe, std::max(sizeof(Probe), kZombieSize), 4711);  // as much as operator new takes
  EXPECT_EQ(former_number(probe), 4711u);
  EXPECT_EQ(former_class(probe), &Probe::kClass);
  auto* alive = new Probe;
  EXPECT_EQ(former_number(alive), 0u);
  EXPECT_EQ(former_class(alive), nullptr);
  alive->release();
  EXPECT_EQ(former_number(alive), 0u);  // nobody gave one
}

TEST_F(ObjectTest, WhoHoldsNothingRetainsOnlyTheLiving) {
  auto* probe = new Probe;
  EXPECT_TRUE(probe->try_retain());
  EXPECT_EQ(probe->retain_count(), 2u);
  probe->release();
  probe->release();
  EXPECT_EQ(Probe::destroyed, 1);
  EXPECT_FALSE(probe->try_retain());
}

TEST_F(ObjectTest, AWiderQuarantineKeepsMore) {
  // In a process of its own: it stays wide.
  EXPECT_EXIT(
      {
        widen_quarantine();
        std::deque<Probe*> freed;
        for (std::size_t i = 0; i < kQuarantineObjects / 16 * kWiderBy; ++i) {  // what one thread has
          freed.push_back(new Probe);
          freed.back()->release();
        }
        bool all = true;
        for (Probe* probe : freed) all &= former_class(probe) == &Probe::kClass;
        std::_Exit(all ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST_F(ObjectTest, EightThreadsRetainAndReleaseOneObject) {
  auto* probe = new Probe;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    probe->retain();
    threads.emplace_back([probe] {
      for (int i = 0; i < 20000; ++i) {
        probe->retain();
        probe->release();
      }
      probe->release();
    });
  }
  probe->release();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Probe::destroyed, 1);
}

TEST_F(ObjectTest, EightThreadsMakeAndFreeTheirOwnObjects) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([] {
      for (int i = 0; i < 5000; ++i) (new Probe)->release();
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Probe::destroyed, 8 * 5000);
}

TEST_F(ObjectTest, EightThreadsReleaseOneObjectTooOften) {
  for (int round = 0; round < 200; ++round) {
    auto* probe = new Probe;
    std::atomic<int> ready{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
      threads.emplace_back([&] {
        ready.fetch_add(1);
        while (ready.load() < 8) std::this_thread::yield();
        probe->release();
      });
    for (std::thread& thread : threads) thread.join();
    ASSERT_EQ(Probe::destroyed, round + 1);
  }
}

TEST(ClassRegistryTest, AllocatesByNameOrGivesNull) {
  static const AllocatableClass known(Probe::kClass, []() -> Object* { return new Probe; });
  Ref<Object> made = Ref<Object>::adopt(allocate("Probe"));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->class_record(), &Probe::kClass);
  EXPECT_EQ(allocate("NSNoSuchClass"), nullptr);
}

}  // namespace
}  // namespace pewter::foundation
