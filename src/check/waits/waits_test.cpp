// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <latch>

#include "check/testing/program.h"
#include "check/waits/watchdog.h"

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

constexpr model::ObjectId kQueue = 1001, kOtherQueue = 1002, kEvent = 2001, kOther = 2002;
constexpr std::uint64_t kMutex = 0x1000, kSecond = 0x2000;

std::uint32_t self() { return static_cast<std::uint32_t>(::syscall(SYS_gettid)); }

// The program's threads are those that the test says.
struct Watched {
  std::vector<std::uint32_t> threads{self()};
  Program program{Options{.mode = Mode::report,
                          .sees_synchronisation = true,
                          .grace = std::chrono::milliseconds(0),
                          .program_threads = [this] { return threads; }}};

  std::vector<std::string> rules() const { return rules_of(program); }
  model::Finding only() const {
    const auto findings = program.checker.findings();
    EXPECT_THAT(findings, SizeIs(1));
    return findings.empty() ? model::Finding() : findings.front();
  }
  void look() { program.checker.look_for_stuck(std::chrono::nanoseconds(0)); }
};

// Threads that stay where their body left them until the test is over.
class Standing {
 public:
  ~Standing() {
    over_.count_down();
    for (std::thread& thread : threads_) thread.join();
  }
  void add(std::function<void()> body) {
    std::latch there(1);
    threads_.emplace_back([this, &there, body = std::move(body)] {
      body();
      there.count_down();
      over_.wait();
    });
    there.wait();
  }

 private:
  std::latch over_{1};
  std::vector<std::thread> threads_;
};

TEST(NeverCommitted, IsFoundAtOnceWhereTheOnlyThreadWaits) {
  Watched watched;
  NamedStacks::at("made");
  const auto buffer = watched.program.buffer_of(kQueue);
  watched.program.session(buffer);
  watched.program.handler(EventKind::handler_added, buffer, 77);  // will not run either
  NamedStacks::at("wait");
  watched.program.wait_begins(buffer);
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW501");
  EXPECT_EQ(finding.object.id, buffer);
  EXPECT_THAT(finding.caveat, IsEmpty());
  ASSERT_THAT(finding.sides, SizeIs(2));
  EXPECT_EQ(watched.program.stacks.name(finding.sides[0].moment.stack), "made");
  EXPECT_EQ(watched.program.stacks.name(finding.sides[1].moment.stack), "wait");
}

