// SPDX-License-Identifier: Apache-2.0
// PW303. The program touches memory of a command buffer that nobody has seen complete (flutter_scene#215).
#include <cstdio>
#include <vector>

#include "metal.h"

namespace corpus {
namespace {

unsigned load(MTL::Buffer* buffer, std::size_t index) {
  return static_cast<volatile unsigned*>(buffer->contents())[index];
}
void store(MTL::Buffer* buffer, std::size_t index, unsigned value) {
  static_cast<volatile unsigned*>(buffer->contents())[index] = value;
}

void fill_and_read(Metal& metal, bool wait) {
  const auto result = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, result.get(), 7);
  commands->commit();
  if (wait) commands->waitUntilCompleted();
  const unsigned value = load(result.get(), 0);
  if (wait) expect(value == 7);
  commands->waitUntilCompleted();
}

void copy_and_overwrite(Metal& metal, bool ring) {
  const auto in = metal.buffer(), next = metal.buffer(), out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_copy(metal, encoder, in.get(), out.get());
  encoder->endEncoding();
  commands->commit();
  store(ring ? next.get() : in.get(), 0, 1);  // the next frame's
  commands->waitUntilCompleted();
}

void blit_and_read(Metal& metal, bool wait) {
  const auto result = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
  blit->fillBuffer(result.get(), NS::Range(16, 16), 1);
  blit->endEncoding();
  commands->commit();
  if (wait) commands->waitUntilCompleted();
  load(result.get(), 5);
  commands->waitUntilCompleted();
}

// One thread commits, another reads; they agree on who is next and not on whether the GPU is done.
void submit(Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* result) {
  encode_session(metal, commands, result, 3);
  commands->commit();
}
void look(MTL::Buffer* result) { load(result, 0); }

void in_threads_of_their_own(Metal& metal, bool wait) {
  const auto result = metal.buffer();
  const auto commands = NS::RetainPtr(metal.queue->commandBuffer());
  std::thread submitter([&] {
    Pool pool;
    submit(metal, commands.get(), result.get());
    if (wait) commands->waitUntilCompleted();
  });
  submitter.join();
  std::thread reader([&] { look(result.get()); });
  reader.join();
  commands->waitUntilCompleted();
}

// Many threadgroups, in whatever order, over several pages; the program looks at the last thing they write.
void fill_many_and_read(Metal& metal, bool wait) {
  constexpr std::size_t kMany = 20'000;
  const auto result = NS::TransferPtr(metal.device->newBuffer(kMany * 4, MTL::ResourceStorageModeShared));
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  const unsigned value = 9;
  encoder->setComputePipelineState(metal.fill.get());
  encoder->setBuffer(result.get(), 0, 0);
  encoder->setBytes(&value, sizeof value, 1);
  encoder->dispatchThreads(MTL::Size(kMany, 1, 1), MTL::Size(64, 1, 1));
  encoder->endEncoding();
  commands->commit();
  if (wait) commands->waitUntilCompleted();
  const unsigned last = load(result.get(), kMany - 1);
  if (wait) expect(last == value);
  commands->waitUntilCompleted();
}

// The system writes the memory, in a call of the program's.
void load_from_file(Metal& metal, bool ring) {
  const auto in = metal.buffer(), next = metal.buffer(), out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_copy(metal, encoder, in.get(), out.get());
  encoder->endEncoding();
  commands->commit();
  std::FILE* file = std::fopen("/dev/zero", "rb");
  std::setvbuf(file, nullptr, _IONBF, 0);
  const std::size_t got = std::fread((ring ? next : in)->contents(), 4, Metal::kCount, file);
  expect(got == Metal::kCount);
  std::fclose(file);
  commands->waitUntilCompleted();
}

// The GPU waits for the program, and the program has not finished.
void fill_after_the_signal(Metal& metal, bool late) {
  const auto in = metal.buffer(), out = metal.buffer();
  const auto event = NS::TransferPtr(metal.device->newSharedEvent());
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->encodeWait(event.get(), 1);
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_copy(metal, encoder, in.get(), out.get());
  encoder->endEncoding();
  commands->commit();
  if (!late) store(in.get(), 0, 5);
  event->setSignaledValue(1);
  if (late) store(in.get(), 0, 5);
  commands->waitUntilCompleted();
  if (!late) expect(load(out.get(), 0) == 5);
}

}  // namespace

void read_before_the_wait(Metal& metal) { fill_and_read(metal, false); }
void read_after_the_wait(Metal& metal) { fill_and_read(metal, true); }

void overwritten_in_flight(Metal& metal) { copy_and_overwrite(metal, false); }
void buffer_for_each_frame(Metal& metal) { copy_and_overwrite(metal, true); }

void blit_read_before_the_wait(Metal& metal) { blit_and_read(metal, false); }
void blit_read_after_the_wait(Metal& metal) { blit_and_read(metal, true); }

