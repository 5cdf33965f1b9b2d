// SPDX-License-Identifier: Apache-2.0
#include "session/turns.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

namespace pewter::session {
namespace {

using namespace std::chrono_literals;

TEST(Turns, OneThreadAtATime) {
  Turns turns(Turns::Options{.look = 20ms, .asleep = 1min, .running = 1min});
  int counted = 0;  // by nothing else
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      turns.take();
      for (int step = 0; step < 200; ++step) {
        ++counted;
        turns.take();  // has it
        ++counted;
        turns.give();
        turns.give();  // has none
        turns.take();
      }
      turns.give();
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(counted, 8 * 200 * 2);
  EXPECT_EQ(turns.counts().threads, 8u);
  EXPECT_FALSE(turns.takes_part());
}

// Waits in a pipe, with its turn.
TEST(Turns, WhoSleepsUnseenIsOvertaken) {
  Turns turns(Turns::Options{.look = 1ms, .asleep = 5ms, .running = 1min});
  int pipe[2];
  ASSERT_EQ(::pipe(pipe), 0);
  std::atomic<bool> has_it{false};
  std::thread sleeper([&] {
    turns.take();
    has_it = true;
    char byte;
    EXPECT_EQ(::read(pipe[0], &byte, 1), 1);
    turns.give();  // not its turn any more
  });
  while (!has_it) sched_yield();
  turns.take();
  EXPECT_EQ(turns.counts().overtaken, 1u);
  EXPECT_EQ(::write(pipe[1], "x", 1), 1);
  sleeper.join();
  std::thread next([&] {
    turns.take();
    turns.give();
  });
  turns.give();
  next.join();
  EXPECT_EQ(turns.counts().overtaken, 1u);
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST(Turns, WhoRunsForLongIsOvertaken) {
  Turns turns(Turns::Options{.look = 1ms, .asleep = 1min, .running = 5ms});
  std::atomic<bool> has_it{false}, done{false};
  std::thread runner([&] {
    turns.take();
    has_it = true;
    while (!done) {
    }
    turns.give();
  });
  while (!has_it) sched_yield();
  turns.take();
  EXPECT_EQ(turns.counts().overtaken, 1u);
  done = true;
  runner.join();
  turns.give();
}

TEST(Turns, AThreadThatEndedWithItsTurnIsOvertaken) {
  Turns turns(Turns::Options{.look = 1ms, .asleep = 5ms, .running = 1min});
  std::thread([&] { turns.take(); }).join();
  turns.take();
  EXPECT_EQ(turns.counts().overtaken, 1u);
  turns.give();
}

TEST(Turns, WaitsOfMetalGiveWay) {
  struct Silent final : model::Observer {
    void on(const model::Event&) override {}
  } nobody;
  Turns turns(Turns::Options{.look = 20ms, .asleep = 1min, .running = 1min});
  TakingTurns observer(nobody, turns);
  turns.take();
  observer.on({.kind = model::EventKind::wait_began});
  std::thread other([&] {
    turns.take();
    turns.give();
    // One that takes no part, a handler's say, is not made to.
    Turns others(Turns::Options{.look = 1ms, .asleep = 5ms, .running = 1min});
    TakingTurns(nobody, others).on({.kind = model::EventKind::wait_ended});
    EXPECT_EQ(others.counts().threads, 0u);
  });
  other.join();
  observer.on({.kind = model::EventKind::wait_ended});
  EXPECT_EQ(turns.counts().overtaken, 0u);
  turns.give();
}

}  // namespace
}  // namespace pewter::session
