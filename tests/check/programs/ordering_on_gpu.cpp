// SPDX-License-Identifier: Apache-2.0
// Events, fences and barriers.
#include <condition_variable>
#include <mutex>

#include "metal.h"

namespace corpus {

// The listener's thread goes on with a command buffer that the main thread began.
void shared_event_listener(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  const auto event = NS::TransferPtr(metal.device->newSharedEvent());
  const auto listener = NS::TransferPtr(MTL::SharedEventListener::alloc()->init());
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  MTL::CommandBuffer* second = metal.queue->commandBuffer();
  encode_session(metal, second, one.get(), 1);
  std::mutex mutex;
  std::condition_variable changed;
  bool told = false;
  event->notifyListener(listener.get(), 1, [&](MTL::SharedEvent*, std::uint64_t) {
    Pool pool;
    encode_session(metal, second, two.get(), 2);
    std::lock_guard lock(mutex);
    told = true;
    changed.notify_all();
  });
  first->encodeSignalEvent(event.get(), 1);
  first->commit();
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return told; });
  }
  second->commit();
  second->waitUntilCompleted();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

// A thread waits for the GPU, which has come after another thread.
void shared_event_waited_for(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  const auto event = NS::TransferPtr(metal.device->newSharedEvent());
  MTL::CommandBuffer* shared = metal.queue->commandBuffer();
  in_two_threads(
      [&] {
        encode_session(metal, shared, one.get(), 1);
        MTL::CommandBuffer* own = metal.queue->commandBuffer();
        own->encodeSignalEvent(event.get(), 1);
        own->commit();
      },
      [&] {
        expect(event->waitUntilSignaledValue(1, 60000));
        encode_session(metal, shared, two.get(), 2);
      });
  shared->commit();
  shared->waitUntilCompleted();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

void shared_event_set_by_thread(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  const auto event = NS::TransferPtr(metal.device->newSharedEvent());
  MTL::CommandBuffer* shared = metal.queue->commandBuffer();
  in_two_threads(
      [&] {
        encode_session(metal, shared, one.get(), 1);
        event->setSignaledValue(1);
      },
      [&] {
        expect(event->waitUntilSignaledValue(1, 60000));
        encode_session(metal, shared, two.get(), 2);
      });
  shared->commit();
  shared->waitUntilCompleted();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

void events_across_queues(Metal& metal) {
  const auto other = NS::TransferPtr(metal.device->newCommandQueue());
  const auto event = NS::TransferPtr(metal.device->newEvent());
  const auto from = metal.buffer(), to = metal.buffer();
  MTL::CommandBuffer* consumer = other->commandBuffer();
  consumer->encodeWait(event.get(), 1);
  MTL::ComputeCommandEncoder* encoder = consumer->computeCommandEncoder();
  encode_copy(metal, encoder, from.get(), to.get());
  encoder->endEncoding();
  consumer->commit();
  MTL::CommandBuffer* producer = metal.queue->commandBuffer();
  encode_session(metal, producer, from.get(), 3);
  producer->encodeSignalEvent(event.get(), 1);
  producer->commit();
  consumer->waitUntilCompleted();
  expect_filled(to.get(), 3);
}

void fences(Metal& metal) {
  const auto fence = NS::TransferPtr(metal.device->newFence());
  const auto descriptor = NS::TransferPtr(MTL::HeapDescriptor::alloc()->init());
  descriptor->setSize(1 << 16);
  const auto heap = NS::TransferPtr(metal.device->newHeap(descriptor.get()));
  const auto from =
      NS::TransferPtr(heap->newBuffer(Metal::kBytes, MTL::ResourceStorageModePrivate));  // of a heap: not tracked
  const auto to = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* producer = commands->computeCommandEncoder();
  encode_fill(metal, producer, from.get(), 4);
  producer->updateFence(fence.get());
  producer->endEncoding();
  MTL::ComputeCommandEncoder* consumer = commands->computeCommandEncoder();
  consumer->waitForFence(fence.get());
  encode_copy(metal, consumer, from.get(), to.get());
  consumer->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(to.get(), 4);
}

void concurrent_encoder_with_barriers(Metal& metal) {
  const auto a = metal.buffer(), b = metal.buffer(), c = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder(MTL::DispatchTypeConcurrent);
  encode_fill(metal, encoder, a.get(), 1);
  encode_fill(metal, encoder, b.get(), 2);
  encoder->memoryBarrier(MTL::BarrierScopeBuffers);
  encode_copy(metal, encoder, a.get(), c.get());
  const MTL::Resource* changed[] = {c.get(), a.get()};
  encoder->memoryBarrier(changed, 2);
  encode_fill(metal, encoder, a.get(), 3);
  encode_copy(metal, encoder, c.get(), b.get());
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(a.get(), 3);
  expect_filled(b.get(), 1);
}

// Nothing depends on anything: readers of one buffer, writers of different ones and of different parts.
void concurrent_encoder_apart(Metal& metal) {
  const auto a = metal.buffer(), b = metal.buffer(), c = metal.buffer();
  const auto parts = NS::TransferPtr(metal.device->newBuffer(2 * Metal::kBytes, MTL::ResourceStorageModeShared));
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder(MTL::DispatchTypeConcurrent);
  encode_copy(metal, encoder, a.get(), b.get());
  encode_copy(metal, encoder, a.get(), c.get());
  const unsigned value = 1;
  encoder->setComputePipelineState(metal.fill.get());
  encoder->setBytes(&value, sizeof(value), 1);
  for (std::size_t part = 0; part < 2; ++part) {
    encoder->setBuffer(parts.get(), part * Metal::kBytes, 0);
    encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
  }
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(parts.get(), 1);
}

}  // namespace corpus
