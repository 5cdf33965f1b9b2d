// SPDX-License-Identifier: Apache-2.0
// PW001. Two streams of a machine-learning framework come to share one command buffer (mlx#3078, pytorch#197805); a
// function that returns early leaves its encoder open (pytorch#164093).
#include "metal.h"

namespace corpus {
namespace {

void encode_and_hold(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, Turns& turns) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  turns.to(1);
  encode_fill(metal, encoder, out, 1);
  turns.wait(2);
  encoder->endEncoding();
}

void encode_meanwhile(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, Turns& turns) {
  turns.wait(1);
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  turns.to(2);
  encode_fill(metal, encoder, out, 2);
  encoder->endEncoding();
}

// A layer that cannot be run with so many elements.
bool encode_layer(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, std::size_t count, bool tidy) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  if (count > Metal::kCount) {
    if (tidy) encoder->endEncoding();
    return false;
  }
  encode_fill(metal, encoder, out, 1);
  encoder->endEncoding();
  return true;
}

void two_layers(Metal& metal, bool tidy) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_layer(metal, commands, out.get(), Metal::kCount + 1, tidy);
  encode_layer(metal, commands, out.get(), Metal::kCount, tidy);
  if (!tidy) return;
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(out.get(), 1);
}

void clear_between(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, bool ended) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 1);
  if (ended) encoder->endEncoding();
  MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
  blit->fillBuffer(out, NS::Range(0, Metal::kBytes), 0);
  blit->endEncoding();
  if (!ended) encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
}

}  // namespace

void second_encoder_of_another_thread(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads([&] { encode_and_hold(metal, commands, one.get(), turns); },
                 [&] { encode_meanwhile(metal, commands, two.get(), turns); });
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

void command_buffer_for_each_thread(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::CommandBuffer* others = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads([&] { encode_and_hold(metal, commands, one.get(), turns); },
                 [&] { encode_meanwhile(metal, others, two.get(), turns); });
  commands->commit();
  others->commit();
  metal.drain();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

void encoder_left_open_on_error(Metal& metal) { two_layers(metal, false); }
void encoder_ended_on_error(Metal& metal) { two_layers(metal, true); }

void blit_inside_compute(Metal& metal) {
  clear_between(metal, metal.queue->commandBuffer(), metal.buffer().get(), false);
}
void blit_after_compute(Metal& metal) {
  const auto out = metal.buffer();
  clear_between(metal, metal.queue->commandBuffer(), out.get(), true);
  expect_filled(out.get(), 0);
}

}  // namespace corpus
