// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <latch>
#include <sstream>

#include "check/testing/program.h"
#include "check/waits/stillness.h"
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
constexpr std::uint64_t kMutex = 0x1000, kSecond = 0x2000, kSemaphore = 0x3000;

std::uint32_t self() { return static_cast<std::uint32_t>(::syscall(SYS_gettid)); }

// The program's threads are those that the test says.
struct Watched {
  std::vector<std::uint32_t> threads{self()};
  Program program{Options{.mode = Mode::report,
                          .sees_synchronisation = true,
                          .grace = std::chrono::milliseconds(0),
                          .program_threads = [this] { return threads; },
                          .stillness = [this] { return still; }}};
  std::optional<model::Stillness> still;

  std::vector<std::string> rules() const { return rules_of(program); }
  model::Finding only() const {
    const auto findings = program.checker.findings();
    EXPECT_THAT(findings, SizeIs(1));
    return findings.empty() ? model::Finding() : findings.front();
  }
  void look() { program.checker.look_for_stuck(std::chrono::nanoseconds(0)); }
  // The system says that all of the program's threads sleep.
  void all_sleep(std::vector<std::uint32_t> signals = {}) {
    still.emplace();
    still->signals = std::move(signals);
    for (std::uint32_t thread : threads) still->sleepers.push_back({.thread = thread, .service = false, .stack = 0});
    look();
    program.checker.look_for_stillness();
  }
  void sleeps(std::uint64_t semaphore) { program.sync(SyncKind::sleeping, semaphore, "sem_wait"); }
  // A buffer with a completed handler.
  model::ObjectId watched_buffer(model::ObjectId queue, std::uint64_t handler) {
    const auto buffer = program.buffer_of(queue);
    program.handler(EventKind::handler_added, buffer, handler);
    return buffer;
  }
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
  // The circle begins with the smaller number, and numbers of threads begin anew now and then.
  EXPECT_THAT(finding.because,
              ::testing::UnorderedElementsAre(HasSubstr("waits in waitUntilCompleted for"),
                                              HasSubstr("waits in pthread_mutex_lock"), HasSubstr("circle of 2")));
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

TEST(AllAsleep, ForAHandlerOfABufferThatWasNeverCommitted) {
  Watched watched;
  NamedStacks::at("added");
  const auto buffer = watched.watched_buffer(kQueue, 77);
  NamedStacks::at("sleeps");
  watched.sleeps(kSemaphore);
  watched.look();
  EXPECT_THAT(watched.rules(), IsEmpty());  // another thread could post
  watched.all_sleep();
  watched.all_sleep();
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW509");
  EXPECT_EQ(finding.count, 2u);
  EXPECT_EQ(finding.object.id, buffer);
  EXPECT_THAT(finding.message, HasSubstr("is never called: it was not committed; the only thread waits"));
  EXPECT_THAT(finding.caveat, IsEmpty());
  ASSERT_THAT(finding.sides, SizeIs(3));
  EXPECT_EQ(watched.program.stacks.name(finding.sides[0].moment.stack), "added");
  EXPECT_EQ(watched.program.stacks.name(finding.sides[2].moment.stack), "sleeps");
}

TEST(AllAsleep, SilentWhereTheBufferIsOnItsWay) {
  Watched watched;
  watched.program.commit(watched.watched_buffer(kQueue, 77));
  watched.sleeps(kSemaphore);
  watched.all_sleep();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(AllAsleep, SilentWhereTheHandlerIsAboutToRun) {
  Watched watched;
  const auto buffer = watched.watched_buffer(kQueue, 77);
  watched.program.commit(buffer);
  watched.program.completes(buffer);
  watched.sleeps(kSemaphore);
  watched.all_sleep();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(AllAsleep, SilentWhereSomebodyRuns) {
  Watched watched;
  watched.watched_buffer(kQueue, 77);
  watched.sleeps(kSemaphore);
  watched.look();
  watched.program.checker.look_for_stillness();
  EXPECT_THAT(watched.rules(), IsEmpty());
}

TEST(AllAsleep, ForAHandlerOfABufferThatWaitsForAnEvent) {
  Watched watched;
  const auto buffer = watched.watched_buffer(kQueue, 77);
  watched.program.waits_for(buffer, kEvent, 2);
  watched.program.commit(buffer);
  watched.sleeps(kSemaphore);
  watched.all_sleep();
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW509");
  EXPECT_THAT(finding.message, HasSubstr("to reach 2"));
}

TEST(AllAsleep, ForAHandlerBehindOneThatSleeps) {
  Watched watched;
  const auto first = watched.watched_buffer(kQueue, 77), second = watched.watched_buffer(kQueue, 78);
  for (auto buffer : {first, second}) watched.program.commit(buffer);
  for (auto buffer : {first, second}) watched.program.completes(buffer);
  std::uint32_t handling = 0;
  Standing standing;
  standing.add([&] {
    handling = self();
    watched.program.handler(EventKind::handler_began, first, 77);
    watched.sleeps(kSemaphore);
  });
  watched.threads.push_back(handling);
  watched.program.wait_begins(second);
  watched.all_sleep();
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW509");
  EXPECT_EQ(finding.object.id, second);
  EXPECT_THAT(finding.because, ::testing::Contains(HasSubstr("of the same queue, waits")));
  EXPECT_THAT(finding.because, ::testing::Contains(HasSubstr("in a handler of")));
}

TEST(AllAsleep, ForAHandlerThatWentWithItsBuffer) {
  Watched watched;
  NamedStacks::at("added");
  const auto buffer = watched.watched_buffer(kQueue, 77);
  NamedStacks::at("released");
  watched.program.on(
      {.kind = EventKind::object_destroyed, .object_class = ObjectClass::command_buffer, .object = buffer});
  watched.sleeps(kSemaphore);
  watched.all_sleep();
  const auto finding = watched.only();
  EXPECT_THAT(finding.message, HasSubstr("released without having been committed"));
  ASSERT_THAT(finding.sides, SizeIs(3));
  EXPECT_EQ(watched.program.stacks.name(finding.sides[1].moment.stack), "released");
}

TEST(AllAsleep, ForAListenerOfAValueThatNothingSignals) {
  Watched watched;
  watched.program.on({.kind = EventKind::event_listener_added,
                      .object_class = ObjectClass::shared_event,
                      .object = kEvent,
                      .value = 3,
                      .call = "notifyListener:atValue:block:"});
  watched.program.signaled(kEvent, 2);
  watched.sleeps(kSemaphore);
  watched.all_sleep();
  EXPECT_THAT(watched.only().message, HasSubstr("the listener of"));
}

TEST(AllAsleep, AWorkerThatWaitsForAnEventIsNotWhatIsWrong) {
  Watched watched;
  std::uint32_t worker = 0;
  Standing standing;
  standing.add([&] {
    worker = self();
    watched.program.event_wait_begins(kEvent, 1);
  });
  watched.threads.push_back(worker);
  const auto buffer = watched.watched_buffer(kQueue, 77);
  watched.sleeps(kSemaphore);
  watched.all_sleep();
  const auto finding = watched.only();
  EXPECT_EQ(finding.rule, "PW509");
  EXPECT_EQ(finding.object.id, buffer);
  EXPECT_THAT(finding.message, HasSubstr("all 2 threads wait"));
}

TEST(AllAsleep, WhatHasARuleOfItsOwnIsToldByThat) {
  Watched watched;
  std::uint32_t waiter = 0;
  Standing standing;
  standing.add([&] {
    waiter = self();
    watched.program.wait_begins(watched.watched_buffer(kQueue, 77));
  });
  watched.threads.push_back(waiter);
  watched.sleeps(kSemaphore);
  watched.all_sleep();
  EXPECT_THAT(watched.rules(), ElementsAre("PW501"));
}

TEST(AllAsleep, WithoutMetalIsToldUnlessASignalMayBeWaitedFor) {
  Watched watched;
  watched.sleeps(kSemaphore);
  watched.all_sleep({SIGTERM});
  EXPECT_THAT(watched.rules(), IsEmpty());
  watched.all_sleep();
  EXPECT_THAT(watched.only().message, HasSubstr("nothing is left that could wake one"));
}

TEST(AllAsleep, ASignalIsACaveatWhereMetalIsWhy) {
  Watched watched;
  watched.watched_buffer(kQueue, 77);
  watched.sleeps(kSemaphore);
  watched.all_sleep({SIGTERM});
  EXPECT_THAT(watched.only().caveat, HasSubstr("SIGTERM"));
}

// A futex of the program's own: nothing was told, the stack is from where it sleeps. Pewter's threads have no work.
TEST(AllAsleep, InWhatNobodyTold) {
  Watched watched;
  watched.still.emplace();
  watched.still->sleepers = {{.thread = self(), .service = false, .stack = 5},
                             {.thread = 99, .service = true, .stack = 6}};
  watched.program.checker.look_for_stillness();
  const auto finding = watched.only();
  ASSERT_THAT(finding.sides, SizeIs(1));
  EXPECT_EQ(finding.sides[0].moment.stack, 5u);
  EXPECT_THAT(finding.sides[0].role, HasSubstr("futex"));
}

TEST(AllAsleep, ASleepThatIsOverIsNone) {
  for (const SyncKind end : {SyncKind::awaited, SyncKind::awake}) {
    Watched watched;
    watched.sleeps(kSemaphore);
    watched.program.sync(end, kSemaphore, "sem_wait");
    watched.all_sleep();
    EXPECT_THAT(watched.only().because, ::testing::Not(::testing::Contains(HasSubstr("sem_wait"))));
  }
}

constexpr char kAsleep[] =
    "State:\tS (sleeping)\nSigCgt:\t0000000000000000\nvoluntary_ctxt_switches:\t7\nnonvoluntary_ctxt_switches:\t2\n";

TEST(FutexSleep, IsReadOffTheSystemsText) {
  const auto sleep = read_futex_sleep("202 0x7ffc8c2dc450 0x189 0x0 0x0 0x10 0xffffffff 0x7ffc 0x7f54\n", kAsleep);
  ASSERT_TRUE(sleep);
  EXPECT_EQ(*sleep, (FutexSleep{0x7ffc8c2dc450, true, 0x7ffc, 0x7f54, 9}));
  // libstdc++'s atomics do not say that they are this process's.
  const auto shared = read_futex_sleep("202 0x7ffc 0x0 0x1 0x0 0x10 0x0 0x7ffc 0x7f54", kAsleep);
  ASSERT_TRUE(shared);
  EXPECT_FALSE(shared->is_private);
}

TEST(FutexSleep, NothingElseIsOne) {
  for (const char* text : {
           "running",
           "",
           "-1 0x7ffc 0x7f54",
           "0 0x3 0x7fa5 0x2000 0x0 0x0 0x0 0x7ffc 0x7f54",            // read
           "230 0x0 0x0 0x7ffc 0x7ffc 0x0 0x0 0x7ffc 0x7f54",          // clock_nanosleep
           "202 0x7ffc 0x89 0x0 0x7fa5 0x0 0xffffffff 0x7ffc 0x7f54",  // until some time
           "202 0x7ffc 0x81 0x1 0x0 0x0 0x0 0x7ffc 0x7f54",            // it wakes others
           "202 0x7ffc 0x189 0x0 0x0",
       })
    EXPECT_FALSE(read_futex_sleep(text, kAsleep)) << text;
  const char* sleep = "202 0x7ffc 0x189 0x0 0x0 0x0 0xffffffff 0x7ffc 0x7f54";
  for (const char* status : {"", "State:\tR (running)\nvoluntary_ctxt_switches:\t7\nnonvoluntary_ctxt_switches:\t2\n",
                             "State:\tT (stopped)\nvoluntary_ctxt_switches:\t7\nnonvoluntary_ctxt_switches:\t2\n",
                             "State:\tS (sleeping)\nvoluntary_ctxt_switches:\t7\n"})
    EXPECT_FALSE(read_futex_sleep(sleep, status)) << status;
}

constexpr char kMaps[] =
    "1000-2000 rw-p 00000000 00:00 0 [heap]\n"
    "3000-4000 rw-s 00000000 00:01 7 /dev/shm/sem.x\n"
    "7ffc00000000-7ffd00000000 rw-p 00000000 00:00 0 [stack]\n";

TEST(OwnMemory, IsWhatIsMappedPrivately) {
  EXPECT_TRUE(is_own_memory(kMaps, 0x1ffc));
  EXPECT_FALSE(is_own_memory(kMaps, 0x2000));
  EXPECT_FALSE(is_own_memory(kMaps, 0x3004));
  EXPECT_TRUE(is_own_memory(kMaps, 0x7ffc12345678));
  EXPECT_FALSE(is_own_memory("what is this", 0x1ffc));
}

TEST(HandledSignals, AreThoseOfTheProgram) {
  // 1: SIGHUP, 15: SIGTERM. The checker's are for faults, the C library's 32 and 33.
  EXPECT_THAT(handled_signals("SigCgt:\t00000001800044f9\n"), ElementsAre(1u, 15u));
  EXPECT_THAT(handled_signals("SigIgn:\t00000001800044f9\n"), IsEmpty());
}

// What the system would show of a process.
class FakeProcess {
 public:
  FakeProcess() {
    write("timers", "");
    write("maps", kMaps);
    write("status", kAsleep);
  }
  ~FakeProcess() { std::filesystem::remove_all(root_); }
  void thread(int id, const std::string& syscall, const std::string& status = kAsleep,
              const std::string& name = "program") {
    const std::string task = "task/" + std::to_string(id) + "/";
    std::filesystem::create_directories(root_ / task);
    write(task + "syscall", syscall);
    write(task + "status", status);
    write(task + "comm", name + "\n");
  }
  void asleep(int id, std::uint64_t address = 0x1234, bool is_private = true) {
    thread(id, std::string("202 0x") + (std::stringstream() << std::hex << address).str() +
                   (is_private ? " 0x189" : " 0x0") + " 0x0 0x0 0x0 0xffffffff 0x7ffc 0x7f54");
  }
  void write(const std::string& name, const std::string& text) { std::ofstream(root_ / name) << text; }
  void remove(const std::string& name) { std::filesystem::remove_all(root_ / name); }
  std::string root() const { return root_; }

 private:
  static std::filesystem::path make() {
    std::string name = (std::filesystem::temp_directory_path() / "stillness-XXXXXX").string();
    return ::mkdtemp(name.data());
  }
  const std::filesystem::path root_ = make();
};

struct Looks {
  FakeProcess process;
  StillnessWatch watch{process.root()};
  StillnessWatch::Clock::time_point now{};
  std::optional<model::Stillness> after(int seconds) {
    now += std::chrono::seconds(seconds);
    return watch.look(now, std::chrono::seconds(10));
  }
};

TEST(Stillness, OfAllThreadsForSomeTimeAndToldOnce) {
  Looks looks;
  looks.process.asleep(1);
  looks.process.thread(2, "202 0x7ffc 0x80 0x0 0x0 0x0 0xffffffff 0x7ffc 0x7f54", kAsleep, "pewter-gpu");
  EXPECT_FALSE(looks.after(0));
  EXPECT_FALSE(looks.after(9));
  const auto still = looks.after(1);
  ASSERT_TRUE(still);
  ASSERT_THAT(still->sleepers, SizeIs(2));
  EXPECT_EQ(still->sleepers[0].thread, 1u);
  EXPECT_EQ(still->sleepers[0].pc, 0x7f54u);
  EXPECT_FALSE(still->sleepers[0].service);
  EXPECT_TRUE(still->sleepers[1].service);
  EXPECT_FALSE(looks.after(1));
  // It woke, and sleeps anew.
  looks.process.thread(1, "running");
  EXPECT_FALSE(looks.after(20));
  looks.process.asleep(1);
  EXPECT_FALSE(looks.after(20));
  EXPECT_TRUE(looks.after(20));
}

TEST(Stillness, AThreadThatRanInBetweenIsSeenByItsSwitches) {
  Looks looks;
  looks.process.asleep(1);
  EXPECT_FALSE(looks.after(0));
  std::string status = kAsleep;
  status.replace(status.find("\t7"), 2, "\t8");
  looks.process.thread(1, "202 0x1234 0x189 0x0 0x0 0x0 0xffffffff 0x7ffc 0x7f54", status);
  EXPECT_FALSE(looks.after(20));
  EXPECT_TRUE(looks.after(20));
}

TEST(Stillness, NotWithAThreadThatCameOrWent) {
  Looks looks;
  looks.process.asleep(1);
  EXPECT_FALSE(looks.after(0));
  looks.process.asleep(2);
  EXPECT_FALSE(looks.after(20));
  looks.process.remove("task/2");
  EXPECT_FALSE(looks.after(20));
  EXPECT_TRUE(looks.after(20));
}

TEST(Stillness, NotWhereOneWaitsForTheWorld) {
  Looks looks;
  looks.process.asleep(1);
  looks.process.thread(2, "0 0x3 0x7fa5 0x2000 0x0 0x0 0x0 0x7ffc 0x7f54");
  EXPECT_FALSE(looks.after(0));
  EXPECT_FALSE(looks.after(20));
  EXPECT_FALSE(looks.after(20));
  // It has ended, as a main thread does that leaves the others alone.
  looks.process.thread(2, "", "State:\tZ (zombie)\n");
  EXPECT_FALSE(looks.after(20));
  EXPECT_TRUE(looks.after(20));
}

TEST(Stillness, NotWithATimer) {
  Looks looks;
  looks.process.asleep(1);
  looks.process.write("timers", "ID: 0\nsignal: 10/0000000000000000\nnotify: signal/pid.1\nClockID: 1\n");
  EXPECT_FALSE(looks.after(0));
  EXPECT_FALSE(looks.after(20));
  looks.process.write("timers", "");
  EXPECT_TRUE(looks.after(1));
}

TEST(Stillness, NotWhereTheSystemDoesNotTellOfTimers) {
  Looks looks;
  looks.process.asleep(1);
  looks.process.remove("timers");
  EXPECT_FALSE(looks.after(0));
  EXPECT_FALSE(looks.after(20));
}

TEST(Stillness, NotWithAFutexThatAnotherProcessMayHave) {
  Looks looks;
  looks.process.asleep(1, 0x3004, false);
  EXPECT_FALSE(looks.after(0));
  EXPECT_FALSE(looks.after(20));
  looks.process.asleep(1, 0x1004, false);
  EXPECT_FALSE(looks.after(20));
  EXPECT_TRUE(looks.after(20));
}

TEST(Stillness, NotWhereNothingCanBeRead) {
  Looks looks;
  EXPECT_FALSE(looks.after(0));
  EXPECT_FALSE(looks.after(20));
  StillnessWatch nowhere("/nowhere/at/all");
  EXPECT_FALSE(nowhere.look(looks.now, std::chrono::seconds(0)));
  EXPECT_FALSE(nowhere.look(looks.now, std::chrono::seconds(0)));
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
