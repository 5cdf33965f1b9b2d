// SPDX-License-Identifier: Apache-2.0
// Runs itself anew with the library in LD_PRELOAD.
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <threads.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <thread>
#include <vector>

#include "preload/listen.h"
#include "preload/preload.h"

extern "C" void pewter_inner_work();
extern "C" void pewter_inner_call(void (*function)());
extern "C" int early_threads_worked;

namespace pewter::preload {
namespace {

using enum model::SyncKind;
using testing::ElementsAre;
using testing::IsEmpty;

struct Seen {
  model::SyncKind kind;
  std::uint64_t object;
  std::string call;
  pthread_t thread;
};

// Writes down what it is told. Takes no lock.
class Recorder final : public model::SyncListener {
 public:
  void on_sync(const model::SyncEvent& event) override {
    if (!open) return;
    const unsigned at = count.fetch_add(1);
    if (at < kMax) events[at] = {event.kind, event.object, event.call, pthread_self()};
  }
  void begin() {
    count = 0;
    open = true;
  }
  std::vector<Seen> end() {
    open = false;
    return {events, events + std::min(count.load(), kMax)};
  }

 private:
  static constexpr unsigned kMax = 4096;
  struct Raw {
    model::SyncKind kind;
    std::uint64_t object;
    const char* call;
    pthread_t thread;
    operator Seen() const { return {kind, object, call, thread}; }
  } events[kMax];
  std::atomic<unsigned> count{0};
  std::atomic<bool> open{false};
} recorder;

template <class Work>
std::vector<Seen> recorded(Work work) {
  recorder.begin();
  work();
  return recorder.end();
}

// What was told of one object, as text; without the waits for it, which come as threads happen to meet.
std::vector<std::string> of(const std::vector<Seen>& events, const volatile void* object) {
  static const char* const names[] = {"created",  "began",           "ended",    "joined",
                                      "acquired", "acquired_shared", "released", "released_shared",
                                      "signaled", "awaited",         "destroyed"};
  std::vector<std::string> result;
  for (const Seen& seen : events)
    if (seen.object == reinterpret_cast<std::uint64_t>(object) && seen.kind <= model::SyncKind::destroyed)
      result.push_back(std::string(names[static_cast<int>(seen.kind)]) + " " + seen.call);
  return result;
}

timespec soon() {
  timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  time.tv_sec += 20;
  return time;
}
timespec past() { return {1, 0}; }

TEST(Preload, ALockThatMustBeWaitedForIsToldAsWantedFirst) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  const auto events = recorded([&] {
    pthread_mutex_lock(&mutex);
    std::thread other([&] {
      pthread_mutex_lock(&mutex);
      pthread_mutex_unlock(&mutex);
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    pthread_mutex_unlock(&mutex);
    other.join();
  });
  std::vector<model::SyncKind> kinds;
  for (const Seen& seen : events)
    if (seen.object == reinterpret_cast<std::uint64_t>(&mutex)) kinds.push_back(seen.kind);
  EXPECT_THAT(kinds, testing::ElementsAre(model::SyncKind::acquired, model::SyncKind::wanted, model::SyncKind::released, model::SyncKind::acquired,
                                          model::SyncKind::released));
}

TEST(Preload, Mutexes) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  const auto events = recorded([&] {
    const timespec time = soon();
    pthread_mutex_lock(&mutex);
    EXPECT_NE(pthread_mutex_trylock(&mutex), 0);  // not told
    pthread_mutex_unlock(&mutex);
    EXPECT_EQ(pthread_mutex_trylock(&mutex), 0);
    pthread_mutex_unlock(&mutex);
    pthread_mutex_timedlock(&mutex, &time);
    pthread_mutex_unlock(&mutex);
    pthread_mutex_clocklock(&mutex, CLOCK_REALTIME, &time);
    pthread_mutex_unlock(&mutex);
    pthread_mutex_destroy(&mutex);
  });
  EXPECT_THAT(of(events, &mutex), ElementsAre("acquired pthread_mutex_lock", "released pthread_mutex_unlock",
                                              "acquired pthread_mutex_trylock", "released pthread_mutex_unlock",
                                              "acquired pthread_mutex_timedlock", "released pthread_mutex_unlock",
                                              "acquired pthread_mutex_clocklock", "released pthread_mutex_unlock",
                                              "destroyed pthread_mutex_destroy"));
}

TEST(Preload, SpinLocks) {
  pthread_spinlock_t lock;
  pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
  const auto events = recorded([&] {
    pthread_spin_lock(&lock);
    EXPECT_NE(pthread_spin_trylock(&lock), 0);
    pthread_spin_unlock(&lock);
    pthread_spin_destroy(&lock);
  });
  EXPECT_THAT(of(events, &lock), ElementsAre("acquired pthread_spin_lock", "released pthread_spin_unlock",
                                             "destroyed pthread_spin_destroy"));
}

TEST(Preload, ReaderWriterLocks) {
  std::shared_mutex mutex;
  const auto events = recorded([&] {
    mutex.lock();
    EXPECT_FALSE(mutex.try_lock_shared());
    mutex.unlock();
    mutex.lock_shared();
    EXPECT_TRUE(mutex.try_lock_shared());
    mutex.unlock_shared();
    mutex.unlock_shared();
  });
  EXPECT_THAT(of(events, &mutex),
              ElementsAre("acquired pthread_rwlock_wrlock", "released pthread_rwlock_unlock",
                          "acquired_shared pthread_rwlock_rdlock", "acquired_shared pthread_rwlock_tryrdlock",
                          "released_shared pthread_rwlock_unlock", "released_shared pthread_rwlock_unlock"));
}

TEST(Preload, Conditions) {
  std::mutex mutex;
  std::condition_variable condition;
  bool ready = false;
  const auto events = recorded([&] {
    std::unique_lock lock(mutex);
    std::thread other([&] {
      std::lock_guard guard(mutex);
      ready = true;
      condition.notify_one();
    });
    condition.wait(lock, [&] { return ready; });
    lock.unlock();
    other.join();
  });
  EXPECT_THAT(of(events, &mutex), ElementsAre("acquired pthread_mutex_lock", "released pthread_cond_wait",
                                              "acquired pthread_mutex_lock", "released pthread_mutex_unlock",
                                              "acquired pthread_cond_wait", "released pthread_mutex_unlock"));
  EXPECT_THAT(of(events, &condition), ElementsAre("signaled pthread_cond_signal", "awaited pthread_cond_wait"));
}

TEST(Preload, ConditionsThatTimeOut) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
  const auto events = recorded([&] {
    const timespec time = past();
    pthread_mutex_lock(&mutex);
    EXPECT_EQ(pthread_cond_timedwait(&condition, &mutex, &time), ETIMEDOUT);
    EXPECT_EQ(pthread_cond_clockwait(&condition, &mutex, CLOCK_MONOTONIC, &time), ETIMEDOUT);
    pthread_mutex_unlock(&mutex);
    pthread_cond_broadcast(&condition);
  });
  EXPECT_THAT(of(events, &mutex), ElementsAre("acquired pthread_mutex_lock", "released pthread_cond_timedwait",
                                              "acquired pthread_cond_timedwait", "released pthread_cond_clockwait",
                                              "acquired pthread_cond_clockwait", "released pthread_mutex_unlock"));
  EXPECT_THAT(of(events, &condition), ElementsAre("signaled pthread_cond_broadcast"));
}

TEST(Preload, Semaphores) {
  sem_t semaphore;
  sem_init(&semaphore, 0, 0);
  const auto events = recorded([&] {
    const timespec time = past();
    EXPECT_NE(sem_trywait(&semaphore), 0);
    EXPECT_NE(sem_timedwait(&semaphore, &time), 0);
    sem_post(&semaphore);
    sem_wait(&semaphore);
    sem_post(&semaphore);
    sem_trywait(&semaphore);
    sem_destroy(&semaphore);
  });
  EXPECT_THAT(of(events, &semaphore), ElementsAre("signaled sem_post", "awaited sem_wait", "signaled sem_post",
                                                  "awaited sem_trywait", "destroyed sem_destroy"));
}

TEST(Preload, Barriers) {
  pthread_barrier_t barrier;
  pthread_barrier_init(&barrier, nullptr, 2);
  const auto events = recorded([&] {
    std::thread other([&] { pthread_barrier_wait(&barrier); });
    pthread_barrier_wait(&barrier);
    other.join();
  });
  EXPECT_THAT(of(events, &barrier), ElementsAre("signaled pthread_barrier_wait", "signaled pthread_barrier_wait",
                                                "awaited pthread_barrier_wait", "awaited pthread_barrier_wait"));
}

std::vector<model::SyncKind> kinds_of(const std::vector<Seen>& events, const volatile void* object) {
  std::vector<model::SyncKind> kinds;
  for (const Seen& seen : events)
    if (seen.object == reinterpret_cast<std::uint64_t>(object)) kinds.push_back(seen.kind);
  return kinds;
}

TEST(Preload, AWaitWithoutAnEndIsToldWhenItBegins) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
  bool ready = false;
  pthread_barrier_t barrier;
  pthread_barrier_init(&barrier, nullptr, 1);
  const auto events = recorded([&] {
    pthread_mutex_lock(&mutex);
    std::thread other([&] {
      pthread_mutex_lock(&mutex);  // held until the wait has begun
      ready = true;
      pthread_cond_signal(&condition);
      pthread_mutex_unlock(&mutex);
    });
    while (!ready) pthread_cond_wait(&condition, &mutex);
    const timespec time = past();
    pthread_cond_timedwait(&condition, &mutex, &time);  // has one
    pthread_mutex_unlock(&mutex);
    other.join();
    pthread_barrier_wait(&barrier);
  });
  EXPECT_THAT(kinds_of(events, &condition), ElementsAre(sleeping, signaled, awaited));
  EXPECT_THAT(kinds_of(events, &barrier), ElementsAre(signaled, sleeping, awaited));
}

