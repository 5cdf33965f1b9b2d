// SPDX-License-Identifier: Apache-2.0
// PW401. Command buffers with unretained references, whose buffers go back to the allocator too early (mlx#3461). An
// event that the CPU signals keeps the command buffer from completing before that.
#include "metal.h"

namespace corpus {
namespace {

struct Gate {
  explicit Gate(const Metal& metal) : event(NS::TransferPtr(metal.device->newSharedEvent())) {}
  void hold(MTL::CommandBuffer* commands) { commands->encodeWait(event.get(), 1); }
  void open() { event->setSignaledValue(1); }
  NS::SharedPtr<MTL::SharedEvent> event;
};

void run_unretained(Metal& metal, bool early) {
  Gate gate(metal);
  MTL::Buffer* scratch = metal.device->newBuffer(Metal::kBytes, MTL::ResourceStorageModeShared);
  MTL::CommandBuffer* commands = metal.queue->commandBufferWithUnretainedReferences();
  gate.hold(commands);
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, scratch, 1);
  encoder->endEncoding();
  commands->commit();
  if (!early) gate.open(), commands->waitUntilCompleted();
  scratch->release();
  if (early) gate.open(), commands->waitUntilCompleted();
}

// The scratch buffer goes with the block.
void encode_unretained(const Metal& metal, MTL::CommandBuffer* commands) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  MTL::Buffer* scratch = metal.device->newBuffer(Metal::kBytes, MTL::ResourceStorageModeShared);
  encode_fill(metal, encoder, scratch, 1);
  encoder->endEncoding();
  scratch->release();
}

void run_for_owner(const Metal& metal, Gate& gate, MTL::CommandBuffer* commands, MTL::Buffer* scratch) {
  gate.hold(commands);
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, scratch, 1);
  encoder->endEncoding();
  commands->commit();
}
void drop(MTL::Buffer* scratch) { scratch->release(); }

}  // namespace

void unretained_released_in_flight(Metal& metal) { run_unretained(metal, true); }
void unretained_released_after_completion(Metal& metal) { run_unretained(metal, false); }

void unretained_released_before_commit(Metal& metal) {
  MTL::CommandBuffer* commands = metal.queue->commandBufferWithUnretainedReferences();
  encode_unretained(metal, commands);
  commands->commit();
  commands->waitUntilCompleted();
}
void unretained_thrown_away(Metal& metal) {
  MTL::CommandBuffer* commands = metal.queue->commandBufferWithUnretainedReferences();
  encode_unretained(metal, commands);
}

void unretained_released_by_another_thread(Metal& metal) {
  Gate gate(metal);
  MTL::Buffer* scratch = metal.device->newBuffer(Metal::kBytes, MTL::ResourceStorageModeShared);
  MTL::CommandBuffer* commands = metal.queue->commandBufferWithUnretainedReferences();
  std::thread([&] {
    Pool pool;
    run_for_owner(metal, gate, commands, scratch);
  }).join();
  std::thread([&] {
    Pool pool;
    drop(scratch);
  }).join();
  gate.open();
  commands->waitUntilCompleted();
}
void unretained_released_in_handler(Metal& metal) {
  Gate gate(metal);
  MTL::Buffer* scratch = metal.device->newBuffer(Metal::kBytes, MTL::ResourceStorageModeShared);
  MTL::CommandBuffer* commands = metal.queue->commandBufferWithUnretainedReferences();
  commands->addCompletedHandler([scratch](MTL::CommandBuffer*) { drop(scratch); });
  run_for_owner(metal, gate, commands, scratch);
  gate.open();
  commands->waitUntilCompleted();
}

}  // namespace corpus
