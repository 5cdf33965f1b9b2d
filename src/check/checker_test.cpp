// SPDX-License-Identifier: Apache-2.0
#include "check/checker.h"

#include <gmock/gmock.h>

#include "check/testing/program.h"

namespace pewter::check {
namespace {

using model::EventKind;
using model::ObjectClass;
using model::SyncKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::NamedStacks;
using testing::Program;
using ::testing::SizeIs;

constexpr std::uint64_t kMutex = 0x1000, kOther = 0x2000, kCondition = 0x3000;

TEST(UnorderedUse, TwoThreadsThatNothingOrders) {
  Program program;
  const auto buffer = program.buffer();
  program.apart([&] {
    NamedStacks::at("first");
    program.session(buffer);
  });
  program.apart([&] {
    NamedStacks::at("second");
    program.session(buffer);
  });
  const auto findings = program.checker.findings();
  ASSERT_THAT(rules_of(program), ElementsAre("PW201"));
  EXPECT_EQ(findings[0].object.id, buffer);
  EXPECT_THAT(findings[0].cause, HasSubstr("one command buffer used by 2 threads"));
  ASSERT_THAT(findings[0].sides, SizeIs(2));
  EXPECT_EQ(program.stacks.name(findings[0].sides[0].moment.stack), "first");
  EXPECT_EQ(program.stacks.name(findings[0].sides[1].moment.stack), "second");
  EXPECT_THAT(findings[0].missing_order, HasSubstr("computeCommandEncoder"));
}

TEST(UnorderedUse, SilentAfterJoin) {
  Program program;
  const auto buffer = program.buffer();
  program.joined([&] { program.session(buffer); });
  program.joined([&] { program.session(buffer); });
  program.commit(buffer);
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(UnorderedUse, CommitWithoutJoin) {
  Program program;
  const auto buffer = program.buffer();
  program.apart([&] { program.session(buffer); });
  program.commit(buffer);
  EXPECT_THAT(rules_of(program), ElementsAre("PW201"));
}

TEST(UnorderedUse, SilentWhereTheBufferIsHandedOverUnderAMutex) {
  Program program;
  const auto buffer = program.buffer();
  program.apart([&] {
    program.session(buffer);
    program.lock(kMutex);
    program.unlock(kMutex);
  });
  program.apart([&] {
    program.lock(kMutex);
    program.unlock(kMutex);
    program.session(buffer);
  });
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(UnorderedUse, AnotherMutexOrdersNothing) {
  Program program;
  const auto buffer = program.buffer();
  program.apart([&] {
    program.lock(kMutex);
    program.session(buffer);
    program.unlock(kMutex);
  });
  program.apart([&] {
    program.lock(kOther);
    program.session(buffer);
    program.unlock(kOther);
  });
  EXPECT_THAT(rules_of(program), ElementsAre("PW201"));
}

TEST(UnorderedUse, SilentAfterAConditionVariable) {
  Program program;
  const auto buffer = program.buffer();
  program.apart([&] {
    program.session(buffer);
    program.sync(SyncKind::signaled, kCondition);
  });
  program.apart([&] {
    program.sync(SyncKind::awaited, kCondition);
    program.session(buffer);
  });
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(UnorderedUse, SilentInACompletedHandler) {
  Program program;
  const auto set = program.buffer();
  const auto buffer = program.buffer();
  program.session(set);
  program.commit(buffer);
  std::thread([&] {
    program.on(
        {.kind = EventKind::handler_began, .object_class = ObjectClass::command_buffer, .object = buffer, .value = 1});
    program.session(set);
  }).join();
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(UnorderedUse, SilentAfterASharedEventThatTheGpuSignals) {
  Program program;
  const auto object = program.buffer();
  const auto buffer = program.buffer();
  const model::ObjectId event = 900;
  program.session(object);
  program.commit(buffer);
  std::thread([&] {
    program.on({.kind = EventKind::event_signaled,
                .object_class = ObjectClass::shared_event,
                .object = event,
                .parent = buffer,
                .value = 1});
  }).join();
  std::thread([&] {
    program.on({.kind = EventKind::event_wait_satisfied,
                .object_class = ObjectClass::shared_event,
                .object = event,
                .value = 1});
    program.session(object);
  }).join();
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(UnorderedUse, ReadersNeedNoOrderAndAWriterDoes) {
  Program program;
  const model::ObjectId heap = 77;
  program.on({.kind = EventKind::object_created, .object_class = ObjectClass::heap, .object = heap});
  const auto read = [&] { program.use(heap, ObjectClass::heap, "label", false); };
  program.apart(read);
  program.apart(read);
  EXPECT_THAT(rules_of(program), IsEmpty());
  program.apart([&] { program.use(heap, ObjectClass::heap, "newBufferWithLength:options:"); });
  EXPECT_THAT(rules_of(program), ElementsAre("PW201"));
}

TEST(UnorderedUse, QueuesMayBeShared) {
  Program program;
  const auto use = [&] { program.use(5, ObjectClass::command_queue, "commandBuffer"); };
  program.apart(use);
  program.apart(use);
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(UnorderedUse, NothingIsSaidOfOrderWhereLocksAreNotSeen) {
  Program program({.mode = Mode::report, .sees_synchronisation = false, .grace = {}});
  const auto buffer = program.buffer();
  program.apart([&] { program.session(buffer); });
  program.apart([&] { program.session(buffer); });
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(UnorderedUse, OneFindingForTheSamePlaces) {
  Program program;
  for (int i = 0; i < 20; ++i) {
    const auto buffer = program.buffer();
    program.apart([&] {
      NamedStacks::at("first");
      program.session(buffer);
    });
    program.apart([&] {
      NamedStacks::at("second");
      program.session(buffer);
    });
  }
  const auto findings = program.checker.findings();
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].count, 20u);
}

// A lock around each call: no data race, and still the crash.
void encode_with_a_lock_a_call(Program& program, model::ObjectId buffer) {
  program.lock(kMutex);
  const auto encoder = program.open(buffer);
  program.unlock(kMutex);
  program.lock(kMutex);
  program.use(encoder);
  program.unlock(kMutex);
  program.lock(kMutex);
  program.end(encoder, buffer);
  program.unlock(kMutex);
}

TEST(BrokenSession, ALockForEachCall) {
  Program program;
  const auto buffer = program.buffer();
  program.apart([&] {
    NamedStacks::at("first");
    encode_with_a_lock_a_call(program, buffer);
  });
  program.apart([&] {
    NamedStacks::at("second");
    encode_with_a_lock_a_call(program, buffer);
  });
  ASSERT_THAT(rules_of(program), ElementsAre("PW202"));
  const auto sides = program.checker.findings()[0].sides;
  ASSERT_THAT(sides, SizeIs(3));
  EXPECT_EQ(program.stacks.name(sides[0].moment.stack), "first");
  EXPECT_EQ(program.stacks.name(sides[2].moment.stack), "second");
}

TEST(BrokenSession, SilentUnderOneLock) {
  Program program;
  const auto buffer = program.buffer();
  for (int i = 0; i < 2; ++i)
    program.apart([&] {
      program.lock(kMutex);
      program.session(buffer);
      program.unlock(kMutex);
    });
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(BrokenSession, SilentWhereAnOuterLockIsHeldAllTheTime) {
  Program program;
  const auto buffer = program.buffer();
  for (int i = 0; i < 2; ++i)
    program.apart([&] {
      program.lock(kOther);
      encode_with_a_lock_a_call(program, buffer);
      program.unlock(kOther);
    });
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(BrokenSession, SilentWhereTheLockGuardsSomethingElse) {
  Program program;
  const auto buffer = program.buffer();
  for (int i = 0; i < 2; ++i)
    program.apart([&] {
      program.lock(kMutex);
      program.unlock(kMutex);
      const auto encoder = program.open(buffer);
      program.lock(kMutex);  // a memory pool's, say
      program.unlock(kMutex);
      program.end(encoder, buffer);
      program.lock(kMutex);
      program.unlock(kMutex);
    });
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(BrokenSession, SilentBetweenThreadsThatWereJoined) {
  Program program;
  const auto buffer = program.buffer();
  for (int i = 0; i < 2; ++i) program.joined([&] { encode_with_a_lock_a_call(program, buffer); });
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(Misuse, SecondEncoderOfAnotherThread) {
  Program program;
  const auto buffer = program.buffer();
  program.apart([&] {
    NamedStacks::at("holder");
    program.open(buffer);
  });
  program.apart([&] {
    NamedStacks::at("intruder");
    program.ask(buffer);
    EXPECT_FALSE(program.refused("PW001", buffer, "computeCommandEncoder"));
  });
  // The race itself is the same cause, and is told as what it led to.
  ASSERT_THAT(rules_of(program), ElementsAre("PW001"));
  const auto finding = program.checker.findings()[0];
  EXPECT_EQ(finding.message, "the line");
  EXPECT_EQ(finding.verdict, model::Verdict::application_misuse);
  ASSERT_THAT(finding.sides, SizeIs(2));
  EXPECT_EQ(program.stacks.name(finding.sides[0].moment.stack), "holder");
  EXPECT_EQ(program.stacks.name(finding.sides[1].moment.stack), "intruder");
  EXPECT_THAT(finding.missing_order, HasSubstr("wait for"));
}

TEST(Misuse, AnEncoderIsInTheWayFromWhenItWasAskedFor) {
  Program program({.mode = Mode::report, .sees_synchronisation = true, .grace = std::chrono::minutes(1)});
  const auto buffer = program.buffer();
  program.ask(buffer);
  // Refused before the first thread comes to tell that it has its encoder, as happens on a busy machine.
  std::thread intruder([&] {
    program.ask(buffer);
    NamedStacks::at("refused");
    program.refused("PW001", buffer, "computeCommandEncoder");
  });
  while (!program.stacks.knows("refused")) std::this_thread::yield();
  program.opened(buffer);
  intruder.join();
  const auto finding = program.checker.findings().at(0);
  ASSERT_THAT(finding.sides, SizeIs(2));
  EXPECT_LE(finding.sides[0].moment.nanoseconds, finding.sides[1].moment.nanoseconds);
  EXPECT_LE(finding.sides[0].moment.sequence, finding.sides[1].moment.sequence);
  EXPECT_TRUE(std::ranges::is_sorted(finding.timeline, {}, &model::Moment::sequence));
  EXPECT_TRUE(std::ranges::is_sorted(finding.timeline, {}, &model::Moment::nanoseconds));
}

TEST(Misuse, SecondEncoderOfTheSameThreadIsNoRace) {
  Program program;
  const auto buffer = program.buffer();
  program.open(buffer);
  program.ask(buffer);
  program.refused("PW001", buffer, "computeCommandEncoder");
  const auto findings = program.checker.findings();
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].because, ::testing::Contains(HasSubstr("no race between threads")));
  EXPECT_THAT(findings[0].missing_order, IsEmpty());
}

TEST(Misuse, EndsTheProgramInModeAbort) {
  Program program({.mode = Mode::abort, .sees_synchronisation = true, .grace = {}});
  std::string last_word;
  program.checker.set_last_word([&](std::string_view line) { last_word = line; });
  const auto buffer = program.buffer();
  program.open(buffer);
  EXPECT_TRUE(program.refused("PW002", buffer, "commit"));
  EXPECT_THAT(last_word, ::testing::Eq("the line"));
}

TEST(Misuse, EncodingAfterCommitShowsTheCommit) {
  Program program;
  const auto buffer = program.buffer();
  NamedStacks::at("commit");
  program.commit(buffer);
  NamedStacks::at("late");
  program.refused("PW005", buffer, "computeCommandEncoder");
  const auto findings = program.checker.findings();
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(program.stacks.name(findings[0].sides.at(0).moment.stack), "commit");
  EXPECT_EQ(program.stacks.name(findings[0].sides.at(1).moment.stack), "late");
}

// A concurrent encoder on a command buffer of its own, and dispatches that touch resources.
class Concurrent {
 public:
  explicit Concurrent(Program& program, std::uint64_t type = 1) : program_(program), buffer_(program.buffer()) {
    program.on({.kind = EventKind::encoder_opened,
                .object_class = Program::kEncoder,
                .object = kEncoder,
                .parent = buffer_,
                .value = type,
                .call = "computeCommandEncoderWithDispatchType:"});
  }
  void dispatch(const char* kernel, std::vector<model::ResourceUse> uses) {
    record(model::CommandKind::dispatch, kernel, uses);
  }
  void barrier(std::vector<model::ResourceUse> uses = {}) { record(model::CommandKind::memory_barrier, "", uses); }
  model::ObjectId buffer() const { return buffer_; }

 private:
  static constexpr model::ObjectId kEncoder = 500;
  void record(model::CommandKind kind, const char* text, const std::vector<model::ResourceUse>& uses) {
    model::Command command;
    command.kind = kind;
    command.text = text;
    command.uses = uses;
    program_.on({.kind = EventKind::command_recorded,
                 .object_class = Program::kEncoder,
                 .object = kEncoder,
                 .parent = buffer_,
                 .call = "dispatchThreads:threadsPerThreadgroup:",
                 .command = &command});
  }
  Program& program_;
  model::ObjectId buffer_;
};

model::ResourceUse use(model::ObjectId resource, model::Access access, std::uint64_t offset = 0) {
  return {.resource = resource, .offset = offset, .length = 1024 - offset, .access = access, .index = 0};
}
constexpr auto kRead = model::Access::read, kWrite = model::Access::write, kBoth = model::Access::read_write;

TEST(MissingBarrier, ReadAfterWrite) {
  Program program;
  Concurrent encoder(program);
  encoder.dispatch("fill", {use(60, kWrite)});
  encoder.dispatch("sum", {use(61, kRead), use(60, kRead)});
  const auto findings = program.checker.findings();
  ASSERT_THAT(rules_of(program), ElementsAre("PW301"));
  EXPECT_THAT(findings[0].message, HasSubstr("read after write: 'fill' and 'sum'"));
  EXPECT_THAT(findings[0].sides, SizeIs(2));
}

TEST(MissingBarrier, WriteAfterReadAndWriteAfterWrite) {
  Program program;
  Concurrent encoder(program);
  encoder.dispatch("sum", {use(60, kRead)});
  encoder.dispatch("fill", {use(60, kWrite)});
  EXPECT_THAT(program.checker.findings().at(0).message, HasSubstr("write after read"));
  Program other;
  Concurrent second(other);
  second.dispatch("fill", {use(60, kWrite)});
  second.dispatch("scale", {use(60, kBoth)});
  EXPECT_THAT(other.checker.findings().at(0).message, HasSubstr("write after write"));
}

// What is known of two kernels' code, and whether they conflict on memory that both may read and write.
TEST(MissingBarrier, PlainAccessesConflictWithAllAndAtomicsWithPlainOnes) {
  using model::Touching;
  const auto conflict = [](Touching first, Touching second) {
    Program program;
    Concurrent encoder(program);
    for (const Touching how : {first, second}) {
      model::ResourceUse both = use(60, kBoth);
      both.how = how;
      encoder.dispatch("kernel", {both});
    }
    return !rules_of(program).empty();
  };
  EXPECT_TRUE(conflict(Touching::plain, Touching::plain));
  EXPECT_TRUE(conflict(Touching::plain, Touching::atomic));
  EXPECT_TRUE(conflict(Touching::atomic, Touching::plain));
  EXPECT_TRUE(conflict(Touching::plain, Touching::unknown));
  EXPECT_FALSE(conflict(Touching::atomic, Touching::atomic));
  EXPECT_FALSE(conflict(Touching::atomic, Touching::unknown));
  EXPECT_FALSE(conflict(Touching::unknown, Touching::unknown));
  for (const Touching how : {Touching::plain, Touching::atomic, Touching::unknown})
    EXPECT_FALSE(conflict(Touching::nothing, how));
}

TEST(MissingBarrier, SilentWithABarrier) {
  Program program;
  Concurrent encoder(program);
  encoder.dispatch("fill", {use(60, kWrite), use(61, kWrite)});
  encoder.barrier();
  encoder.dispatch("sum", {use(60, kRead)});
  encoder.barrier({use(61, kBoth)});
  encoder.dispatch("sum", {use(61, kRead)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(MissingBarrier, ABarrierForAnotherResourceIsNone) {
  Program program;
  Concurrent encoder(program);
  encoder.dispatch("fill", {use(60, kWrite)});
  encoder.barrier({use(61, kBoth)});
  encoder.dispatch("sum", {use(60, kRead)});
  EXPECT_THAT(rules_of(program), ElementsAre("PW301"));
}

TEST(MissingBarrier, SilentOnReadersOtherPartsAtomicsAndSerialEncoders) {
  Program program;
  Concurrent encoder(program);
  encoder.dispatch("sum", {use(60, kRead)});
  encoder.dispatch("sum", {use(60, kRead)});
  encoder.dispatch("fill", {use(62, kWrite)});
  encoder.dispatch("fill", {use(62, kWrite, 512)});
  encoder.dispatch("count", {use(63, kBoth)});
  encoder.dispatch("count", {use(63, kBoth)});
  Program serial;
  Concurrent ordered(serial, 0);
  ordered.dispatch("fill", {use(60, kWrite)});
  ordered.dispatch("sum", {use(60, kRead)});
  EXPECT_THAT(rules_of(program), IsEmpty());
  EXPECT_THAT(rules_of(serial), IsEmpty());
}

TEST(DestroyedInFlight, BeforeTheCommandBufferCompletes) {
  Program program;
  Concurrent encoder(program);
  NamedStacks::at("dispatch");
  encoder.dispatch("fill", {use(60, kWrite)});
  NamedStacks::at("commit");
  program.commit(encoder.buffer());
  NamedStacks::at("release");
  program.on({.kind = EventKind::object_destroyed, .object_class = ObjectClass::buffer, .object = 60});
  ASSERT_THAT(rules_of(program), ElementsAre("PW401"));
  const auto sides = program.checker.findings()[0].sides;
  ASSERT_THAT(sides, SizeIs(3));
  EXPECT_EQ(program.stacks.name(sides[0].moment.stack), "dispatch");
  EXPECT_EQ(program.stacks.name(sides[1].moment.stack), "commit");
  EXPECT_EQ(program.stacks.name(sides[2].moment.stack), "release");
}

TEST(DestroyedInFlight, SilentAfterCompletion) {
  Program program;
  Concurrent encoder(program);
  encoder.dispatch("fill", {use(60, kWrite)});
  program.commit(encoder.buffer());
  program.on({.kind = EventKind::buffer_completed,
              .object_class = ObjectClass::command_buffer,
              .object = encoder.buffer(),
              .value = 4});
  program.on({.kind = EventKind::object_destroyed, .object_class = ObjectClass::buffer, .object = 60});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(DestroyedInFlight, BeforeTheCommitIsTooEarlyToo) {
  Program program;
  Concurrent encoder(program);
  NamedStacks::at("dispatch");
  encoder.dispatch("fill", {use(60, kWrite)});
  NamedStacks::at("release");
  program.on({.kind = EventKind::object_destroyed, .object_class = ObjectClass::buffer, .object = 60});
  EXPECT_THAT(rules_of(program), IsEmpty());
  NamedStacks::at("commit");
  program.commit(encoder.buffer());
  ASSERT_THAT(rules_of(program), ElementsAre("PW401"));
  const auto sides = program.checker.findings()[0].sides;
  ASSERT_THAT(sides, SizeIs(3));
  EXPECT_EQ(program.stacks.name(sides[0].moment.stack), "dispatch");
  EXPECT_EQ(program.stacks.name(sides[1].moment.stack), "release");
  EXPECT_EQ(program.stacks.name(sides[2].moment.stack), "commit");
}

TEST(DestroyedInFlight, SilentWhereTheCommandBufferIsThrownAway) {
  Program program;
  Concurrent encoder(program);
  encoder.dispatch("fill", {use(60, kWrite)});
  program.on({.kind = EventKind::object_destroyed, .object_class = ObjectClass::buffer, .object = 60});
  program.on(
      {.kind = EventKind::object_destroyed, .object_class = ObjectClass::command_buffer, .object = encoder.buffer()});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST(Serialise, ListsWhatWasChanged) {
  Program program({.mode = Mode::serialise, .sees_synchronisation = true, .grace = {}});
  const auto buffer = program.buffer();
  for (int i = 0; i < 3; ++i)
    program.on({.kind = EventKind::session_separated,
                .object_class = ObjectClass::command_buffer,
                .object = buffer,
                .call = "computeCommandEncoder"});
  const auto changes = program.checker.changes();
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].count, 3u);
  EXPECT_EQ(changes[0].object.id, buffer);
}

TEST(Rules, EachHasAnIdAndWords) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) {
    EXPECT_THAT(std::string(rule.id), ::testing::MatchesRegex("PW[0-9][0-9][0-9]"));
    EXPECT_FALSE(rule.title.empty() || rule.explanation.empty() || rule.fix.empty()) << rule.id;
    EXPECT_EQ(find_rule(rule.id), &rule);
    EXPECT_EQ(find_rule(rule.name), &rule);
    EXPECT_THAT(ids, ::testing::Not(::testing::Contains(rule.id)));
    ids.push_back(rule.id);
  }
  EXPECT_EQ(find_rule("PW999"), nullptr);
}

}  // namespace
}  // namespace pewter::check