TEST(Preload, ASemaphoreIsSleptOnOnlyWhereItIsTaken) {
  static sem_t semaphore;
  sem_init(&semaphore, 0, 1);
  const auto events = recorded([&] {
    sem_wait(&semaphore);  // free
    std::thread other([] {
      int value = 0;
      // Until the other one waits: glibc counts who does in the upper half of the word.
      while (sem_getvalue(&semaphore, &value) == 0 && (*reinterpret_cast<std::uint64_t*>(&semaphore) >> 32) == 0)
        std::this_thread::yield();
      sem_post(&semaphore);
    });
    sem_wait(&semaphore);
    other.join();
  });
  EXPECT_THAT(kinds_of(events, &semaphore), ElementsAre(awaited, sleeping, signaled, awaited));
}

TEST(Preload, AnInterruptedSleepIsOver) {
  static sem_t semaphore;
  sem_init(&semaphore, 0, 0);
  struct sigaction action = {}, before;
  action.sa_handler = [](int) {};  // without SA_RESTART
  sigaction(SIGUSR1, &action, &before);
  const auto events = recorded([&] {
    std::atomic<bool> over{false};
    std::thread other([&, waiting = pthread_self()] {
      while (!over) {  // one that comes before the wait is lost
        pthread_kill(waiting, SIGUSR1);
        std::this_thread::yield();
      }
    });
    EXPECT_EQ(sem_wait(&semaphore), -1);
    EXPECT_EQ(errno, EINTR);
    over = true;
    other.join();
  });
  sigaction(SIGUSR1, &before, nullptr);
  EXPECT_THAT(kinds_of(events, &semaphore), ElementsAre(sleeping, awake));
}

