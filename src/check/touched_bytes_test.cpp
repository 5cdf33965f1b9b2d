// SPDX-License-Identifier: Apache-2.0
// PW301 where somebody sees which bytes dispatches touch.
#include <gmock/gmock.h>

#include <set>

#include "check/testing/program.h"

namespace pewter::check {
namespace {

using model::ByteSet;
using model::EventKind;
using model::ObjectClass;
using model::TouchedBytes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Program;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr auto kRead = model::Access::read, kWrite = model::Access::write, kBoth = model::Access::read_write;
constexpr std::uint64_t kDone = 4, kFailed = 5;

class Watch final : public model::TouchWatch {
 public:
  void watch(std::uint64_t number, model::ObjectId resource) override { wanted.emplace(number, resource); }
  void forget(std::uint64_t number) override {
    std::erase_if(wanted, [number](const auto& one) { return one.first == number; });
  }
  std::set<std::pair<std::uint64_t, model::ObjectId>> wanted;
};

model::ResourceUse use(model::ObjectId resource, model::Access access, std::uint64_t offset = 0) {
  return {.resource = resource, .offset = offset, .length = 1024 - offset, .access = access, .index = 0};
}
TouchedBytes wrote(std::uint64_t offset, std::uint64_t length) { return {.writes = ByteSet::range(offset, length)}; }
TouchedBytes read(std::uint64_t offset, std::uint64_t length) { return {.reads = ByteSet::range(offset, length)}; }

// A concurrent encoder whose dispatches are numbered from 1.
class TouchedBytesOf : public ::testing::Test {
 protected:
  TouchedBytesOf() {
    program.checker.set_touch_watch(&watch);
    program.on({.kind = EventKind::encoder_opened,
                .object_class = Program::kEncoder,
                .object = kEncoder,
                .parent = buffer,
                .value = 1,
                .call = "computeCommandEncoderWithDispatchType:"});
  }
  void record(model::CommandKind kind, const std::vector<model::ResourceUse>& uses, bool follows_pointers = false) {
    model::Command command;
    command.kind = kind;
    command.text = kind == model::CommandKind::dispatch ? "kernel" : "";
    command.uses = uses;
    if (kind == model::CommandKind::dispatch) command.number = ++dispatches;
    if (follows_pointers) command.value = command.number;
    tell(command);
  }
  void tell(const model::Command& command) {
    testing::NamedStacks::at("dispatch " + std::to_string(command.number));
    program.on({.kind = EventKind::command_recorded,
                .object_class = Program::kEncoder,
                .object = kEncoder,
                .parent = buffer,
                .call = "dispatchThreads:threadsPerThreadgroup:",
                .command = &command});
  }
  void dispatch(const std::vector<model::ResourceUse>& uses) { record(model::CommandKind::dispatch, uses); }
  void ran(std::uint64_t number, const TouchedBytes& bytes, model::ObjectId resource = 60) {
    program.on({.kind = EventKind::bytes_touched,
                .object_class = ObjectClass::buffer,
                .by_gpu = true,
                .object = resource,
                .value = number,
                .touched = &bytes});
  }
  void complete(std::uint64_t status = kDone) {
    program.on({.kind = EventKind::buffer_completed,
                .object_class = ObjectClass::command_buffer,
                .object = buffer,
                .value = status});
  }
  std::vector<std::string> rules() const {
    std::vector<std::string> all;
    for (const model::Finding& finding : program.checker.findings()) all.push_back(finding.rule);
    return all;
  }

