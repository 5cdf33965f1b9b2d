// SPDX-License-Identifier: Apache-2.0
// Programs of many threads that use the API rightly. Built with ThreadSanitizer they must run without a report.
#include <gtest/gtest.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <atomic>
#include <barrier>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

namespace {

constexpr int kThreads = 8;

class Pool {
 public:
  ~Pool() { pool_->release(); }

 private:
  NS::AutoreleasePool* pool_ = NS::AutoreleasePool::alloc()->init();
};

template <class F>
void on_threads(int count, F&& body) {
  std::barrier start(count);
  std::vector<std::thread> threads;
  for (int n = 0; n < count; ++n)
    threads.emplace_back([&, n] {
      Pool pool;
      start.arrive_and_wait();
      body(n);
    });
  for (auto& thread : threads) thread.join();
}

class Threads : public testing::Test {
 protected:
  ~Threads() override { device->release(); }
  Pool pool;
  MTL::Device* device = MTL::CreateSystemDefaultDevice();
};

void encode_some(MTL::CommandBuffer* commands, MTL::Buffer* buffer) {
  MTL::ComputeCommandEncoder* compute = commands->computeCommandEncoder();
  compute->setBuffer(buffer, 0, 0);
  int value = 4;
  compute->setBytes(&value, sizeof(value), 1);
  compute->endEncoding();
  MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
  blit->fillBuffer(buffer, NS::Range(0, 256), 7);
  blit->endEncoding();
}

TEST_F(Threads, AQueueEach) {
  on_threads(kThreads, [&](int) {
    MTL::CommandQueue* queue = device->newCommandQueue();
    MTL::Buffer* buffer = device->newBuffer(1024, MTL::ResourceStorageModeShared);
    for (int n = 0; n < 100; ++n) {
      Pool inner;
      MTL::CommandBuffer* commands = queue->commandBuffer();
      encode_some(commands, buffer);
      commands->commit();
      if (n % 10 == 0) commands->waitUntilCompleted();
    }
    MTL::CommandBuffer* last = queue->commandBuffer();
    last->commit();
    last->waitUntilCompleted();
    EXPECT_EQ(static_cast<unsigned char*>(buffer->contents())[255], 7);
    buffer->release();
    queue->release();
  });
}

TEST_F(Threads, OneQueueForAll) {
  MTL::CommandQueue* queue = device->newCommandQueue();
  std::atomic<int> completed{0};
  on_threads(kThreads, [&](int) {
    MTL::Buffer* buffer = device->newBuffer(1024, MTL::ResourceStorageModeShared);
    for (int n = 0; n < 100; ++n) {
      Pool inner;
      MTL::CommandBuffer* commands = queue->commandBuffer();
      encode_some(commands, buffer);
      commands->addCompletedHandler([&](MTL::CommandBuffer*) { completed.fetch_add(1); });
      commands->commit();
    }
    buffer->release();
  });
  MTL::CommandBuffer* last = queue->commandBuffer();
  std::atomic<bool> drained{false};
  last->addCompletedHandler([&](MTL::CommandBuffer*) { drained = true; drained.notify_all(); });
  last->commit();
  drained.wait(false);
  EXPECT_EQ(completed.load(), kThreads * 100);
  queue->release();
}

TEST_F(Threads, SharedBuffersFromManyQueues) {
  MTL::Buffer* buffer = device->newBuffer(1024, MTL::ResourceStorageModeShared);
  on_threads(kThreads, [&](int) {
    MTL::CommandQueue* queue = device->newCommandQueue();
    for (int n = 0; n < 50; ++n) {
      Pool inner;
      MTL::CommandBuffer* commands = queue->commandBuffer();
      encode_some(commands, buffer);
      commands->commit();
    }
    MTL::CommandBuffer* last = queue->commandBuffer();
    last->commit();
    last->waitUntilCompleted();
    queue->release();
  });
  EXPECT_EQ(static_cast<unsigned char*>(buffer->contents())[10], 7);
  buffer->release();
}

TEST_F(Threads, ChainsOfHandlers) {
  MTL::CommandQueue* queue = device->newCommandQueue();
  std::atomic<int> left{kThreads * 40};
  struct Chain {
    MTL::CommandQueue* queue;
    std::atomic<int>& left;
    void step(int more) {
      Pool inner;
      MTL::CommandBuffer* commands = queue->commandBuffer();
      commands->addCompletedHandler([this, more](MTL::CommandBuffer*) {
        if (more > 1) step(more - 1);
        if (left.fetch_sub(1) == 1) left.notify_all();
      });
      commands->commit();
    }
  } chain{queue, left};
  on_threads(kThreads, [&](int) { chain.step(40); });
  for (int seen = left.load(); seen > 0; seen = left.load()) left.wait(seen);
  // The last handler is still to return, and uses the chain until then. A wait comes after handlers of earlier buffers.
  MTL::CommandBuffer* last = queue->commandBuffer();
  last->commit();
  last->waitUntilCompleted();
  queue->release();
}

TEST_F(Threads, SharedEventsBetweenThreads) {
  MTL::SharedEvent* event = device->newSharedEvent();
  // Thread n waits for n and signals n + 1, by host and by command buffer in turns.
  on_threads(kThreads, [&](int n) {
    MTL::CommandQueue* queue = device->newCommandQueue();
    if (n % 2) {
      EXPECT_TRUE(event->waitUntilSignaledValue(std::uint64_t(n), 60000));
      event->setSignaledValue(std::uint64_t(n) + 1);
    } else {
      MTL::CommandBuffer* commands = queue->commandBuffer();
      if (n) commands->encodeWait(event, std::uint64_t(n));
      commands->encodeSignalEvent(event, std::uint64_t(n) + 1);
      commands->commit();
      commands->waitUntilCompleted();
    }
    queue->release();
  });
  EXPECT_EQ(event->signaledValue(), std::uint64_t(kThreads));
  event->release();
}

TEST_F(Threads, ListenersFromManyThreads) {
  MTL::SharedEvent* event = device->newSharedEvent();
  MTL::SharedEventListener* listener = MTL::SharedEventListener::alloc()->init();
  std::atomic<int> told{0};
  on_threads(kThreads, [&](int n) {
    for (int k = 0; k < 20; ++k) event->notifyListener(listener, std::uint64_t(n * 20 + k + 1), [&](MTL::SharedEvent*, std::uint64_t) { told.fetch_add(1); told.notify_all(); });
    event->setSignaledValue(std::uint64_t(kThreads * 20));
  });
  for (int seen = told.load(); seen < kThreads * 20; seen = told.load()) told.wait(seen);
  EXPECT_EQ(told.load(), kThreads * 20);
  listener->release();
  event->release();
}

// A command buffer handed from thread to thread under a mutex is legal.
TEST_F(Threads, HandOffUnderAMutex) {
  MTL::CommandQueue* queue = device->newCommandQueue();
  MTL::Buffer* buffer = device->newBuffer(1024, MTL::ResourceStorageModeShared);
  MTL::CommandBuffer* commands = queue->commandBuffer()->retain();
  std::mutex mutex;
  on_threads(kThreads, [&](int) {
    for (int n = 0; n < 20; ++n) {
      std::lock_guard lock(mutex);
      encode_some(commands, buffer);
    }
  });
  commands->commit();
  commands->waitUntilCompleted();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusCompleted);
  commands->release();
  buffer->release();
  queue->release();
}

