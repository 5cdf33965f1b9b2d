// SPDX-License-Identifier: Apache-2.0
// A command buffer goes from one thread to the next, each time by another means.
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <optional>

#include "metal.h"

namespace corpus {
namespace {

// The command buffer, and what two threads write by it.
struct Work {
  explicit Work(Metal& metal)
      : metal(metal), commands(metal.queue->commandBuffer()), one(metal.buffer()), two(metal.buffer()) {}
  void first() { encode_session(metal, commands, one.get(), 1); }
  void second() { encode_session(metal, commands, two.get(), 2); }
  void finish() {
    commands->commit();
    commands->waitUntilCompleted();
    expect_filled(one.get(), 1);
    expect_filled(two.get(), 2);
  }
  Metal& metal;
  MTL::CommandBuffer* commands;
  NS::SharedPtr<MTL::Buffer> one, two;
};

// What std::promise is, of parts that everybody knows.
template <class T>
class Promise {
 public:
  void set(T value) {
    std::lock_guard lock(mutex_);
    value_ = value;
    set_.notify_all();
  }
  T get() {
    std::unique_lock lock(mutex_);
    set_.wait(lock, [&] { return value_.has_value(); });
    return *value_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable set_;
  std::optional<T> value_;
};

}  // namespace

namespace {

// Command buffers on their way from one thread to the next; whoever takes one looks again and again.
class PolledQueue {
 public:
  explicit PolledQueue(Metal& metal) : metal_(metal) {}
  // The lock is held for a moment too long: until the encoder is there.
  MTL::ComputeCommandEncoder* take(MTL::CommandBuffer*& commands) {
    std::lock_guard lock(mutex_);
    if (!ready_) return nullptr;
    commands = ready_;
    ready_ = nullptr;
    return commands->computeCommandEncoder();
  }
  MTL::ComputeCommandEncoder* begin(MTL::CommandBuffer* commands) {
    std::lock_guard lock(mutex_);
    return commands->computeCommandEncoder();
  }
  void put(MTL::CommandBuffer* commands) {
    std::lock_guard lock(mutex_);
    ready_ = commands;
  }
  void end_and_put(MTL::CommandBuffer* commands, MTL::ComputeCommandEncoder* encoder) {
    std::lock_guard lock(mutex_);
    encoder->endEncoding();
    ready_ = commands;
  }
  void finish(MTL::Buffer* two) {
    MTL::CommandBuffer* commands = nullptr;
    MTL::ComputeCommandEncoder* encoder = nullptr;
    while (!(encoder = take(commands))) sched_yield();
    encode_fill(metal_, encoder, two, 2);
    encoder->endEncoding();
    commands->commit();
    commands->waitUntilCompleted();
  }

