// SPDX-License-Identifier: Apache-2.0
// PW404. Pointers that outlive their objects: of an autorelease pool that is too small, of a thread that was not given
// a reference, of a release too many.
#include "metal.h"

namespace corpus {
namespace {

// Owned by the caller, and by nobody else.
MTL::ComputeCommandEncoder* open_encoder(MTL::CommandBuffer* commands) {
  Pool pool;
  return commands->computeCommandEncoder()->retain();
}

void encode_and_let_go(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::Buffer* out, Turns& turns) {
  encode_fill(metal, encoder, out, 4);
  encoder->endEncoding();
  encoder->release();
  turns.to(1);
}
void look_at_the_label(MTL::ComputeCommandEncoder* encoder, Turns& turns) {
  turns.wait(1);
  encoder->label();
}

void share_encoder(Metal& metal, bool retained) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  const auto out = metal.buffer();
  MTL::ComputeCommandEncoder* encoder = open_encoder(commands);
  if (retained) encoder->retain();
  Turns turns;
  in_two_threads([&] { encode_and_let_go(metal, encoder, out.get(), turns); },
                 [&] { look_at_the_label(encoder, turns); });
  if (retained) encoder->release();
  commands->commit();
  commands->waitUntilCompleted();
}

MTL::CommandBuffer* make_commands(const Metal& metal, MTL::Buffer* out, bool retained) {
  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  if (retained) commands->retain();
  encode_session(metal, commands, out, 5);
  pool->release();
  return commands;
}

void let_go_of_weights(MTL::Buffer* weights) { weights->release(); }
void look_at_weights(MTL::Buffer* weights) { weights->contents(); }

void hand_weights_over(Metal& metal, bool retained) {
  MTL::Buffer* weights = metal.device->newBuffer(Metal::kBytes, MTL::ResourceStorageModeShared);
  weights->setLabel(NS::String::string("weights", NS::UTF8StringEncoding));
  if (retained) weights->retain();
  std::thread([weights] { let_go_of_weights(weights); }).join();
  look_at_weights(weights);
  if (retained) weights->release();
}

}  // namespace

void encoder_released_by_another_thread(Metal& metal) { share_encoder(metal, false); }
void encoder_retained_by_each_thread(Metal& metal) { share_encoder(metal, true); }

void command_buffer_outlives_its_pool(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = make_commands(metal, out.get(), false);
  commands->commit();
}
void command_buffer_retained_over_its_pool(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = make_commands(metal, out.get(), true);
  commands->commit();
  commands->waitUntilCompleted();
  commands->release();
  expect_filled(out.get(), 5);
}

void buffer_bound_after_its_release(Metal& metal) {
  Encoding encoding(metal);
  MTL::Buffer* buffer = metal.device->newBuffer(Metal::kBytes, MTL::ResourceStorageModeShared);
  buffer->release();
  encoding.encoder->setBuffer(buffer, 0, 0);
}
void buffer_released_once_bound(Metal& metal) {
  Encoding encoding(metal);
  MTL::Buffer* buffer = metal.device->newBuffer(Metal::kBytes, MTL::ResourceStorageModeShared);
  encoding.encoder->setBuffer(buffer, 0, 0);
  buffer->release();
}

void buffer_released_by_another_thread(Metal& metal) { hand_weights_over(metal, false); }
void buffer_retained_for_another_thread(Metal& metal) { hand_weights_over(metal, true); }

void released_once_too_often(Metal& metal) {
  MTL::Fence* fence = metal.device->newFence();
  fence->release();
  // A second owner that never retained it.
  fence->release();
}
void released_by_each_owner(Metal& metal) {
  MTL::Fence* fence = metal.device->newFence();
  fence->retain();
  fence->release();
  fence->release();
}

}  // namespace corpus