TEST_F(Threads, MakingAndDroppingObjects) {
  MTL::HeapDescriptor* descriptor = MTL::HeapDescriptor::alloc()->init();
  descriptor->setSize(1 << 22);
  MTL::Heap* heap = device->newHeap(descriptor);
  descriptor->release();
  on_threads(kThreads, [&](int) {
    for (int n = 0; n < 200; ++n) {
      Pool inner;
      MTL::Buffer* buffer = device->newBuffer(4096, MTL::ResourceStorageModeShared);
      MTL::Buffer* from_heap = heap->newBuffer(1024, MTL::ResourceStorageModePrivate);
      buffer->setLabel(NS::String::string("a buffer", NS::UTF8StringEncoding));
      (void)device->currentAllocatedSize();
      from_heap->release();
      buffer->release();
    }
  });
  EXPECT_EQ(heap->usedSize(), 0u);
  heap->release();
}

TEST_F(Threads, RetainAndReleaseOneObject) {
  MTL::Buffer* buffer = device->newBuffer(16, MTL::ResourceStorageModeShared);
  on_threads(kThreads, [&](int) {
    for (int n = 0; n < 2000; ++n) {
      buffer->retain();
      if (n % 3 == 0) {
        Pool inner;
        buffer->retain()->autorelease();
      }
      buffer->release();
    }
  });
  EXPECT_EQ(buffer->retainCount(), 1u);
  buffer->release();
}

TEST_F(Threads, WaitersForOneBuffer) {
  MTL::CommandQueue* queue = device->newCommandQueue();
  MTL::SharedEvent* gate = device->newSharedEvent();
  MTL::CommandBuffer* commands = queue->commandBuffer();
  commands->encodeWait(gate, 1);
  commands->commit();
  std::atomic<int> arrived{0};
  std::thread opener([&] {
    for (int seen = arrived.load(); seen < kThreads; seen = arrived.load()) arrived.wait(seen);
    gate->setSignaledValue(1);
  });
  on_threads(kThreads, [&](int) {
    arrived.fetch_add(1);
    arrived.notify_all();
    commands->waitUntilCompleted();
    EXPECT_EQ(commands->status(), MTL::CommandBufferStatusCompleted);
  });
  opener.join();
  gate->release();
  queue->release();
}

}  // namespace
