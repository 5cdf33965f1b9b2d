// SPDX-License-Identifier: Apache-2.0
// PW302. Memory of a heap is not tracked: who orders encoders that touch it is the program (MoltenVK#1180).
#include "metal.h"

namespace corpus {
namespace {

struct Untracked {
  explicit Untracked(const Metal& metal) : result(metal.buffer()) {
    const auto descriptor = NS::TransferPtr(MTL::HeapDescriptor::alloc()->init());
    descriptor->setSize(1 << 16);
    heap = NS::TransferPtr(metal.device->newHeap(descriptor.get()));
    scratch = NS::TransferPtr(heap->newBuffer(Metal::kBytes, MTL::ResourceStorageModePrivate));
  }
  NS::SharedPtr<MTL::Heap> heap;
  NS::SharedPtr<MTL::Buffer> scratch, result;
};

void produce(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* scratch, MTL::Fence* fence) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, scratch, 1);
  if (fence) encoder->updateFence(fence);
  encoder->endEncoding();
}
void consume(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* scratch, MTL::Buffer* result,
             MTL::Fence* fence) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  if (fence) encoder->waitForFence(fence);
  encode_copy(metal, encoder, scratch, result);
  encoder->endEncoding();
}

void in_one_buffer(Metal& metal, Untracked& on, MTL::Fence* fence) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  produce(metal, commands, on.scratch.get(), fence);
  consume(metal, commands, on.scratch.get(), on.result.get(), fence);
  commands->commit();
  commands->waitUntilCompleted();
}

void clear(MTL::CommandBuffer* commands, MTL::Buffer* scratch) {
  MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
  blit->fillBuffer(scratch, NS::Range(0, Metal::kBytes), 0);
  blit->endEncoding();
}
void clear_again(MTL::CommandBuffer* commands, MTL::Buffer* scratch) {
  MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
  blit->fillBuffer(scratch, NS::Range(16, 16), 0);
  blit->endEncoding();
}
void clear_twice(Metal& metal, bool wait) {
  Untracked on(metal);
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  MTL::CommandBuffer* second = metal.queue->commandBuffer();
  clear(first, on.scratch.get());
  clear_again(second, on.scratch.get());
  first->commit();
  if (wait) first->waitUntilCompleted();
  second->commit();
  second->waitUntilCompleted();
}

// The two would meet if they were not held apart by hand: the first queue is done when the second begins, and nobody
// waited for it.
void on_two_queues(Metal& metal, bool with_event) {
  Untracked on(metal);
  const auto other = NS::TransferPtr(metal.device->newCommandQueue());
  const auto event = NS::TransferPtr(metal.device->newEvent());
  MTL::CommandBuffer* producer = metal.queue->commandBuffer();
  MTL::CommandBuffer* consumer = other->commandBuffer();
  produce(metal, producer, on.scratch.get(), nullptr);
  if (with_event) producer->encodeSignalEvent(event.get(), 1);
  if (with_event) consumer->encodeWait(event.get(), 1);
  consume(metal, consumer, on.scratch.get(), on.result.get(), nullptr);
  std::atomic<bool> done{false};
  producer->addCompletedHandler([&](MTL::CommandBuffer*) { done.store(true, std::memory_order_relaxed); });
  producer->commit();
  while (!done.load(std::memory_order_relaxed)) sched_yield();
  consumer->commit();
  consumer->waitUntilCompleted();
  if (with_event) expect_filled(on.result.get(), 1);
}

}  // namespace

void read_after_write_untracked(Metal& metal) {
  Untracked on(metal);
  in_one_buffer(metal, on, nullptr);
}
void read_after_write_with_fence(Metal& metal) {
  Untracked on(metal);
  const auto fence = NS::TransferPtr(metal.device->newFence());
  in_one_buffer(metal, on, fence.get());
  expect_filled(on.result.get(), 1);
}

void write_after_write_untracked(Metal& metal) { clear_twice(metal, false); }
void write_after_write_after_completion(Metal& metal) { clear_twice(metal, true); }

void two_queues_without_event(Metal& metal) { on_two_queues(metal, false); }
void two_queues_with_event(Metal& metal) { on_two_queues(metal, true); }

}  // namespace corpus
