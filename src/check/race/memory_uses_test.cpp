// SPDX-License-Identifier: Apache-2.0
#include "check/race/memory_uses.h"

#include <gmock/gmock.h>

#include "check/race/commit_order.h"

namespace pewter::check {
namespace {

using model::Access;
using Closed = model::MemoryWatch::Closed;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr model::ObjectId kBuffer = 1, kOther = 2, kEncoder = 10, kOtherEncoder = 11;
constexpr std::uint64_t kLength = 1 << 20;

InFlight use_of(model::ObjectId buffer, model::ObjectId encoder, Access access, std::uint64_t offset = 0,
                std::uint64_t length = 0) {
  InFlight use;
  use.buffer = buffer;
  use.touch.record.object = encoder;
  use.touch.use = {
      .offset = offset, .length = length ? length : kLength - offset, .access = access, .exact = length != 0};
  return use;
}
ProgramTouch load(std::uint64_t offset) { return {.offset = offset, .writes = false, .at = {}, .record = {}}; }
ProgramTouch store(std::uint64_t offset) { return {.offset = offset, .writes = true, .at = {}, .record = {}}; }
bool never(const ProgramTouch&, model::ObjectId) { return false; }
bool always(const ProgramTouch&, model::ObjectId) { return true; }

TEST(MemoryUses, ATouchBetweenTwoOfTheGpusMeetsThem) {
  MemoryUses uses;
  uses.committed(use_of(kBuffer, kEncoder, Access::write));
  uses.began(kBuffer, kEncoder, never);
  EXPECT_FALSE(uses.gpu_touched(0, never));
  EXPECT_FALSE(uses.gpu_touched(65536, never));
  EXPECT_FALSE(uses.program_touched(load(100000)));  // behind all that was seen
  EXPECT_TRUE(uses.program_touched(load(4096)));
}

TEST(MemoryUses, ADoubtfulTouchIsLookedAtAgainWhenMoreIsSeen) {
  MemoryUses uses;
  uses.committed(use_of(kBuffer, kEncoder, Access::write));
  EXPECT_FALSE(uses.program_touched(load(4096)));  // nothing has run yet
  EXPECT_FALSE(uses.began(kBuffer, kEncoder, never));
  EXPECT_FALSE(uses.gpu_touched(0, never));
  const auto meeting = uses.gpu_touched(65536, never);
  ASSERT_TRUE(meeting);
  EXPECT_EQ(meeting->program.offset, 4096u);
  EXPECT_FALSE(uses.gpu_touched(131072, never)) << "once";
}

TEST(MemoryUses, LoadsOfWhatIsOnlyReadAreNoMatter) {
  MemoryUses uses;
  uses.committed(use_of(kBuffer, kEncoder, Access::read, 0, 1024));
  EXPECT_EQ(uses.of_interest(), Closed::writes);
  uses.began(kBuffer, kEncoder, never);
  EXPECT_FALSE(uses.program_touched(load(8)));
  EXPECT_TRUE(uses.program_touched(store(8)));
  EXPECT_FALSE(uses.program_touched(store(1024)));  // behind the range
}

// Two sections of a ring: what is written next lies between or behind those in flight.
TEST(MemoryUses, SectionsOfOneBufferDoNotMeet) {
  constexpr std::uint64_t kSection = kLength / 3;
  MemoryUses uses;
  uses.committed(use_of(kBuffer, kEncoder, Access::read, 0));
  uses.committed(use_of(kOther, kOtherEncoder, Access::read, 2 * kSection));
  uses.began(kBuffer, kEncoder, never);
  uses.began(kOther, kOtherEncoder, never);
  for (std::uint64_t at : {std::uint64_t{0}, kSection - 4, 2 * kSection, kLength - 4})
    EXPECT_FALSE(uses.gpu_touched(at, never));
  for (std::uint64_t at : {kSection + 256, 2 * kSection - 256}) EXPECT_FALSE(uses.program_touched(store(at))) << at;
  EXPECT_TRUE(uses.program_touched(store(kSection / 2)));
  EXPECT_TRUE(uses.program_touched(store(2 * kSection + 4096)));
}

TEST(MemoryUses, WhatWasTouchedBeforeTheGpuWasLetGoIsRight) {
  for (const bool before : {true, false}) {
    MemoryUses uses;
    uses.committed(use_of(kBuffer, kEncoder, Access::read, 0, 1024));
    EXPECT_FALSE(uses.program_touched(store(0)));  // the command buffer waits for the program's signal
    EXPECT_EQ(uses.began(kBuffer, kEncoder, before ? always : never).has_value(), !before);
  }
}

TEST(MemoryUses, NothingMeetsWhatIsOver) {
  MemoryUses uses;
  uses.committed(use_of(kBuffer, kEncoder, Access::write, 0, 1024));
  uses.began(kBuffer, kEncoder, never);
  uses.completed(kBuffer);
  EXPECT_TRUE(uses.program_touched(load(0))) << "complete, but nobody has seen it";
  uses.over(kBuffer);
  EXPECT_FALSE(uses.program_touched(load(0)));
  EXPECT_EQ(uses.of_interest(), Closed::nothing);
}

TEST(CommitOrder, WhoIsCompleteSaysSoOfThoseBefore) {
  CommitOrder order;
  for (model::ObjectId buffer : {1, 2, 3}) order.committed(buffer, 100);
  order.committed(4, 200);
  EXPECT_THAT(order.over(2), ElementsAre(1, 2));
  EXPECT_THAT(order.over(2), IsEmpty());
  EXPECT_THAT(order.over(4), ElementsAre(4));
  EXPECT_THAT(order.over(3), ElementsAre(3));
}

TEST(CommitOrder, AndOfThoseWhoseEventsItWaitedFor) {
  CommitOrder order;
  order.committed(1, 100);
  order.committed(2, 100);
  order.signaled(50, 2);
  order.committed(3, 200);
  order.waited_for(50, 3);
  EXPECT_THAT(order.over(3), UnorderedElementsAre(1, 2, 3));
}

TEST(CommitOrder, AnEventSaysItOfWhoSignaledIt) {
  CommitOrder order;
  order.committed(1, 100);
  order.committed(2, 100);
  order.committed(3, 100);
  order.signaled(50, 2);
  EXPECT_THAT(order.over_by_event(50), UnorderedElementsAre(1, 2));
  EXPECT_THAT(order.over_by_event(50), IsEmpty());
}

}  // namespace
}  // namespace pewter::check