TEST(NeverCommitted, SilentWhereItWasCommitted) {
  Watched watched;
  const auto buffer = watched.program.buffer_of(kQueue);
  watched.program.commit(buffer);
  watched.program.wait_begins(buffer);
  watched.look();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(NeverCommitted, AnotherThreadMayCommitForAWhile) {
  Watched watched;
  watched.threads.push_back(self() + 100000);
  const auto buffer = watched.program.buffer_of(kQueue);
  watched.program.wait_begins(buffer);
  EXPECT_THAT(watched.rules(), IsEmpty());
  watched.program.checker.look_for_stuck(std::chrono::hours(1));
  EXPECT_THAT(watched.rules(), IsEmpty());
  watched.look();
  watched.look();  // once is enough
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW501");
  EXPECT_EQ(finding.count, 1u);
  EXPECT_THAT(finding.caveat, HasSubstr("others that run"));
}

TEST(NeverCommitted, AHandlerThatIsToRunMayCommit) {
  Watched watched;
  const auto first = watched.program.buffer_of(kQueue), second = watched.program.buffer_of(kQueue);
  watched.program.handler(EventKind::handler_added, first, 77);
  watched.program.commit(first);
  watched.program.wait_begins(second);
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(NeverCommitted, AnEnqueuedBufferInTheWay) {
  Watched watched;
  const auto first = watched.program.buffer_of(kQueue), second = watched.program.buffer_of(kQueue);
  watched.program.enqueue(first, kQueue);
  watched.program.commit(second);
  watched.program.wait_begins(second);
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW501");
  EXPECT_EQ(finding.object.id, first);
}

TEST(NeverSignaled, ABufferWaitsForAValueThatNobodySignals) {
  Watched watched;
  const auto first = watched.program.buffer_of(kQueue), second = watched.program.buffer_of(kOtherQueue);
  watched.program.signals(first, kEvent, 1);
  watched.program.commit(first);
  watched.program.waits_for(second, kEvent, 2);
  watched.program.commit(second);
  watched.program.wait_begins(second);
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW502");
  EXPECT_EQ(finding.object.id, kEvent);
}

TEST(NeverSignaled, SilentWhereALargerValueComes) {
  Watched watched;
  const auto first = watched.program.buffer_of(kQueue), second = watched.program.buffer_of(kOtherQueue);
  watched.program.signals(first, kEvent, 3);
  watched.program.waits_for(second, kEvent, 2);
  watched.program.commit(second);
  watched.program.commit(first);
  watched.program.wait_begins(second);
  watched.look();
  watched.program.wait_ends(second);
  watched.program.signaled(kEvent, 3, first);
  watched.program.completes(first);
  watched.program.wait_begins(second);
  watched.look();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(NeverSignaled, AWorkerMayWaitForWorkAsLongAsItLikes) {
  Watched watched;
  Standing standing;
  standing.add([&] {
    watched.threads.push_back(self());
    watched.program.event_wait_begins(kEvent, 1);
  });
  watched.look();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(NeverSignaled, AWaitWithAnEndIsNone) {
  Watched watched;
  watched.program.event_wait_begins(kEvent, 1, 5000);
  watched.look();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(NeverSignaled, TheOnlyThreadWaitsForAnEvent) {
  Watched watched;
  watched.program.signaled(kEvent, 1);
  watched.program.event_wait_begins(kEvent, 2);
  EXPECT_THAT(watched.rules(), ElementsAre("PW502"));
}

TEST(Deadlock, TheSignalStandsBehindTheWaitInOneQueue) {
  Watched watched;
  const auto first = watched.program.buffer_of(kQueue), second = watched.program.buffer_of(kQueue);
  NamedStacks::at("waits");
  watched.program.waits_for(first, kEvent, 1);
  watched.program.commit(first);
  NamedStacks::at("signals");
  watched.program.signals(second, kEvent, 1);
  watched.program.commit(second);
  watched.program.wait_begins(second);
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW503");
  ASSERT_THAT(finding.sides, SizeIs(3));
  EXPECT_EQ(watched.program.stacks.name(finding.sides[0].moment.stack), "waits");
  EXPECT_EQ(watched.program.stacks.name(finding.sides[2].moment.stack), "signals");
}

TEST(Deadlock, SilentWhereTheSignalComesFirst) {
  Watched watched;
  const auto first = watched.program.buffer_of(kQueue), second = watched.program.buffer_of(kQueue);
  watched.program.signals(first, kEvent, 1);
  watched.program.commit(first);
  watched.program.waits_for(second, kEvent, 1);
  watched.program.commit(second);
  watched.program.wait_begins(second);
  watched.look();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(Deadlock, TwoQueuesThatWaitForEachOther) {
  Watched watched;
  const auto first = watched.program.buffer_of(kQueue), second = watched.program.buffer_of(kOtherQueue);
  watched.program.waits_for(first, kEvent, 1);
  watched.program.signals(first, kOther, 1);
  watched.program.waits_for(second, kOther, 1);
  watched.program.signals(second, kEvent, 1);
  watched.program.commit(first);
  watched.program.commit(second);
  watched.program.wait_begins(first);
  EXPECT_THAT(watched.rules(), ElementsAre("PW503"));
}

TEST(Deadlock, AThreadWaitsForTheGpuWithTheLockThatTheOtherOneNeedsToCommit) {
  Watched watched;
  model::ObjectId buffer = 0;
  Standing standing;
  standing.add([&] {
    watched.threads.push_back(self());
    buffer = watched.program.buffer_of(kQueue);
    watched.program.session(buffer);
    NamedStacks::at("wants the lock");
    watched.program.sync(SyncKind::wanted, kMutex);
  });
  watched.program.lock(kMutex);
  NamedStacks::at("waits with the lock");
  watched.program.wait_begins(buffer);
  EXPECT_THAT(watched.rules(), IsEmpty());
  watched.look();
  watched.look();
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW503");
  EXPECT_EQ(finding.object.id, buffer);
  std::vector<std::string> stacks;
  for (const model::Side& side : finding.sides) stacks.push_back(watched.program.stacks.name(side.moment.stack));
  EXPECT_THAT(stacks, ::testing::Contains("wants the lock"));
  EXPECT_THAT(stacks, ::testing::Contains("waits with the lock"));
}

// waitUntilCompleted returns after the handlers, and a handler waits for the lock that the waiting thread holds.
TEST(Deadlock, AThreadWaitsForAHandlerWithTheLockThatTheHandlerNeeds) {
  Watched watched;
  const auto buffer = watched.program.buffer_of(kQueue);
  watched.program.handler(EventKind::handler_added, buffer, 77);
  watched.program.commit(buffer);
  watched.program.completes(buffer);
  Standing standing;
  standing.add([&] {
    NamedStacks::at("in the handler");
    watched.program.handler(EventKind::handler_began, buffer, 77);
    watched.program.sync(SyncKind::wanted, kMutex);
  });
  watched.program.lock(kMutex);
  NamedStacks::at("wait");
  watched.program.wait_begins(buffer);
  watched.look();
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW503");
  EXPECT_THAT(finding.because, ElementsAre(HasSubstr("waits in waitUntilCompleted for"), HasSubstr("waits in pthread_mutex_lock"), HasSubstr("circle of 2")));
}

TEST(Deadlock, SilentWhereTheHandlerGoesOn) {
  Watched watched;
  const auto buffer = watched.program.buffer_of(kQueue);
  watched.program.handler(EventKind::handler_added, buffer, 77);
  watched.program.commit(buffer);
  watched.program.completes(buffer);
  Standing standing;
  standing.add([&] { watched.program.handler(EventKind::handler_began, buffer, 77); });
  watched.program.lock(kMutex);
  watched.program.wait_begins(buffer);
  watched.look();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(Deadlock, TwoLocksInTwoOrdersAndSomebodyWhoJoins) {
  Watched watched;
  std::uint64_t number = 0;
  Standing standing;
  standing.add([&] {
    watched.program.sync(SyncKind::thread_began, number = 501, "");
    watched.program.lock(kMutex);
    watched.program.sync(SyncKind::wanted, kSecond);
  });
  standing.add([&] {
    watched.program.lock(kSecond);
    watched.program.sync(SyncKind::wanted, kMutex);
  });
  watched.program.sync(SyncKind::joining, number, "pthread_join");
  watched.look();
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW503");
  EXPECT_THAT(finding.sides, SizeIs(2));
}

TEST(Deadlock, SilentOnALockThatIsGot) {
  Watched watched;
  Standing standing;
  standing.add([&] {
    watched.program.lock(kMutex);
    watched.program.sync(SyncKind::wanted, kSecond);
    watched.program.lock(kSecond);
  });
  watched.program.sync(SyncKind::wanted, kMutex);
  watched.look();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(QueueExhausted, ByBuffersThatTheSameThreadNeverCommitted) {
  Watched watched;
  for (int i = 0; i < 3; ++i) watched.program.buffer_of(kQueue);
  watched.program.on({.kind = EventKind::queue_full_began,
                      .object_class = ObjectClass::command_queue,
                      .object = kQueue,
                      .call = "commandBuffer"});
  EXPECT_THAT(watched.rules(), ElementsAre("PW504"));
}

TEST(QueueExhausted, SilentWhereOneOfThemRuns) {
  Watched watched;
  for (int i = 0; i < 3; ++i) watched.program.buffer_of(kQueue);
  watched.program.commit(watched.program.buffer_of(kQueue));
  watched.program.on({.kind = EventKind::queue_full_began,
                      .object_class = ObjectClass::command_queue,
                      .object = kQueue,
                      .call = "commandBuffer"});
  watched.look();
  watched.program.on({.kind = EventKind::queue_full_ended,
                      .object_class = ObjectClass::command_queue,
                      .object = kQueue,
                      .call = "commandBuffer"});
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(WaitInHandler, ForItsOwnBufferAndForALaterOne) {
  Watched watched;
  const auto first = watched.program.buffer_of(kQueue), second = watched.program.buffer_of(kQueue),
             elsewhere = watched.program.buffer_of(kOtherQueue);
  NamedStacks::at("added");
  watched.program.handler(EventKind::handler_added, first, 77);
  for (auto buffer : {first, second, elsewhere}) watched.program.commit(buffer);
  watched.program.completes(first);
  watched.program.wait_begins(first);  // outside of a handler
  watched.program.wait_ends(first);
  watched.program.handler(EventKind::handler_began, first, 77);
  for (auto buffer : {first, second, elsewhere}) {
    watched.program.wait_begins(buffer);
    watched.program.wait_ends(buffer);
  }
  watched.program.handler(EventKind::handler_ended, first, 77);
  watched.program.wait_begins(second);
  EXPECT_THAT(watched.rules(), ElementsAre("PW505", "PW506"));
  const auto finding = watched.program.checker.findings()[0];
  EXPECT_EQ(watched.program.stacks.name(finding.sides[0].moment.stack), "added");
}

// Whether the later buffer has run is chance; the earlier one has, with its handlers.
TEST(WaitInHandler, ForALaterBufferThatHasRunButNotForAnEarlierOne) {
  Watched watched;
  const auto later = watched.program.buffer_of(kQueue), first = watched.program.buffer_of(kQueue),
             handled = watched.program.buffer_of(kQueue);
  watched.program.handler(EventKind::handler_added, handled, 77);
  for (auto buffer : {first, handled, later}) watched.program.enqueue(buffer, kQueue);
  for (auto buffer : {later, first, handled}) watched.program.commit(buffer);
  for (auto buffer : {first, handled, later}) watched.program.completes(buffer);
  watched.program.handler(EventKind::handler_began, handled, 77);
  watched.program.wait_begins(first);
  watched.program.wait_ends(first);
  EXPECT_THAT(watched.rules(), IsEmpty());
  watched.program.wait_begins(later);
  EXPECT_THAT(watched.rules(), ElementsAre("PW506"));
}

TEST(EventGoesBack, Once) {
  Watched watched;
  watched.program.signaled(kEvent, 1);
  watched.program.signaled(kEvent, 2);
  EXPECT_THAT(watched.rules(), IsEmpty());
  watched.program.signaled(kEvent, 1);
  EXPECT_THAT(watched.rules(), ElementsAre("PW507"));
}

TEST(HandlerThrew, SaysWhereItWasAdded) {
  Watched watched;
  const auto buffer = watched.program.buffer_of(kQueue);
  NamedStacks::at("added");
  watched.program.handler(EventKind::handler_added, buffer, 77);
  watched.program.on({.kind = EventKind::handler_threw, .text = "outside of handlers"});
  EXPECT_THAT(watched.rules(), IsEmpty());
  watched.program.handler(EventKind::handler_began, buffer, 77);
  watched.program.on({.kind = EventKind::handler_threw, .text = "out of luck"});
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW508");
  EXPECT_THAT(finding.message, HasSubstr("out of luck"));
  EXPECT_EQ(watched.program.stacks.name(finding.sides[0].moment.stack), "added");
}

TEST(Watchdog, TellsOfAWaitThatIsOldEnough) {
  Watched watched;
  watched.threads.push_back(self() + 100000);
  std::latch told(1);
  watched.program.checker.set_on_stuck([&](const model::Finding& finding) {
    EXPECT_EQ(finding.rule, "PW501");
    told.count_down();
  });
  const Watchdog watchdog(watched.program.checker, std::chrono::milliseconds(30));
  watched.program.wait_begins(watched.program.buffer_of(kQueue));
  told.wait();
}

}  // namespace
}  // namespace pewter::check
