// SPDX-License-Identifier: Apache-2.0
// Rules about encoders that nothing orders on the GPU.
#include <gmock/gmock.h>

#include <set>

#include "check/testing/program.h"

namespace pewter::check {
namespace {

using model::EventKind;
using model::ObjectClass;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Program;

constexpr model::ObjectId kResource = 600, kFence = 700, kEvent = 800, kQueue = 900, kOtherQueue = 901;
constexpr auto kRead = model::Access::read, kWrite = model::Access::write;

// Programs that encode, commit and run command buffers.
class MissingFence : public ::testing::Test {
 protected:
  struct Use {
    model::Access access;
    std::uint64_t offset = 0, length = 1024;
    bool exact = false, tracked = false;
  };

  model::ObjectId buffer() {
    const model::ObjectId id = next_++;
    program.on({.kind = EventKind::object_created, .object_class = ObjectClass::command_buffer, .object = id});
    return id;
  }
  // An encoder with one command, as pass `pass` of the buffer.
  void encode(model::ObjectId buffer, std::uint64_t pass, const char* kernel, Use use, model::ObjectId waits = 0,
              model::ObjectId updates = 0) {
    const model::ObjectId encoder = next_++;
    program.on({.kind = EventKind::encoder_opened,
                .object_class = Program::kEncoder,
                .object = encoder,
                .parent = buffer,
                .aux = pass,
                .call = "computeCommandEncoder"});
    if (waits) fence(encoder, buffer, model::CommandKind::wait_for_fence, waits);
    const model::ResourceUse told{.resource = kResource,
                                  .offset = use.offset,
                                  .length = use.length,
                                  .access = use.access,
                                  .index = 0,
                                  .tracked = use.tracked,
                                  .exact = use.exact};
    model::Command command;
    command.kind = model::CommandKind::dispatch;
    command.text = kernel;
    command.uses = {&told, 1};
    command.number = ++dispatches;
    program.on({.kind = EventKind::command_recorded,
                .object_class = Program::kEncoder,
                .object = encoder,
                .parent = buffer,
                .call = "dispatchThreads:threadsPerThreadgroup:",
                .command = &command});
    if (updates) fence(encoder, buffer, model::CommandKind::update_fence, updates);
    program.end(encoder, buffer);
  }
  void commit(model::ObjectId buffer, model::ObjectId queue = kQueue) {
    program.on({.kind = EventKind::buffer_committed,
                .object_class = ObjectClass::command_buffer,
                .object = buffer,
                .parent = queue,
                .call = "commit"});
  }
  void run(model::ObjectId buffer, std::uint64_t passes) {
    for (std::uint64_t pass = 0; pass < passes; ++pass)
      program.on({.kind = EventKind::pass_began,
                  .object_class = ObjectClass::command_buffer,
                  .object = buffer,
                  .value = pass});
    program.on({.kind = EventKind::buffer_completed,
                .object_class = ObjectClass::command_buffer,
                .object = buffer,
                .value = 4});
  }
  void wait(model::ObjectId buffer) {
    program.on({.kind = EventKind::wait_ended,
                .object_class = ObjectClass::command_buffer,
                .object = buffer,
                .value = 4,
                .call = "waitUntilCompleted"});
  }
  void signal(model::ObjectId buffer) {
    program.on({.kind = EventKind::event_signaled,
                .object_class = ObjectClass::event,
                .object = kEvent,
                .parent = buffer,
                .value = 1});
  }
  void wait_for_event(model::ObjectId buffer) {
    program.on({.kind = EventKind::event_wait_satisfied,
                .object_class = ObjectClass::event,
                .object = kEvent,
                .parent = buffer,
                .value = 1});
  }

  std::vector<std::string> rules() const { return rules_of(program); }

  // Dispatch `number` has run, which wrote some bytes.
  void wrote(std::uint64_t number, std::uint64_t offset, std::uint64_t length) {
    const model::TouchedBytes bytes{.writes = model::ByteSet::range(offset, length)};
    program.on({.kind = EventKind::bytes_touched,
                .object_class = ObjectClass::buffer,
                .object = kResource,
                .value = number,
                .touched = &bytes});
  }

  struct Watch final : model::TouchWatch {
    void watch(std::uint64_t number, model::ObjectId) override { wanted.insert(number); }
    void forget(std::uint64_t number) override { wanted.erase(number); }
    std::set<std::uint64_t> wanted;
  };
  Watch watch;
  Program program;
  std::uint64_t dispatches = 0;

