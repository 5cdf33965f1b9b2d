// SPDX-License-Identifier: Apache-2.0
// PW501 to PW504. Waits that never end (wgpu#3084). In mode abort the bad ones end where they would hang.
#include "metal.h"

namespace corpus {
namespace {

void wait_for_nothing(const Metal& metal) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->waitUntilCompleted();
}

void produce(const Metal& metal, MTL::Event* event) {
  MTL::CommandBuffer* producer = metal.queue->commandBuffer();
  producer->encodeSignalEvent(event, 2);
  producer->commit();
}

void consume(const Metal& metal, MTL::Event* event) {
  MTL::CommandBuffer* consumer = metal.queue->commandBuffer();
  consumer->encodeWait(event, 2);
  consumer->commit();
  consumer->waitUntilCompleted();
}

// The buffer that waits holds up the one behind it that signals.
void signal_behind_the_wait(const Metal& metal, MTL::Event* event) {
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  first->encodeWait(event, 1);
  first->commit();
  MTL::CommandBuffer* second = metal.queue->commandBuffer();
  second->encodeSignalEvent(event, 1);
  second->commit();
  second->waitUntilCompleted();
}

void signal_before_the_wait(const Metal& metal, MTL::Event* event) {
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  first->encodeSignalEvent(event, 1);
  first->commit();
  MTL::CommandBuffer* second = metal.queue->commandBuffer();
  second->encodeWait(event, 1);
  second->commit();
  second->waitUntilCompleted();
}

void keep_all(MTL::CommandQueue* queue, bool commit) {
  for (int i = 0; i < 5; ++i) {
    MTL::CommandBuffer* commands = queue->commandBuffer();
    if (commit) commands->commit();
  }
}

}  // namespace

void wait_without_commit(Metal& metal) { wait_for_nothing(metal); }
void wait_after_commit(Metal& metal) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->commit();
  commands->waitUntilCompleted();
}

void value_that_nothing_signals(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  consume(metal, event.get());
}
void value_that_is_signaled(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  produce(metal, event.get());
  consume(metal, event.get());
}

void signal_waits_behind_its_wait(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  signal_behind_the_wait(metal, event.get());
}
void signal_comes_before_its_wait(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  signal_before_the_wait(metal, event.get());
}

void all_buffers_kept(Metal& metal) {
  const auto queue = NS::TransferPtr(metal.device->newCommandQueue(4));
  keep_all(queue.get(), false);
}
void all_buffers_committed(Metal& metal) {
  const auto queue = NS::TransferPtr(metal.device->newCommandQueue(4));
  keep_all(queue.get(), true);
}

}  // namespace corpus
