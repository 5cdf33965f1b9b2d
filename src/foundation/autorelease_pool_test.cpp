// SPDX-License-Identifier: Apache-2.0
#include "foundation/autorelease_pool.h"

#include <gtest/gtest.h>

#include <functional>
#include <thread>
#include <vector>

#include "foundation/ref.h"

namespace pewter::foundation {
namespace {

// Tells when it goes.
class Probe final : public Object {
 public:
  static const ClassRecord kClass;
  explicit Probe(std::function<void()> gone) : Object(kClass), gone_(std::move(gone)) {}
  ~Probe() { gone_(); }

 private:
  std::function<void()> gone_;
};
const ClassRecord Probe::kClass{"Probe", &kObjectClass, destroy<Probe>, nullptr};

class PoolTest : public testing::Test {
 protected:
  void autorelease(int number) {
    (new Probe([this, number] { gone.push_back(number); }))->autorelease();
  }
  std::vector<int> gone;
};

TEST_F(PoolTest, ReleasesNewestFirst) {
  const PoolToken pool = push_pool();
  for (int i = 0; i < 3; ++i) autorelease(i);
  EXPECT_TRUE(gone.empty());
  pop_pool(pool);
  EXPECT_EQ(gone, (std::vector{2, 1, 0}));
}

TEST_F(PoolTest, InnerPoolLeavesTheOuterAlone) {
  const PoolToken outer = push_pool();
  autorelease(1);
  const PoolToken inner = push_pool();
  autorelease(2);
  pop_pool(inner);
  EXPECT_EQ(gone, (std::vector{2}));
  pop_pool(outer);
  EXPECT_EQ(gone, (std::vector{2, 1}));
}

TEST_F(PoolTest, OuterPoolTakesTheInnerWithIt) {
  const PoolToken outer = push_pool();
  autorelease(1);
  const PoolToken inner = push_pool();
  autorelease(2);
  pop_pool(outer);
  EXPECT_EQ(gone, (std::vector{2, 1}));
  const PoolToken next = push_pool();
  autorelease(3);
  pop_pool(inner);  // long gone: must not touch the pool that stands in its place
  EXPECT_EQ(gone.size(), 2u);
  pop_pool(next);
  EXPECT_EQ(gone, (std::vector{2, 1, 3}));
}

TEST_F(PoolTest, AnObjectMayBeInAPoolTwice) {
  const PoolToken pool = push_pool();
  auto* probe = new Probe([this] { gone.push_back(7); });
  probe->retain()->autorelease();
  probe->autorelease();
  pop_pool(pool);
  EXPECT_EQ(gone, (std::vector{7}));
}

TEST_F(PoolTest, DestructorsMayAutorelease) {
  const PoolToken pool = push_pool();
  (new Probe([this] {
    gone.push_back(1);
    autorelease(2);
    PoolScope nested;
    autorelease(3);
  }))->autorelease();
  pop_pool(pool);
  EXPECT_EQ(gone, (std::vector{1, 3, 2}));
}

TEST_F(PoolTest, ADestructorMayPopThePoolThatIsBeingPopped) {
  const PoolToken pool = push_pool();
  autorelease(1);
  (new Probe([this, pool] {
    gone.push_back(2);
    pop_pool(pool);
  }))->autorelease();
  autorelease(3);
  pop_pool(pool);
  EXPECT_EQ(gone, (std::vector{3, 2, 1}));
}

TEST_F(PoolTest, WithoutAPoolTheObjectLeaks) {
  std::thread([this] {
    static Probe* probe = new Probe([this] { gone.push_back(1); });
    EXPECT_EQ(probe->autorelease(), probe);
    EXPECT_EQ(probe->retain_count(), 1u);
  }).join();
  EXPECT_TRUE(gone.empty());
}

TEST_F(PoolTest, ThreadsHaveStacksOfTheirOwn) {
  const PoolToken pool = push_pool();
  autorelease(1);
  std::thread([&] {
    const PoolToken theirs = push_pool();
    autorelease(2);
    pop_pool(pool);  // another thread's: ignored
    EXPECT_TRUE(gone.empty());
    pop_pool(theirs);
  }).join();
  EXPECT_EQ(gone, (std::vector{2}));
  pop_pool(pool);
  EXPECT_EQ(gone, (std::vector{2, 1}));
}

TEST_F(PoolTest, AThreadThatEndsDrainsItsPools) {
  std::thread([this] {
    push_pool();
    autorelease(1);
    push_pool();
    autorelease(2);
  }).join();
  EXPECT_EQ(gone, (std::vector{2, 1}));
}

TEST_F(PoolTest, PoolObjectsPushAtInitAndPopAtRelease) {
  auto* pool = new AutoreleasePool;
  EXPECT_EQ(describe_pools(), "");
  pool->init();
  pool->init();  // once is enough
  autorelease(1);
  pool->add(new Probe([this] { gone.push_back(2); }));
  EXPECT_NE(describe_pools().find(": 2 objects"), std::string::npos);
  pool->release();
  EXPECT_EQ(gone, (std::vector{2, 1}));
  EXPECT_EQ(describe_pools(), "");
}

TEST_F(PoolTest, OverReleasedObjectsInAPoolAreForgiven) {
  const PoolToken pool = push_pool();
  auto* probe = new Probe([this] { gone.push_back(1); });
  probe->autorelease();
  probe->release();  // one too many: the pool's is still to come
  EXPECT_EQ(gone, (std::vector{1}));
  pop_pool(pool);
  EXPECT_EQ(gone, (std::vector{1}));
}

TEST_F(PoolTest, ManyObjectsDrainInLinearTime) {
  const PoolToken pool = push_pool();
  for (int i = 0; i < 300'000; ++i) autorelease(i);
  pop_pool(pool);
  EXPECT_EQ(gone.size(), 300'000u);
}

}  // namespace
}  // namespace pewter::foundation
