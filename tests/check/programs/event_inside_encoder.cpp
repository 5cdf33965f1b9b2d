// SPDX-License-Identifier: Apache-2.0
// PW006. Events are encoded between encoders (MoltenVK#2078).
#include "metal.h"

namespace corpus {
namespace {

void signal_inside(const Metal& metal, MTL::CommandBuffer* commands, MTL::Event* event, MTL::Buffer* out) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 5);
  commands->encodeSignalEvent(event, 1);
  encoder->endEncoding();
}

void wait_inside(const Metal& metal, MTL::CommandBuffer* commands, MTL::Event* event, MTL::Buffer* out) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  commands->encodeWait(event, 1);
  encode_fill(metal, encoder, out, 5);
  encoder->endEncoding();
}

void keep_open(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, Turns& turns) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  turns.to(1);
  encode_fill(metal, encoder, out, 5);
  turns.wait(2);
  encoder->endEncoding();
}
void signal_from_outside(MTL::CommandBuffer* commands, MTL::Event* event, Turns& turns) {
  turns.wait(1);
  commands->encodeSignalEvent(event, 1);
  turns.to(2);
}

void run(MTL::CommandBuffer* commands) {
  commands->commit();
  commands->waitUntilCompleted();
}

}  // namespace

void signal_with_open_encoder(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  signal_inside(metal, commands, event.get(), out.get());
  run(commands);
}
void signal_after_encoder(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, out.get(), 5);
  commands->encodeSignalEvent(event.get(), 1);
  run(commands);
  expect_filled(out.get(), 5);
}

void wait_with_open_encoder(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  wait_inside(metal, commands, event.get(), out.get());
  run(commands);
}
void wait_before_encoder(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  const auto out = metal.buffer();
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  first->encodeSignalEvent(event.get(), 1);
  first->commit();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->encodeWait(event.get(), 1);
  encode_session(metal, commands, out.get(), 5);
  run(commands);
  expect_filled(out.get(), 5);
}

void signal_while_another_encodes(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads([&] { keep_open(metal, commands, out.get(), turns); },
                 [&] { signal_from_outside(commands, event.get(), turns); });
  run(commands);
}
void each_thread_signals_its_own(Metal& metal) {
  const auto event = NS::TransferPtr(metal.device->newEvent());
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::CommandBuffer* others = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads([&] { keep_open(metal, commands, out.get(), turns); },
                 [&] { signal_from_outside(others, event.get(), turns); });
  others->commit();
  run(commands);
  expect_filled(out.get(), 5);
}

}  // namespace corpus