pthread_once_t outer_once = PTHREAD_ONCE_INIT, inner_once = PTHREAD_ONCE_INIT;
int once_runs = 0;

TEST(Preload, Once) {
  const auto events = recorded([&] {
    for (int i = 0; i < 2; ++i) {
      pthread_once(&outer_once, [] {
        pthread_once(&inner_once, [] { ++once_runs; });
        once_runs += 10;
      });
    }
  });
  EXPECT_EQ(once_runs, 11);
  EXPECT_THAT(of(events, &outer_once),
              ElementsAre("signaled pthread_once", "awaited pthread_once", "awaited pthread_once"));
  EXPECT_THAT(of(events, &inner_once), ElementsAre("signaled pthread_once", "awaited pthread_once"));
}

TEST(Preload, C11) {
  static mtx_t mutex;
  static cnd_t condition;
  static bool ready;
  mtx_init(&mutex, mtx_plain);
  cnd_init(&condition);
  const auto events = recorded([&] {
    thrd_t thread;
    mtx_lock(&mutex);
    ASSERT_EQ(thrd_create(
                  &thread,
                  [](void*) {
                    mtx_lock(&mutex);
                    ready = true;
                    cnd_signal(&condition);
                    mtx_unlock(&mutex);
                    return 42;
                  },
                  nullptr),
              thrd_success);
    while (!ready) cnd_wait(&condition, &mutex);
    mtx_unlock(&mutex);
    int result = 0;
    thrd_join(thread, &result);
    EXPECT_EQ(result, 42);
  });
  EXPECT_THAT(of(events, &mutex), ElementsAre("acquired mtx_lock", "released cnd_wait", "acquired mtx_lock",
                                              "released mtx_unlock", "acquired cnd_wait", "released mtx_unlock"));
  EXPECT_THAT(of(events, &condition), ElementsAre("signaled cnd_signal", "awaited cnd_wait"));
  std::vector<model::SyncKind> kinds;
  for (const Seen& seen : events)
    if (seen.kind <= thread_joined) kinds.push_back(seen.kind);
  EXPECT_THAT(kinds, ElementsAre(thread_created, thread_began, thread_ended, thread_joined));
}

