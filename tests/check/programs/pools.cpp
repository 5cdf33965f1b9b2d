// SPDX-License-Identifier: Apache-2.0
// Threads that take work from queues, as servers and interpreters do.
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "metal.h"

namespace corpus {
namespace {

// Work for so many threads.
class Executor {
 public:
  explicit Executor(int threads) {
    for (int n = 0; n < threads; ++n) threads_.emplace_back([this] { run(); });
  }
  ~Executor() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
  }
  void add(std::function<void()> task) {
    {
      std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
  }

 private:
  void run() {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return closed_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      Pool pool;
      task();
    }
  }
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace

// Each task has a command buffer that somebody else made, and another task commits it.
void thread_pool(Metal& metal) {
  std::vector<NS::SharedPtr<MTL::Buffer>> out;
  for (int n = 0; n < 16; ++n) out.push_back(metal.buffer());
  {
    Executor pool(4);
    for (unsigned n = 0; n < 16; ++n) {
      const auto commands = NS::RetainPtr(metal.queue->commandBuffer());
      pool.add([&, n, commands] {
        encode_session(metal, commands.get(), out[n].get(), n);
        pool.add([commands] { commands->commit(); });
      });
    }
    // Tasks add tasks: the pool takes them all before it ends.
    std::mutex mutex;
    std::condition_variable changed;
    int left = 4;
    for (int n = 0; n < 4; ++n)
      pool.add([&] {
        std::lock_guard lock(mutex);
        --left;
        changed.notify_one();
      });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return left == 0; });
  }
  metal.drain();
  for (unsigned n = 0; n < 16; ++n) expect_filled(out[n].get(), n);
}

// One thread encodes for all: a serial queue.
void serial_executor(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  {
    Executor serial(1);
    in_threads(2, [&](int n) {
      for (unsigned k = 0; k < 8; ++k)
        serial.add([&, n, k] { encode_session(metal, commands, out.get(), k + unsigned(n)); });
    });
  }
  commands->commit();
  commands->waitUntilCompleted();
}

// Stages, each on a thread of its own: every command buffer passes through all of them.
void pipeline_of_threads(Metal& metal) {
  const auto out = metal.buffer();
  Executor last(1), middle(1), first(1);  // ended in the order first, middle, last
  for (unsigned n = 0; n < 8; ++n)
    first.add([&, n] {
      const auto commands = NS::RetainPtr(metal.queue->commandBuffer());
      encode_session(metal, commands.get(), out.get(), n);
      middle.add([&, n, commands] {
        encode_session(metal, commands.get(), out.get(), n + 1);
        last.add([commands] {
          commands->commit();
          commands->waitUntilCompleted();
        });
      });
    });
}

// As in an interpreter with one lock: let go around every wait, in the middle of encoders too, while the other thread
// goes on with a command buffer of its own. Then they swap.
void interpreter_lock(Metal& metal) {
  std::mutex interpreter;
  std::condition_variable changed;
  int turn = 0;
  MTL::CommandBuffer* commands[2] = {metal.queue->commandBuffer(), metal.queue->commandBuffer()};
  const NS::SharedPtr<MTL::Buffer> out[2] = {metal.buffer(), metal.buffer()};
  in_threads(2, [&](int n) {
    std::unique_lock lock(interpreter);
    const auto let_go = [&] {
      turn = 1 - n;
      changed.notify_all();
      changed.wait(lock, [&] { return turn == n; });
    };
    changed.wait(lock, [&] { return turn == n; });
    for (int round = 0; round < 2; ++round) {
      const int mine = (n + round) % 2;
      MTL::ComputeCommandEncoder* encoder = commands[mine]->computeCommandEncoder();
      let_go();
      encode_fill(metal, encoder, out[mine].get(), unsigned(round) + 1);
      let_go();
      encoder->endEncoding();
      let_go();
    }
    turn = 1 - n;
    changed.notify_all();
  });
  for (MTL::CommandBuffer* one : commands) one->commit();
  metal.drain();
  expect_filled(out[0].get(), 2);
  expect_filled(out[1].get(), 2);
}

}  // namespace corpus
