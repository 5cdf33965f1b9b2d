// SPDX-License-Identifier: Apache-2.0
// Command buffers and queues: states, order, handlers, the limit of 64, waiting, times. No kernels: any executor.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "fixture.h"

namespace {

class CommandBuffer : public api::Test {};

TEST_F(CommandBuffer, StatesGoForwardOnly) {
  MTL::CommandBuffer* commands = queue->commandBuffer();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusNotEnqueued);
  commands->enqueue();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusEnqueued);
  commands->commit();
  EXPECT_GE(commands->status(), MTL::CommandBufferStatusCommitted);
  commands->waitUntilScheduled();
  EXPECT_GE(commands->status(), MTL::CommandBufferStatusScheduled);
  commands->waitUntilCompleted();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusCompleted);
  EXPECT_EQ(commands->error(), nullptr);
}

TEST_F(CommandBuffer, WaitAfterCompletionReturnsAtOnce) {
  MTL::CommandBuffer* commands = queue->commandBuffer();
  commands->commit();
  for (int n = 0; n < 3; ++n) commands->waitUntilCompleted();
  commands->waitUntilScheduled();
}

TEST_F(CommandBuffer, CompletesWithNobodyWaiting) {
  std::atomic<int> done{0};
  MTL::CommandBuffer* commands = queue->commandBuffer();
  commands->addCompletedHandler([&](MTL::CommandBuffer* buffer) {
    done.store(buffer->status() == MTL::CommandBufferStatusCompleted ? 1 : 2, std::memory_order_release);
    done.notify_all();
  });
  commands->commit();
  done.wait(0);
  EXPECT_EQ(done.load(), 1);
}

TEST_F(CommandBuffer, HandlersRunInCommitOrderOnAnotherThread) {
  constexpr int kCount = 200;
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<int> order;
  bool same_thread = false;
  const auto self = std::this_thread::get_id();
  for (int n = 0; n < kCount; ++n) {
    MTL::CommandBuffer* commands = queue->commandBuffer();
    commands->addCompletedHandler([&, n](MTL::CommandBuffer*) {
      std::lock_guard lock(mutex);
      order.push_back(n);
      same_thread |= std::this_thread::get_id() == self;
      changed.notify_all();
    });
    commands->commit();
  }
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return order.size() == kCount; });
  for (int n = 0; n < kCount; ++n) EXPECT_EQ(order[std::size_t(n)], n);
  EXPECT_FALSE(same_thread);
}

TEST_F(CommandBuffer, SeveralHandlersOfOneBufferRunInOrderScheduledFirst) {
  std::mutex mutex;
  std::condition_variable changed;
  std::string order;
  auto note = [&](char what) {
    return [&, what](MTL::CommandBuffer*) {
      std::lock_guard lock(mutex);
      order += what;
      changed.notify_all();
    };
  };
  MTL::CommandBuffer* commands = queue->commandBuffer();
  commands->addCompletedHandler(note('c'));
  commands->addScheduledHandler(note('s'));
  commands->addCompletedHandler(note('d'));
  commands->addScheduledHandler(note('t'));
  commands->commit();
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return order.size() == 4; });
  EXPECT_EQ(order, "stcd");
}

TEST_F(CommandBuffer, HandlerMayCommitTheNextBuffer) {
  std::atomic<int> left{50};
  std::function<void()> next = [&] {
    MTL::CommandBuffer* commands = queue->commandBuffer();
    commands->addCompletedHandler([&](MTL::CommandBuffer*) {
      NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
      if (left.fetch_sub(1) > 1)
        next();
      else
        left.notify_all();
      inner->release();
    });
    commands->commit();
  };
  next();
  for (int seen = left.load(); seen > 0; seen = left.load()) left.wait(seen);
  EXPECT_EQ(left.load(), 0);
}

TEST_F(CommandBuffer, EnqueueFixesTheOrder) {
  std::mutex mutex;
  std::condition_variable changed;
  std::string order;
  MTL::CommandBuffer* first = queue->commandBuffer();
  MTL::CommandBuffer* second = queue->commandBuffer();
  for (auto [commands, name] : {std::pair{first, 'a'}, {second, 'b'}})
    commands->addCompletedHandler([&, name = name](MTL::CommandBuffer*) {
      std::lock_guard lock(mutex);
      order += name;
      changed.notify_all();
    });
  first->enqueue();
  second->commit();
  first->commit();
  second->waitUntilCompleted();
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return order.size() == 2; });
  EXPECT_EQ(order, "ab");
}