 private:
  void fence(model::ObjectId encoder, model::ObjectId buffer, model::CommandKind kind, model::ObjectId fence) {
    model::Command command;
    command.kind = kind;
    command.object = fence;
    program.on({.kind = EventKind::command_recorded,
                .object_class = Program::kEncoder,
                .object = encoder,
                .parent = buffer,
                .command = &command});
  }
  model::ObjectId next_ = 1000;
};

TEST_F(MissingFence, BetweenEncodersOfOneBuffer) {
  const auto a = buffer();
  encode(a, 0, "fill", {kWrite});
  encode(a, 1, "sum", {kRead});
  commit(a);
  run(a, 2);
  ASSERT_THAT(rules(), ElementsAre("PW302"));
  const auto finding = program.checker.findings()[0];
  EXPECT_THAT(finding.message, HasSubstr("read after write: 'fill' and 'sum'"));
  EXPECT_EQ(finding.object.id, kResource);
}

TEST_F(MissingFence, CoalescedEncodersAreTwoAllTheSame) {
  const auto a = buffer();
  encode(a, 0, "fill", {kWrite});
  encode(a, 0, "sum", {kRead});
  commit(a);
  run(a, 1);
  EXPECT_THAT(rules(), ElementsAre("PW302"));
}

TEST_F(MissingFence, SilentWithAFence) {
  const auto a = buffer();
  encode(a, 0, "fill", {kWrite}, 0, kFence);
  encode(a, 1, "sum", {kRead}, kFence);
  commit(a);
  run(a, 2);
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(MissingFence, SilentThroughAChainOfFences) {
  const auto a = buffer();
  encode(a, 0, "fill", {kWrite}, 0, kFence);
  encode(a, 1, "other", {kRead, 4096}, kFence, kFence + 1);
  encode(a, 2, "sum", {kRead}, kFence + 1);
  commit(a);
  run(a, 3);
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(MissingFence, AFenceThatNobodyUpdatedOrdersNothing) {
  const auto a = buffer();
  encode(a, 0, "fill", {kWrite}, 0, kFence);
  encode(a, 1, "sum", {kRead}, kFence + 1);
  commit(a);
  run(a, 2);
  EXPECT_THAT(rules(), ElementsAre("PW302"));
}

TEST_F(MissingFence, BetweenBuffersOfOneQueue) {
  const auto a = buffer(), b = buffer();
  encode(a, 0, "fill", {kWrite});
  encode(b, 0, "sum", {kRead});
  commit(a);
  commit(b);
  run(a, 1);
  run(b, 1);
  EXPECT_THAT(rules(), ElementsAre("PW302"));
}

TEST_F(MissingFence, SilentWhereTheProgramWaitedBeforeItCommitted) {
  const auto a = buffer(), b = buffer();
  encode(a, 0, "fill", {kWrite});
  encode(b, 0, "sum", {kRead});
  commit(a);
  run(a, 1);
  wait(a);
  commit(b);
  run(b, 1);
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(MissingFence, AWaitAfterTheCommitIsTooLate) {
  const auto a = buffer(), b = buffer();
  encode(a, 0, "fill", {kWrite});
  encode(b, 0, "sum", {kRead});
  commit(a);
  commit(b);
  run(a, 1);
  wait(a);
  run(b, 1);
  EXPECT_THAT(rules(), ElementsAre("PW302"));
}

TEST_F(MissingFence, BytesDecideBetweenEncoders) {
  program.checker.set_touch_watch(&watch);
  const auto a = buffer(), b = buffer();
  for (const auto on : {a, b}) {
    encode(on, 0, "fill", {kWrite});
    encode(on, 1, "fill", {kWrite, 512, 512});
  }
  commit(a);
  EXPECT_EQ(watch.wanted.size(), 4u);  // the other one has not begun either
  const auto ran = [&](model::ObjectId on, std::uint64_t first, std::uint64_t length) {
    program.on({.kind = EventKind::pass_began, .object_class = ObjectClass::command_buffer, .object = on, .value = 0});
    wrote(first, 0, length);
    program.on({.kind = EventKind::pass_began, .object_class = ObjectClass::command_buffer, .object = on, .value = 1});
    wrote(first + 1, 512, 8);
    program.on(
        {.kind = EventKind::buffer_completed, .object_class = ObjectClass::command_buffer, .object = on, .value = 4});
    wait(on);
  };
  ran(a, 1, 512);
  EXPECT_THAT(rules(), IsEmpty());
  commit(b);
  ran(b, 3, 513);
  ASSERT_THAT(rules(), ElementsAre("PW302"));
  EXPECT_THAT(program.checker.findings()[0].message, HasSubstr("both touched bytes 512 to 513"));
  EXPECT_THAT(watch.wanted, IsEmpty());
}

TEST_F(MissingFence, NobodyIsAskedWhereFencesStand) {
  program.checker.set_touch_watch(&watch);
  const auto a = buffer();
  encode(a, 0, "fill", {kWrite}, 0, kFence);
  encode(a, 1, "fill", {kWrite}, kFence, kFence + 1);
  encode(a, 2, "sum", {kRead}, kFence + 1);
  commit(a);
  run(a, 3);
  EXPECT_THAT(watch.wanted, IsEmpty());
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(MissingFence, WhatRanUnseenCountsAsBoundAndTheNextAreSeen) {
  program.checker.set_touch_watch(&watch);
  const auto a = buffer();
  encode(a, 0, "fill", {kWrite});
  commit(a);
  run(a, 1);
  EXPECT_THAT(watch.wanted, IsEmpty());
  const auto b = buffer();
  encode(b, 0, "fill", {kWrite, 512, 512});  // another offset: not taken to meet
  commit(b);
  run(b, 1);
  EXPECT_THAT(rules(), IsEmpty());
  const auto c = buffer();
  encode(c, 0, "fill", {kWrite});
  EXPECT_EQ(watch.wanted.size(), 1u);
  commit(c);
  run(c, 1);
  ASSERT_THAT(rules(), ElementsAre("PW302"));  // with the first
  EXPECT_THAT(program.checker.findings()[0].caveat, HasSubstr("as bound"));
}

TEST_F(MissingFence, LuckIsNoWait) {
  const auto a = buffer(), b = buffer();
  encode(a, 0, "fill", {kWrite});
  encode(b, 0, "sum", {kRead});
  commit(a);
  run(a, 1);  // done, and nobody looked
  commit(b);
  run(b, 1);
  EXPECT_THAT(rules(), ElementsAre("PW302"));
}

TEST_F(MissingFence, SilentWithAnEventBetweenQueues) {
  const auto a = buffer(), b = buffer();
  encode(a, 0, "fill", {kWrite});
  encode(b, 0, "sum", {kRead});
  commit(a);
  commit(b, kOtherQueue);
  program.on({.kind = EventKind::pass_began, .object_class = ObjectClass::command_buffer, .object = a, .value = 0});
  signal(a);
  wait_for_event(b);
  run(b, 1);
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(MissingFence, SilentWhereTheProgramSawTheEventBeforeItCommitted) {
  const auto a = buffer(), b = buffer();
  encode(a, 0, "fill", {kWrite});
  encode(b, 0, "sum", {kRead});
  commit(a);
  run(a, 1);
  signal(a);
  program.on({.kind = EventKind::event_wait_satisfied,
              .object_class = ObjectClass::shared_event,
              .object = kEvent,
              .value = 1,
              .call = "waitUntilSignaledValue:timeoutMS:"});
  commit(b);
  run(b, 1);
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(MissingFence, SilentOnWhatTheRuntimeTracksAndOnOtherBytes) {
  const auto a = buffer();
  encode(a, 0, "fill", {.access = kWrite, .tracked = true});
  encode(a, 1, "sum", {.access = kRead, .tracked = true});
  encode(a, 2, "copy", {.access = kWrite, .offset = 0, .length = 512, .exact = true});
  encode(a, 3, "copy", {.access = kWrite, .offset = 512, .length = 512, .exact = true});
  commit(a);
  run(a, 4);
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(MissingFence, RangesThatAreKnownMeetWhereTheyOverlap) {
  const auto a = buffer();
  encode(a, 0, "copy", {.access = kWrite, .offset = 0, .length = 512, .exact = true});
  encode(a, 1, "sum", {.access = kRead, .offset = 256});
  commit(a);
  run(a, 2);
  EXPECT_THAT(rules(), ElementsAre("PW302"));
}

}  // namespace
}  // namespace pewter::check
