// SPDX-License-Identifier: Apache-2.0
// Eight threads tell the checker at once while the watchdog looks and a report is made. ThreadSanitizer says whether the
// checker's own state is guarded; the result says whether it lost anything.
#include <gmock/gmock.h>

#include <atomic>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "check/testing/program.h"

namespace pewter::check {
namespace {

using testing::Program;
using testing::rules_of;
using ::testing::Each;
using ::testing::IsEmpty;

constexpr unsigned kThreads = 8;
constexpr int kSteps = 300;

// Told as the preloaded library tells it, and held in truth.
class ToldMutex {
 public:
  explicit ToldMutex(Program& program) : program_(program) {}
  void lock() {
    mutex_.lock();
    program_.lock(number());
  }
  void unlock() {
    program_.unlock(number());
    mutex_.unlock();
  }

 private:
  std::uint64_t number() const { return reinterpret_cast<std::uint64_t>(this); }
  Program& program_;
  std::mutex mutex_;
};

class Rig {
 public:
  explicit Rig(bool locks) : locks_(locks), mutex_(program), shared_(program.buffer()) {}

  void run() {
    std::atomic<bool> done{false};
    std::thread reader([&] {
      while (!done.load(std::memory_order_relaxed)) {
        program.checker.look_for_stuck(std::chrono::nanoseconds(0));
        const auto history = program.checker.history();
        (void)program.checker.objects(history);
        (void)program.checker.findings();
        (void)program.checker.changes();
        (void)program.checker.threads();
      }
    });
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < kThreads; ++i) {
      program.sync(model::SyncKind::thread_created, i + 1, "pthread_create");
      threads.emplace_back([this, i] { work(i); });
    }
    for (unsigned i = 0; i < kThreads; ++i) {
      threads[i].join();
      program.sync(model::SyncKind::thread_joined, i + 1, "pthread_join");
    }
    program.session(shared_);  // after all of them
    done = true;
    reader.join();
  }

  Program program;

 private:
  void work(unsigned number) {
    testing::NamedStacks::at("worker");
    program.sync(model::SyncKind::thread_began, number + 1, "");
    std::mt19937 random(number + 1);
    for (int i = 0; i < kSteps; ++i) switch (random() % 4) {
        case 0:
          own_buffer();
          break;
        case 1:
          share();
          break;
        case 2:
          program.sync(model::SyncKind::signaled, 99, "sem_post");
          break;
        case 3:
          program.sync(model::SyncKind::awaited, 98, "sem_wait");
          break;
      }
    program.sync(model::SyncKind::thread_ended, number + 1, "");
  }
  void own_buffer() {
    const model::ObjectId buffer = program.buffer_of(7);
    program.session(buffer);
    program.commit(buffer);
    program.wait_begins(buffer);
    program.completes(buffer);
    program.wait_ends(buffer);
    program.on({.kind = model::EventKind::object_destroyed,
                .object_class = model::ObjectClass::command_buffer,
                .object = buffer});
  }
  void share() {
    std::unique_lock lock(mutex_, std::defer_lock);
    if (locks_) lock.lock();
    program.session(shared_);
  }

  const bool locks_;
  ToldMutex mutex_;
  const model::ObjectId shared_;
};

TEST(Stress, NothingIsSaidOfEightThreadsThatTakeTurns) {
  Rig rig(true);
  rig.run();
  EXPECT_THAT(rules_of(rig.program), IsEmpty());
}

TEST(Stress, EightThreadsThatDoNotAreFound) {
  Rig rig(false);
  rig.run();
  const auto rules = rules_of(rig.program);
  ASSERT_FALSE(rules.empty());
  EXPECT_THAT(rules, Each("PW201"));
}

}  // namespace
}  // namespace pewter::check
