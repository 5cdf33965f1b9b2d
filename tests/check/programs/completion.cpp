// SPDX-License-Identifier: Apache-2.0
// Orders that come from handlers and completion.
#include <semaphore.h>

#include <condition_variable>
#include <mutex>

#include "metal.h"

namespace corpus {
namespace {

// Counts down under a lock.
class Countdown {
 public:
  explicit Countdown(int left) : left_(left) {}
  void one() {
    std::lock_guard lock(mutex_);
    if (--left_ == 0) done_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return left_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable done_;
  int left_;
};

}  // namespace

// Made by the main thread, encoded by the handler of the one before.
void completed_handler_encodes_next(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  const auto second = NS::RetainPtr(metal.queue->commandBuffer());
  encode_session(metal, second.get(), one.get(), 1);
  Countdown handled(1);
  first->addCompletedHandler([&](MTL::CommandBuffer*) {
    Pool pool;
    encode_session(metal, second.get(), two.get(), 2);
    second->commit();
    handled.one();
  });
  first->commit();
  handled.wait();
  second->waitUntilCompleted();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

// What the handler encodes, the main thread goes on with.
void completed_handler_hands_back(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  MTL::CommandBuffer* second = metal.queue->commandBuffer();
  Countdown handled(1);
  first->addCompletedHandler([&](MTL::CommandBuffer*) {
    Pool pool;
    encode_session(metal, second, one.get(), 1);
    handled.one();
  });
  first->commit();
  handled.wait();
  encode_session(metal, second, two.get(), 2);
  second->commit();
  second->waitUntilCompleted();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

void scheduled_handler(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  MTL::CommandBuffer* second = metal.queue->commandBuffer();
  encode_session(metal, second, one.get(), 1);
  Countdown handled(1);
  first->addScheduledHandler([&](MTL::CommandBuffer*) {
    Pool pool;
    encode_session(metal, second, two.get(), 2);
    second->commit();
    handled.one();
  });
  first->commit();
  handled.wait();
  second->waitUntilCompleted();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

// Two sets of everything; a semaphore counts those that are free, and the completed handler gives one back.
void double_buffering(Metal& metal) {
  const NS::SharedPtr<MTL::Buffer> frames[2] = {metal.buffer(), metal.buffer()};
  const NS::SharedPtr<MTL::ArgumentEncoder> arguments = metal.argument_encoder();
  const NS::SharedPtr<MTL::Buffer> memory[2] = {
      NS::TransferPtr(metal.device->newBuffer(arguments->encodedLength(), MTL::ResourceStorageModeShared)),
      NS::TransferPtr(metal.device->newBuffer(arguments->encodedLength(), MTL::ResourceStorageModeShared))};
  sem_t free;
  sem_init(&free, 0, 2);
  for (unsigned n = 0; n < 12; ++n) {
    Pool pool;
    sem_wait(&free);
    static_cast<unsigned*>(frames[n % 2]->contents())[0] = n;
    arguments->setArgumentBuffer(memory[n % 2].get(), 0);
    arguments->setBuffer(frames[n % 2].get(), 0, 1);
    MTL::CommandBuffer* commands = metal.queue->commandBuffer();
    encode_session(metal, commands, frames[n % 2].get(), n);
    commands->addCompletedHandler([&](MTL::CommandBuffer*) { sem_post(&free); });
    commands->commit();
  }
  for (int n = 0; n < 2; ++n) sem_wait(&free);
  metal.drain();
  expect_filled(frames[0].get(), 10);
  expect_filled(frames[1].get(), 11);
  sem_destroy(&free);
}

// A command buffer keeps what it uses, as long as it needs it.
void released_early_but_retained(Metal& metal) {
  const auto result = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  {
    const auto scratch = metal.buffer();
    encode_session(metal, commands, scratch.get(), 7);
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    encode_copy(metal, encoder, scratch.get(), result.get());
    encoder->endEncoding();
  }
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(result.get(), 7);
}

}  // namespace corpus
