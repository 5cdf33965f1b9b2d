// SPDX-License-Identifier: Apache-2.0
// What taking a call stack costs, by how deep it is: known stacks, new ones, and the system's own unwinder for
// comparison; and what locks, semaphores and conditions cost under libpewter-preload.so (run it with LD_PRELOAD).
#include <benchmark/benchmark.h>
#include <pthread.h>
#include <semaphore.h>

#include "check/checker.h"
#include "preload/listen.h"
#include "stacks/stack_recorder.h"
#include "stacks/walk.h"

namespace pewter {
namespace {

#define NOINLINE __attribute__((noinline))

model::StackRecorder& recorder() {
  static auto* recorder = stacks::make_stack_recorder().release();
  return *recorder;
}

template <class Work>
NOINLINE void at_depth(int depth, Work& work) {
  if (depth > 0)
    at_depth(depth - 1, work);
  else
    work();
  asm volatile("" ::: "memory");
}

void known(benchmark::State& state) {
  auto work = [&] {
    for (auto _ : state) benchmark::DoNotOptimize(recorder().capture());
  };
  at_depth(static_cast<int>(state.range(0)), work);
}
BENCHMARK(known)->Arg(0)->Arg(10)->Arg(20)->Arg(40)->ThreadRange(1, 2)->UseRealTime();

// Each bit of `path` chooses who calls next, so that every path is another stack.
NOINLINE model::StackId left(unsigned path, int depth);
NOINLINE model::StackId right(unsigned path, int depth) {
  model::StackId id = depth == 0 ? recorder().capture()
                      : path & 1 ? left(path >> 1, depth - 1)
                                 : right(path >> 1, depth - 1);
  benchmark::DoNotOptimize(id);
  return id;
}
NOINLINE model::StackId left(unsigned path, int depth) {
  model::StackId id = depth == 0 ? recorder().capture()
                      : path & 1 ? left(path >> 1, depth - 1)
                                 : right(path >> 1, depth - 1);
  benchmark::DoNotOptimize(id);
  return id;
}
void fresh(benchmark::State& state) {
  static unsigned path = 0;
  for (auto _ : state) benchmark::DoNotOptimize(left(path++, 16));
}
BENCHMARK(fresh)->Iterations(60000);

void by_the_system(benchmark::State& state) {
  auto work = [&] {
    for (auto _ : state) {
      const auto* frame = static_cast<const std::uint64_t*>(__builtin_frame_address(0));
      stacks::Trace trace;
      stacks::walk_by_unwinder({reinterpret_cast<std::uint64_t>(__builtin_return_address(0)),
                                reinterpret_cast<std::uint64_t>(frame + 2), frame[0]},
                               trace);
      benchmark::DoNotOptimize(trace);
    }
  };
  at_depth(static_cast<int>(state.range(0)), work);
}
BENCHMARK(by_the_system)->Arg(0)->Arg(10)->Arg(20)->Arg(40);

// One mutex for all threads: with two of them most locks find it taken. `hold`: loads between lock and unlock.
void lock_and_unlock(benchmark::State& state) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  static volatile std::uint64_t guarded;
  const std::int64_t hold = state.range(0);
  for (auto _ : state) {
    pthread_mutex_lock(&mutex);
    for (std::int64_t i = 0; i < hold; ++i) benchmark::DoNotOptimize(std::uint64_t{guarded});
    pthread_mutex_unlock(&mutex);
  }
}
BENCHMARK(lock_and_unlock)->Arg(0)->Arg(200)->Threads(1)->Threads(2)->UseRealTime();

// A semaphore that is free.
void post_and_wait(benchmark::State& state) {
  static sem_t semaphore;
  for (auto _ : state) {
    sem_post(&semaphore);
    sem_wait(&semaphore);
  }
}
BENCHMARK(post_and_wait);

// Two threads that wake each other in turn: each sleeps once an iteration.
void semaphores_in_turn(benchmark::State& state) {
  static sem_t semaphores[2];
  const int self = state.thread_index();
  for (auto _ : state) {
    sem_post(&semaphores[1 - self]);
    while (sem_wait(&semaphores[self]) != 0) {
    }
  }
}
BENCHMARK(semaphores_in_turn)->Threads(2)->UseRealTime();

void conditions_in_turn(benchmark::State& state) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
  static int turn = 0;
  const int self = state.thread_index();
  for (auto _ : state) {
    pthread_mutex_lock(&mutex);
    while (turn != self) pthread_cond_wait(&changed, &mutex);
    turn = 1 - self;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
  }
}
BENCHMARK(conditions_in_turn)->Threads(2)->UseRealTime();

// Whoever listens does so for the rest of the process: nobody first, then one who does nothing, then the checker.
template <class Listener>
void listening(benchmark::State& state, Listener& listener, void (*body)(benchmark::State&)) {
  if (!preload::listen_to_synchronisation(listener)) return state.SkipWithError("LD_PRELOAD is not set");
  body(state);
}

void told_to_nobody(benchmark::State& state, void (*body)(benchmark::State&)) {
  static struct : model::SyncListener {
    void on_sync(const model::SyncEvent&) override {}
  } listener;
  listening(state, listener, body);
}
void told_to_the_checker(benchmark::State& state, void (*body)(benchmark::State&)) {
  static auto* checker = new check::Checker({.mode = check::Mode::report, .sees_synchronisation = true}, recorder());
  listening(state, *checker, body);
}
#define TOLD(whom)                                                                                                     \
  BENCHMARK_CAPTURE(whom, lock_and_unlock, &lock_and_unlock)->Arg(0)->Arg(200)->Threads(1)->Threads(2)->UseRealTime(); \
  BENCHMARK_CAPTURE(whom, post_and_wait, &post_and_wait);                                                              \
  BENCHMARK_CAPTURE(whom, semaphores_in_turn, &semaphores_in_turn)->Threads(2)->UseRealTime();                         \
  BENCHMARK_CAPTURE(whom, conditions_in_turn, &conditions_in_turn)->Threads(2)->UseRealTime()
TOLD(told_to_nobody);
TOLD(told_to_the_checker);

}  // namespace
}  // namespace pewter

BENCHMARK_MAIN();