  static constexpr model::ObjectId kEncoder = 500;
  Program program;
  Watch watch;
  model::ObjectId buffer = program.buffer();
  std::uint64_t dispatches = 0;
};

TEST_F(TouchedBytesOf, DispatchesBoundAtDifferentOffsetsMeet) {
  dispatch({use(60, kWrite)});
  dispatch({use(60, kRead, 512)});
  EXPECT_THAT(watch.wanted, UnorderedElementsAre(std::pair(1, 60), std::pair(2, 60)));
  EXPECT_THAT(rules(), IsEmpty());  // nothing has run
  ran(1, wrote(0, 600));
  ran(2, read(512, 512));
  complete();
  ASSERT_THAT(rules(), ElementsAre("PW301"));
  const model::Finding finding = program.checker.findings()[0];
  EXPECT_THAT(finding.message, HasSubstr("read after write: 'kernel' and 'kernel' both touched bytes 512 to 600"));
  EXPECT_THAT(finding.because, ::testing::Contains(HasSubstr("wrote bytes 0 to 600")));
  EXPECT_THAT(finding.caveat, IsEmpty());
  ASSERT_THAT(finding.sides, SizeIs(2));
  EXPECT_EQ(program.stacks.name(finding.sides[0].moment.stack), "dispatch 1");
  EXPECT_THAT(watch.wanted, IsEmpty());
}

TEST_F(TouchedBytesOf, PartsOfOneBindingDoNot) {
  dispatch({use(60, kWrite)});
  dispatch({use(60, kWrite)});
  ran(1, wrote(0, 512));
  ran(2, wrote(512, 512));
  complete();
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(TouchedBytesOf, KindsAreThoseOfTheBytes) {
  dispatch({use(60, kBoth)});
  dispatch({use(60, kWrite)});
  ran(1, {.reads = ByteSet::range(0, 8), .writes = ByteSet::range(8, 8)});
  ran(2, wrote(0, 8));
  complete();
  ASSERT_THAT(rules(), ElementsAre("PW301"));
  EXPECT_THAT(program.checker.findings()[0].message, HasSubstr("write after read"));
}

TEST_F(TouchedBytesOf, NobodyIsAskedWhereNothingCouldMeet) {
  dispatch({use(60, kRead)});
  dispatch({use(60, kRead)});
  dispatch({use(61, kWrite)});
  record(model::CommandKind::memory_barrier, {});
  dispatch({use(60, kWrite)});
  record(model::CommandKind::memory_barrier, {use(60, kBoth)});
  dispatch({use(60, kRead)});
  EXPECT_THAT(watch.wanted, IsEmpty());
}

TEST_F(TouchedBytesOf, ABarrierStandsBetweenThoseThatWereWatched) {
  dispatch({use(60, kWrite)});
  dispatch({use(60, kWrite)});
  record(model::CommandKind::memory_barrier, {});
  dispatch({use(60, kWrite)});
  dispatch({use(60, kWrite)});
  for (std::uint64_t number : {1, 3}) ran(number, wrote(0, 8));
  for (std::uint64_t number : {2, 4}) ran(number, wrote(8, 8));
  complete();
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(TouchedBytesOf, WhatWasNotSeenCountsAsBound) {
  dispatch({use(60, kWrite)});
  dispatch({use(60, kWrite)});
  ran(1, wrote(0, 8));
  ran(2, {.known = false});
  complete();
  ASSERT_THAT(rules(), ElementsAre("PW301"));
  EXPECT_THAT(program.checker.findings()[0].caveat, HasSubstr("as bound"));
}

TEST_F(TouchedBytesOf, WhatWasNotSeenAtAnotherOffsetDoesNotCount) {
  dispatch({use(60, kWrite)});
  dispatch({use(60, kWrite, 512)});
  complete();
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(TouchedBytesOf, InexactBytesHaveACaveat) {
  dispatch({use(60, kWrite)});
  dispatch({use(60, kWrite)});
  ran(1, {.writes = ByteSet::range(0, 64), .exact = false});
  ran(2, wrote(8, 8));
  complete();
  ASSERT_THAT(rules(), ElementsAre("PW301"));
  EXPECT_THAT(program.checker.findings()[0].caveat, HasSubstr("holes"));
}

TEST_F(TouchedBytesOf, WhatFailedIsToldOnlyWhereItWasSeen) {
  dispatch({use(60, kWrite), use(61, kWrite)});
  dispatch({use(60, kWrite), use(61, kWrite)});
  complete(kFailed);
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(TouchedBytesOf, NeverRunIsNotTold) {
  dispatch({use(60, kWrite)});
  dispatch({use(60, kWrite)});
  program.on({.kind = EventKind::object_destroyed, .object_class = ObjectClass::command_buffer, .object = buffer});
  program.checker.tell_untold();
  EXPECT_THAT(rules(), IsEmpty());
  EXPECT_THAT(watch.wanted, IsEmpty());
}

TEST_F(TouchedBytesOf, TheEndOfTheProcessTellsWhatHasRun) {
  dispatch({use(60, kWrite)});
  dispatch({use(60, kWrite)});
  ran(1, wrote(0, 8));
  ran(2, wrote(0, 8));
  EXPECT_THAT(rules(), IsEmpty());
  program.checker.tell_untold();
  EXPECT_THAT(rules(), ElementsAre("PW301"));
}

TEST_F(TouchedBytesOf, PointersReachWhatUseResourceNamed) {
  record(model::CommandKind::use_resource, {use(60, kBoth)});
  record(model::CommandKind::dispatch, {}, true);
  dispatch({use(60, kRead)});
  ran(1, wrote(0, 8));
  ran(2, read(4, 8));
  complete();
  ASSERT_THAT(rules(), ElementsAre("PW301"));
  EXPECT_THAT(program.checker.findings()[0].because, ::testing::Contains(HasSubstr("through a pointer")));
}

TEST_F(TouchedBytesOf, PointersThatAreNotFollowedReachNothing) {
  record(model::CommandKind::use_resource, {use(60, kBoth)});
  record(model::CommandKind::dispatch, {}, true);
  dispatch({use(60, kRead)});
  complete();  // not seen: who is given a pointer need not follow it
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(TouchedBytesOf, HundredsOfDispatchesAndPointersHaveAnEnd) {
  for (model::ObjectId id = 1000; id < 1400; ++id) record(model::CommandKind::use_resource, {use(id, kBoth)});
  for (int i = 0; i < 1000; ++i) record(model::CommandKind::dispatch, {use(60, kRead)}, true);
  dispatch({use(60, kWrite)});
  ran(1, read(0, 8));
  ran(1001, wrote(0, 8));
  complete();
  EXPECT_THAT(rules(), ElementsAre("PW301"));
}

}  // namespace
}  // namespace pewter::check