struct Late {
  ~Late() {
    static std::mutex mutex;
    std::lock_guard lock(mutex);
    late = &mutex;
  }
  static inline std::mutex* late = nullptr;
};

TEST(Preload, ThreadsEndAfterTheirObjects) {
  const auto events = recorded([&] {
    std::thread([] {
      static thread_local Late late;
      (void)late;
    }).join();
  });
  std::vector<model::SyncKind> kinds;
  std::uint64_t number = 0;
  for (const Seen& seen : events) {
    if (seen.kind <= thread_joined) {
      if (number == 0) number = seen.object;
      EXPECT_EQ(seen.object, number);
    }
    if (seen.kind <= thread_joined || seen.object == reinterpret_cast<std::uint64_t>(Late::late))
      kinds.push_back(seen.kind);
  }
  EXPECT_THAT(kinds, ElementsAre(thread_created, thread_began, acquired, released, thread_ended, thread_joined));
}

TEST(Preload, DetachedAndEndedByExit) {
  const auto events = recorded([&] {
    static sem_t done;
    sem_init(&done, 0, 0);
    pthread_t thread;
    pthread_create(
        &thread, nullptr,
        [](void*) -> void* {
          sem_post(&done);
          pthread_exit(nullptr);
        },
        nullptr);
    pthread_detach(thread);
    sem_wait(&done);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < 100; ++i) {
      pthread_create(
          &thread, &attributes,
          [](void*) -> void* {
            sem_post(&done);
            return nullptr;
          },
          nullptr);
      sem_wait(&done);
    }
  });
  unsigned began = 0;
  for (const Seen& seen : events) began += seen.kind == thread_began;
  EXPECT_EQ(began, 101u);
}

TEST(Preload, PewtersOwnIsNotTold) {
  std::vector<Seen> threads;
  for (const Seen& seen : recorded([] { pewter_inner_work(); }))
    if (seen.kind != thread_ended) threads.push_back(seen);  // of a detached one of the test before
  EXPECT_THAT(threads, IsEmpty()) << threads[0].call;
}

TEST(Preload, WhatPewterCallsIsTold) {
  static std::mutex mutex;
  const auto events = recorded([] {
    pewter_inner_call([] {
      std::lock_guard lock(mutex);
      asm volatile("" ::: "memory");
    });
  });
  EXPECT_THAT(of(events, &mutex), ElementsAre("acquired pthread_mutex_lock", "released pthread_mutex_unlock"));
}

TEST(Preload, ConstructorsMayUseThreads) { EXPECT_EQ(early_threads_worked, 2); }