// The 65th buffer waits until one of the 64 is done.
TEST_F(CommandBuffer, The65thUncompletedBufferBlocks) {
  MTL::SharedEvent* gate = device->newSharedEvent();
  std::vector<MTL::CommandBuffer*> held;
  for (int n = 0; n < 64; ++n) {
    MTL::CommandBuffer* commands = queue->commandBuffer();
    ASSERT_NE(commands, nullptr);
    commands->encodeWait(gate, 1);
    commands->commit();
    held.push_back(commands);
  }
  std::atomic<bool> got{false};
  std::thread other([&] {
    NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
    MTL::CommandBuffer* commands = queue->commandBuffer();
    got.store(true);
    commands->commit();
    commands->waitUntilCompleted();
    inner->release();
  });
  // Nothing can show that a thread will never go on; a while of it standing is what a test can see.
  for (int n = 0; n < 2000 && !got.load(); ++n) std::this_thread::yield();
  EXPECT_FALSE(got.load());
  gate->setSignaledValue(1);
  other.join();
  EXPECT_TRUE(got.load());
  for (MTL::CommandBuffer* commands : held) commands->waitUntilCompleted();
  gate->release();
}

TEST_F(CommandBuffer, QueueLimitCanBeChosen) {
  MTL::CommandQueue* small = device->newCommandQueue(2);
  MTL::SharedEvent* gate = device->newSharedEvent();
  for (int n = 0; n < 2; ++n) {
    MTL::CommandBuffer* commands = small->commandBuffer();
    commands->encodeWait(gate, 1);
    commands->commit();
  }
  std::atomic<bool> got{false};
  std::thread other([&] {
    NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
    small->commandBuffer()->commit();
    got.store(true);
    inner->release();
  });
  for (int n = 0; n < 2000 && !got.load(); ++n) std::this_thread::yield();
  EXPECT_FALSE(got.load());
  gate->setSignaledValue(1);
  other.join();
  gate->release();
  small->release();
}

// A buffer dropped without commit gives its place back.
TEST_F(CommandBuffer, UncommittedBuffersMayBeDropped) {
  for (int n = 0; n < 300; ++n) {
    NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
    ASSERT_NE(queue->commandBuffer(), nullptr);
    inner->release();
  }
}

TEST_F(CommandBuffer, QueuesDoNotWaitForEachOther) {
  MTL::SharedEvent* gate = device->newSharedEvent();
  MTL::CommandBuffer* blocked = queue->commandBuffer();
  blocked->encodeWait(gate, 1);
  blocked->commit();
  MTL::CommandQueue* other = device->newCommandQueue();
  MTL::CommandBuffer* free = other->commandBuffer();
  free->commit();
  free->waitUntilCompleted();
  EXPECT_LT(blocked->status(), MTL::CommandBufferStatusCompleted);
  gate->setSignaledValue(1);
  blocked->waitUntilCompleted();
  other->release();
  gate->release();
}

TEST_F(CommandBuffer, KnowsQueueDeviceLabelAndTimes) {
  MTL::CommandBuffer* commands = queue->commandBuffer();
  EXPECT_EQ(commands->commandQueue(), queue);
  EXPECT_EQ(commands->device(), device);
  commands->setLabel(api::string("mine"));
  EXPECT_EQ(api::text(commands->label()), "mine");
  EXPECT_TRUE(commands->retainedReferences());
  EXPECT_FALSE(queue->commandBufferWithUnretainedReferences()->retainedReferences());
  queue->setLabel(api::string("the queue"));
  EXPECT_EQ(api::text(queue->label()), "the queue");
  commands->pushDebugGroup(api::string("group"));
  commands->popDebugGroup();
  commands->commit();
  commands->waitUntilCompleted();
  EXPECT_GT(commands->GPUStartTime(), 0.0);
  EXPECT_GE(commands->GPUEndTime(), commands->GPUStartTime());
}

TEST_F(CommandBuffer, EncodersOneAfterAnother) {
  MTL::CommandBuffer* commands = queue->commandBuffer();
  for (int n = 0; n < 10; ++n) {
    MTL::ComputeCommandEncoder* compute = commands->computeCommandEncoder();
    ASSERT_NE(compute, nullptr);
    compute->endEncoding();
    MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
    ASSERT_NE(blit, nullptr);
    blit->endEncoding();
    MTL::ComputeCommandEncoder* concurrent = commands->computeCommandEncoder(MTL::DispatchTypeConcurrent);
    EXPECT_EQ(concurrent->dispatchType(), MTL::DispatchTypeConcurrent);
    concurrent->endEncoding();
  }
  commands->commit();
  commands->waitUntilCompleted();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusCompleted);
}

TEST_F(CommandBuffer, RenderAndTexturesAreRefusedWithNull) {
  MTL::CommandBuffer* commands = queue->commandBuffer();
  EXPECT_EQ(commands->renderCommandEncoder(static_cast<MTL::RenderPassDescriptor*>(nullptr)), nullptr);
  MTL::ComputeCommandEncoder* after = commands->computeCommandEncoder();
  ASSERT_NE(after, nullptr);
  after->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
}

}  // namespace
