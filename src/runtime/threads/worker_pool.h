// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

namespace pewter::runtime {

// Something to run once. The maker embeds it; the pool only links it into its list.
struct Task {
  void (*run)(Task* self) = nullptr;
  Task* next = nullptr;  // the pool's
};

// First in, first out, over at most `max_threads` threads that are started when work finds none idle. An idle thread spins for
// a moment, since the next piece of work is often microseconds away, and then sleeps. With one thread it is a serial queue.
//
// Threads are detached and own their part of the state: destroying the pool, even from one of its own threads, waits for
// nothing; what was posted before still runs. Thread-safe.
class WorkerPool {
 public:
  WorkerPool(unsigned max_threads, const char* name);  // `name`: a literal of at most 15 characters, for debuggers
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  void post(Task* task);
  void post(std::function<void()> function);
  unsigned max_threads() const;

  // Runs the task that is next in line on the calling thread, if there is one and `accept` takes it: for who waits for it
  // anyway. False: nothing was run.
  bool run_next_if(bool (*accept)(const Task* task, const void* context), const void* context);

  // Waits until there is nothing to do, at most `seconds`. False: there still is. On a thread of the pool, which would wait for
  // itself: true at once.
  bool wait_until_idle(double seconds);

  // The same; if there still is something to do, nothing more is taken up from then on, and what runs gets as long again to end.
  void quiesce(double seconds);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace pewter::runtime