void another_thread_reads_in_flight(Metal& metal) { in_threads_of_their_own(metal, false); }
void another_thread_reads_after_the_wait(Metal& metal) { in_threads_of_their_own(metal, true); }

void last_of_many_read_in_flight(Metal& metal) { fill_many_and_read(metal, false); }
void last_of_many_read_after_the_wait(Metal& metal) { fill_many_and_read(metal, true); }

void file_read_in_flight(Metal& metal) { load_from_file(metal, false); }
void file_read_elsewhere(Metal& metal) { load_from_file(metal, true); }

void filled_after_the_signal(Metal& metal) { fill_after_the_signal(metal, true); }
void filled_before_the_signal(Metal& metal) { fill_after_the_signal(metal, false); }

// Three frames in one buffer: what is in flight and what is written next share it, and nothing else.
void ring_in_one_buffer(Metal& metal) {
  constexpr std::size_t kSection = 5000 * 4, kFrames = 3;  // not whole pages
  const auto ring = NS::TransferPtr(metal.device->newBuffer(kSection * kFrames, MTL::ResourceStorageModeShared));
  const auto out = metal.buffer();
  std::vector<NS::SharedPtr<MTL::CommandBuffer>> in_flight(kFrames);
  for (std::size_t frame = 0; frame < 12; ++frame) {
    Pool pool;
    auto& slot = in_flight[frame % kFrames];
    if (slot) slot->waitUntilCompleted();
    const std::size_t offset = frame % kFrames * kSection;
    for (std::size_t i = 0; i < kSection / 4; ++i) store(ring.get(), offset / 4 + i, static_cast<unsigned>(frame));
    MTL::CommandBuffer* commands = metal.queue->commandBuffer();
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    encoder->setComputePipelineState(metal.copy.get());
    encoder->setBuffer(ring.get(), offset, 0);
    encoder->setBuffer(out.get(), 0, 1);
    encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
    encoder->endEncoding();
    commands->commit();
    slot = NS::RetainPtr(commands);
  }
  for (auto& slot : in_flight) slot->waitUntilCompleted();
  expect_filled(out.get(), 11);
}

void other_part_of_the_buffer(Metal& metal) {
  constexpr std::size_t kCount = 1 << 16;
  const auto shared = NS::TransferPtr(metal.device->newBuffer(kCount * 4, MTL::ResourceStorageModeShared));
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, shared.get(), 1);
  commands->commit();
  for (std::size_t i = kCount / 2; i < kCount; ++i) store(shared.get(), i, 2);
  store(shared.get(), Metal::kCount, 2);  // right behind
  commands->waitUntilCompleted();
  expect_filled(shared.get(), 1);
}

void read_what_the_gpu_reads(Metal& metal) {
  const auto in = metal.buffer(), out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_copy(metal, encoder, in.get(), out.get());
  encoder->endEncoding();
  commands->commit();
  expect(load(in.get(), 0) == 0);
  commands->waitUntilCompleted();
}

void read_when_the_status_says_so(Metal& metal) {
  const auto result = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, result.get(), 4);
  commands->commit();
  while (commands->status() != MTL::CommandBufferStatusCompleted) sched_yield();
  expect(load(result.get(), 0) == 4);
}

void read_in_completed_handler(Metal& metal) {
  const auto result = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, result.get(), 4);
  commands->addCompletedHandler([&](MTL::CommandBuffer*) { expect(load(result.get(), 0) == 4); });
  commands->commit();
  metal.drain();
  commands->waitUntilCompleted();
}

void read_after_shared_event(Metal& metal) {
  const auto result = metal.buffer();
  const auto event = NS::TransferPtr(metal.device->newSharedEvent());
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, result.get(), 4);
  commands->encodeSignalEvent(event.get(), 1);
  commands->commit();
  event->waitUntilSignaledValue(1, 60000);
  expect(load(result.get(), 0) == 4);
}

void wait_for_the_last_of_a_queue(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  encode_session(metal, first, one.get(), 4);
  first->commit();
  MTL::CommandBuffer* second = metal.queue->commandBuffer();
  encode_session(metal, second, two.get(), 5);
  second->commit();
  second->waitUntilCompleted();
  expect(load(one.get(), 0) == 4);
}

// What was waited for on the GPU is done as well.
void wait_for_who_waited(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  const auto other = NS::TransferPtr(metal.device->newCommandQueue());
  const auto event = NS::TransferPtr(metal.device->newEvent());
  MTL::CommandBuffer* first = metal.queue->commandBuffer();
  encode_session(metal, first, one.get(), 4);
  first->encodeSignalEvent(event.get(), 1);
  first->commit();
  MTL::CommandBuffer* second = other->commandBuffer();
  second->encodeWait(event.get(), 1);
  encode_session(metal, second, two.get(), 5);
  second->commit();
  second->waitUntilCompleted();
  expect(load(one.get(), 0) == 4);
}

}  // namespace corpus