 private:
  Metal& metal_;
  std::mutex mutex_;
  MTL::CommandBuffer* ready_ = nullptr;
};

}  // namespace

// It gets into the queue when its encoder has ended: nobody can take it before, though the lock is free.
void handed_over_by_polled_queue(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  PolledQueue queue(metal);
  in_two_threads(
      [&] {
        MTL::ComputeCommandEncoder* encoder = queue.begin(commands);
        encode_fill(metal, encoder, one.get(), 1);
        encoder->endEncoding();
        queue.put(commands);
      },
      [&] { queue.finish(two.get()); });
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

// Made by the first thread, so the second one knows nothing of it until it is in the queue.
void handed_over_with_the_end_under_the_lock(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  PolledQueue queue(metal);
  in_two_threads(
      [&] {
        auto* commands = metal.queue->commandBuffer()->retain();
        MTL::ComputeCommandEncoder* encoder = queue.begin(commands);
        encode_fill(metal, encoder, one.get(), 1);
        queue.end_and_put(commands, encoder);
      },
      [&] { queue.finish(two.get()); });
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

void handed_over_under_mutex(Metal& metal) {
  Work work(metal);
  std::mutex mutex;
  bool ready = false;
  const auto is_ready = [&] {
    std::lock_guard lock(mutex);
    return ready;
  };
  in_two_threads(
      [&] {
        work.first();
        std::lock_guard lock(mutex);
        ready = true;
      },
      [&] {
        while (!is_ready()) sched_yield();
        work.second();
      });
  work.finish();
}

void handed_over_by_condition_variable(Metal& metal) {
  Work work(metal);
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  in_two_threads(
      [&] {
        work.first();
        {
          std::lock_guard lock(mutex);
          ready = true;
        }
        changed.notify_one();
      },
      [&] {
        {
          std::unique_lock lock(mutex);
          changed.wait(lock, [&] { return ready; });
        }
        work.second();
      });
  work.finish();
}

void handed_over_by_semaphore(Metal& metal) {
  Work work(metal);
  sem_t ready;
  sem_init(&ready, 0, 0);
  in_two_threads(
      [&] {
        work.first();
        sem_post(&ready);
      },
      [&] {
        sem_wait(&ready);
        work.second();
      });
  sem_destroy(&ready);
  work.finish();
}

void handed_over_by_barrier(Metal& metal) {
  Work work(metal);
  pthread_barrier_t both;
  pthread_barrier_init(&both, nullptr, 2);
  in_two_threads(
      [&] {
        work.first();
        pthread_barrier_wait(&both);
      },
      [&] {
        pthread_barrier_wait(&both);
        work.second();
      });
  pthread_barrier_destroy(&both);
  work.finish();
}

void handed_over_by_join(Metal& metal) {
  Work work(metal);
  std::thread first([&] {
    Pool pool;
    work.first();
  });
  std::thread second([&] {
    first.join();
    Pool pool;
    work.second();
  });
  second.join();
  work.finish();
}

void handed_over_by_promise(Metal& metal) {
  Work work(metal);
  Promise<Work*> promise;
  in_two_threads(
      [&] {
        work.first();
        promise.set(&work);
      },
      [&] { promise.get()->second(); });
  work.finish();
}

void handed_over_by_async(Metal& metal) {
  Work work(metal);
  std::async(std::launch::async, [&] {
    Pool pool;
    work.first();
  }).get();
  std::async(std::launch::async, [&] {
    Pool pool;
    work.second();
  }).get();
  work.finish();
}

void handed_over_by_spin_lock(Metal& metal) {
  Work work(metal);
  pthread_spinlock_t lock;
  pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
  bool ready = false;
  const auto is_ready = [&] {
    pthread_spin_lock(&lock);
    const bool now = ready;
    pthread_spin_unlock(&lock);
    return now;
  };
  in_two_threads(
      [&] {
        work.first();
        pthread_spin_lock(&lock);
        ready = true;
        pthread_spin_unlock(&lock);
      },
      [&] {
        while (!is_ready()) sched_yield();
        work.second();
      });
  pthread_spin_destroy(&lock);
  work.finish();
}

void handed_over_in_c11(Metal& metal) {
  Work work(metal);
  struct Shared {
    Work& work;
    mtx_t mutex;
    cnd_t changed;
    bool ready = false;
  } shared{work, {}, {}};
  mtx_init(&shared.mutex, mtx_plain);
  cnd_init(&shared.changed);
  thrd_t thread;
  thrd_create(
      &thread,
      [](void* context) {
        auto& shared = *static_cast<Shared*>(context);
        Pool pool;
        shared.work.first();
        mtx_lock(&shared.mutex);
        shared.ready = true;
        cnd_signal(&shared.changed);
        mtx_unlock(&shared.mutex);
        return 0;
      },
      &shared);
  mtx_lock(&shared.mutex);
  while (!shared.ready) cnd_wait(&shared.changed, &shared.mutex);
  mtx_unlock(&shared.mutex);
  work.second();
  thrd_join(thread, nullptr);
  work.finish();
}

void handed_over_by_detached_threads(Metal& metal) {
  Work work(metal);
  std::mutex mutex;
  std::condition_variable changed;
  int done = 0;
  for (int n = 0; n < 2; ++n)
    std::thread([&, n] {
      Pool pool;
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return done == n; });
      n == 0 ? work.first() : work.second();
      ++done;
      changed.notify_all();
    }).detach();
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return done == 2; });
  work.finish();
}

// The encoder itself, in the middle of its work.
void handed_over_with_open_encoder(Metal& metal) {
  Work work(metal);
  Promise<MTL::ComputeCommandEncoder*> open;
  in_two_threads(
      [&] {
        MTL::ComputeCommandEncoder* encoder = work.commands->computeCommandEncoder();
        encode_fill(metal, encoder, work.one.get(), 1);
        encoder->retain();
        open.set(encoder);
      },
      [&] {
        MTL::ComputeCommandEncoder* encoder = open.get();
        encode_fill(metal, encoder, work.two.get(), 2);
        encoder->endEncoding();
        encoder->release();
      });
  work.finish();
}

}  // namespace corpus
