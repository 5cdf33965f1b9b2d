// SPDX-License-Identifier: Apache-2.0
// PW007 and PW008. The end of an encoder: never (wgpu#2077), too early, twice (WebKit#33411).
#include "metal.h"

namespace corpus {
namespace {

void open_and_forget(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, bool end) {
  Pool pool;
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 6);
  if (end) encoder->endEncoding();
}

void bind_too_late(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 6);
  encoder->endEncoding();
  encoder->setBuffer(out, 0, 2);
}

MTL::ComputeCommandEncoder* end_and_end_again(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 6);
  encoder->endEncoding();
  return encoder;
}

void end_early(MTL::ComputeCommandEncoder* encoder, Turns& turns) {
  encoder->endEncoding();
  turns.to(1);
}
void bind_later(MTL::ComputeCommandEncoder* encoder, MTL::Buffer* out, Turns& turns) {
  turns.wait(1);
  encoder->setBuffer(out, 0, 2);
  turns.to(2);
}

void run(MTL::CommandBuffer* commands, MTL::Buffer* out) {
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(out, 6);
}

}  // namespace

void released_without_end(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  open_and_forget(metal, commands, out.get(), false);
}
void ended_before_release(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  open_and_forget(metal, commands, out.get(), true);
  run(commands, out.get());
}

void used_after_end(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  bind_too_late(metal, commands, out.get());
  run(commands, out.get());
}
void bound_before_end(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setBuffer(out.get(), 0, 2);
  encode_fill(metal, encoder, out.get(), 6);
  encoder->endEncoding();
  run(commands, out.get());
}

void ended_twice(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = end_and_end_again(metal, commands, out.get());
  encoder->endEncoding();
  run(commands, out.get());
}
void ended_once(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  end_and_end_again(metal, commands, out.get());
  run(commands, out.get());
}

void used_after_another_ended(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out.get(), 6);
  Turns turns;
  in_two_threads([&] { end_early(encoder, turns); }, [&] { bind_later(encoder, out.get(), turns); });
  run(commands, out.get());
}
void encoder_for_each_thread(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  MTL::CommandBuffer* second = metal.queue->commandBuffer();
  in_two_threads([&] { encode_session(metal, first, one.get(), 6); },
                 [&] { encode_session(metal, second, two.get(), 6); });
  run(first, one.get());
  run(second, two.get());
}

}  // namespace corpus