// Every acquisition of a mutex is told between the release before it and the one after: the order of telling is that of
// the lock.
TEST(Preload, EightThreadsOnOneMutex) {
  constexpr int kThreads = 8, kTurns = 60;
  std::mutex mutex;
  int shared = 0;
  const auto events = recorded([&] {
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([&] {
        for (int i = 0; i < kTurns; ++i) {
          std::lock_guard lock(mutex);
          ++shared;
        }
      });
    for (auto& thread : threads) thread.join();
  });
  EXPECT_EQ(shared, kThreads * kTurns);
  const auto told = of(events, &mutex);
  ASSERT_EQ(told.size(), 2u * kThreads * kTurns);
  for (std::size_t i = 0; i < told.size(); ++i) EXPECT_EQ(told[i].substr(0, 8), i % 2 ? "released" : "acquired");
  pthread_t holder{};
  for (const Seen& seen : events) {
    if (seen.object != reinterpret_cast<std::uint64_t>(&mutex) || seen.kind == wanted) continue;
    if (seen.kind == acquired) holder = seen.thread;
    EXPECT_EQ(seen.thread, holder);
  }
}

TEST(Preload, ManyThreadsComeAndGo) {
  std::atomic<int> ran{0};
  std::vector<std::thread> makers;
  for (int m = 0; m < 8; ++m)
    makers.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        std::thread thread([&] { ++ran; });
        if (i % 3)
          thread.join();
        else
          thread.detach();
      }
    });
  for (auto& maker : makers) maker.join();
  while (ran < 1600) std::this_thread::yield();
}

// A crash report can be written when the thread's own stack has overflowed. The next thread finds the place free again.
TEST(Preload, ThreadsHaveAStackForSignalsAndGiveItBack) {
  std::set<void*> places;
  for (int i = 0; i < 200; ++i)
    std::thread([&] {
      stack_t now = {};
      ASSERT_EQ(sigaltstack(nullptr, &now), 0);
      EXPECT_FALSE(now.ss_flags & SS_DISABLE);
      EXPECT_GE(now.ss_size, 64u << 10);
      places.insert(now.ss_sp);
    }).join();
  EXPECT_LT(places.size(), 20u);
}

// A thread that brings its own keeps it, and what it was given is left alone.
TEST(Preload, AThreadMayHaveAStackForSignalsOfItsOwn) {
  static char own[64 << 10];
  std::thread([] {
    stack_t mine = {};
    mine.ss_sp = own;
    mine.ss_size = sizeof own;
    ASSERT_EQ(sigaltstack(&mine, nullptr), 0);
  }).join();
  own[0] = 1;
}

// Names are inherited, and Pewter's own threads are known by theirs.
TEST(Preload, AThreadThatAHandlerMakesHasTheProgramsName) {
  char before[16] = {}, name[16] = {};
  pthread_getname_np(pthread_self(), before, sizeof before);
  pthread_setname_np(pthread_self(), "pewter-handler");
  std::thread([&] { pthread_getname_np(pthread_self(), name, sizeof name); }).join();
  pthread_setname_np(pthread_self(), "mine");
  EXPECT_STREQ(name, program_invocation_short_name);
  std::thread([&] { pthread_getname_np(pthread_self(), name, sizeof name); }).join();
  EXPECT_STREQ(name, "mine");
  pthread_setname_np(pthread_self(), before);
}

TEST(Preload, ChildrenGoOn) {
  std::atomic<bool> stop{false};
  std::thread busy([&] {
    while (!stop) std::thread([] {}).join();
  });
  for (int i = 0; i < 20; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(10);
      int sum = 0;
      std::mutex mutex;
      std::thread([&] {
        std::lock_guard lock(mutex);
        sum = 5;
      }).join();
      _exit(sum);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 5);
  }
  stop = true;
  busy.join();
}

}  // namespace
}  // namespace pewter::preload

int main(int argc, char** argv) {
  if (!dlsym(RTLD_DEFAULT, pewter::preload::kSetListener)) {
    setenv("LD_PRELOAD", PEWTER_PRELOAD, 1);
    execv("/proc/self/exe", argv);
    return 1;
  }
  testing::InitGoogleTest(&argc, argv);
  if (!pewter::preload::listen_to_synchronisation(pewter::preload::recorder)) return 1;
  return RUN_ALL_TESTS();
}
