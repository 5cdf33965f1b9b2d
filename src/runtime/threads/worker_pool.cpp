// SPDX-License-Identifier: Apache-2.0
#include "runtime/threads/worker_pool.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "foundation/autorelease_pool.h"
#include "runtime/threads/spin.h"
#include "support/service_thread.h"

namespace pewter::runtime {
namespace {

struct FunctionTask : Task {
  std::function<void()> function;
};

}  // namespace

struct WorkerPool::State {
  State(unsigned max_threads, const char* name) : max_threads(max_threads), name(name) {}

  const unsigned max_threads;
  const char* const name;
  std::mutex mutex;
  std::condition_variable work;      // for sleepers
  std::condition_variable quiet;     // for quiesce()
  Task* first = nullptr;             // guarded by mutex, like all that follows
  Task* last = nullptr;
  unsigned queued = 0;               // length of that list
  unsigned threads = 0, sleeping = 0, spinning = 0, running = 0;
  bool stopping = false, paused = false;
  // Mirrors first != nullptr for spinning threads. Relaxed: only a hint, the list is looked at under the mutex.
  std::atomic<bool> has_work{false};

  static thread_local const State* of_this_thread;

  void loop();
  Task* take_first();                                    // under mutex
  void run(Task* task, std::unique_lock<std::mutex>& lock);  // lets go of the lock meanwhile
};

thread_local const WorkerPool::State* WorkerPool::State::of_this_thread = nullptr;

Task* WorkerPool::State::take_first() {
  Task* task = first;
  first = task->next;
  --queued;
  if (!first) {
    last = nullptr;
    has_work.store(false, std::memory_order_relaxed);
  }
  return task;
}

void WorkerPool::State::run(Task* task, std::unique_lock<std::mutex>& lock) {
  ++running;
  lock.unlock();
  task->run(task);
  lock.lock();
  if (--running == 0) quiet.notify_all();
}

void WorkerPool::State::loop() {
  of_this_thread = this;
  std::unique_lock lock(mutex);
  for (;;) {
    if (first && !paused) {
      run(take_first(), lock);
      continue;
    }
    if (stopping) {
      --threads;
      return;
    }
    ++spinning;
    lock.unlock();
    for (Spin spin; !has_work.load(std::memory_order_relaxed) && spin.wait();) {}
    lock.lock();
    --spinning;
    if ((first && !paused) || stopping) continue;
    ++sleeping;
    work.wait(lock, [this] { return (first && !paused) || stopping; });
    --sleeping;
  }
}

WorkerPool::WorkerPool(unsigned max_threads, const char* name)
    : state_(std::make_shared<State>(max_threads ? max_threads : 1, name)) {}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->work.notify_all();
}

void WorkerPool::post(Task* task) {
  State& state = *state_;
  task->next = nullptr;
  bool wake = false, start = false;
  {
    std::lock_guard lock(state.mutex);
    (state.last ? state.last->next : state.first) = task;
    state.last = task;
    state.has_work.store(true, std::memory_order_relaxed);
    if (++state.queued > state.spinning) {  // each spinning thread takes one
      wake = state.sleeping > 0;
      start = !wake && state.threads < state.max_threads;
      if (start) ++state.threads;
    }
  }
  if (wake) state.work.notify_one();
  if (start) service_thread(state.name, [keep = state_] { keep->loop(); }).detach();
}

void WorkerPool::post(std::function<void()> function) {
  auto* task = new FunctionTask;
  task->function = std::move(function);
  task->run = [](Task* self) {
    std::unique_ptr<FunctionTask> mine(static_cast<FunctionTask*>(self));
    foundation::PoolScope pool;  // it may be the program's handler, and those autorelease
    mine->function();
    mine->function = nullptr;    // what it holds goes before the pool
  };
  post(task);
}

bool WorkerPool::run_next_if(bool (*accept)(const Task* task, const void* context), const void* context) {
  // Keeps the state: the task may end in the pool's own end.
  if (!state_->has_work.load(std::memory_order_relaxed)) return false;
  const std::shared_ptr<State> state = state_;
  std::unique_lock lock(state->mutex);
  if (!state->first || state->paused || !accept(state->first, context)) return false;
  state->run(state->take_first(), lock);
  return true;
}

unsigned WorkerPool::max_threads() const { return state_->max_threads; }

bool WorkerPool::wait_until_idle(double seconds) {
  if (State::of_this_thread == state_.get()) return true;
  std::unique_lock lock(state_->mutex);
  return state_->quiet.wait_for(lock, std::chrono::duration<double>(seconds), [this] { return state_->running == 0 && !state_->first; });
}

void WorkerPool::quiesce(double seconds) {
  if (wait_until_idle(seconds)) return;
  std::unique_lock lock(state_->mutex);
  state_->paused = true;
  state_->quiet.wait_for(lock, std::chrono::duration<double>(seconds), [this] { return state_->running == 0; });
}

}  // namespace pewter::runtime
