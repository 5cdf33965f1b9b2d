// SPDX-License-Identifier: Apache-2.0
// PW002 and PW003. A command buffer is committed by a thread that does not know what the others are at (WebKit#28680),
// or by two that both believe it is theirs to commit (pytorch#108996).
#include "metal.h"

#include <mutex>

namespace corpus {
namespace {

void encode_slowly(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, Turns& turns) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  turns.to(1);
  encode_fill(metal, encoder, out, 3);
  // A commit that waits for this encoder, as in mode serialise, comes back only when it has ended.
  turns.wait_a_second(2);
  encoder->endEncoding();
}

void commit_too_soon(MTL::CommandBuffer* commands, Turns& turns) {
  turns.wait(1);
  commands->commit();
  turns.to(2);
}

void commit_forgetting(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 3);
  commands->commit();
}

void flush_first(MTL::CommandBuffer* commands, Turns& turns) {
  commands->commit();
  turns.to(1);
}
void flush_second(MTL::CommandBuffer* commands, Turns& turns) {
  turns.wait(1);
  commands->commit();
  turns.to(2);
}

void flush(MTL::CommandBuffer* commands) {
  commands->commit();
  commands->waitUntilCompleted();
}

}  // namespace

void commit_while_another_encodes(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads([&] { encode_slowly(metal, commands, out.get(), turns); }, [&] { commit_too_soon(commands, turns); });
  if (commands->status() < MTL::CommandBufferStatusCommitted) return expect(false);
  commands->waitUntilCompleted();
  expect_filled(out.get(), 3);
}

void commit_after_the_join(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  std::thread([&] {
    Pool pool;
    encode_session(metal, commands, out.get(), 3);
  }).join();
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(out.get(), 3);
}

void commit_without_end(Metal& metal) {
  const auto out = metal.buffer();
  commit_forgetting(metal, metal.queue->commandBuffer(), out.get());
}
void commit_after_end(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, out.get(), 3);
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(out.get(), 3);
}

void two_threads_commit(Metal& metal) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads([&] { flush_first(commands, turns); }, [&] { flush_second(commands, turns); });
  commands->waitUntilCompleted();
}
void one_thread_commits(Metal& metal) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  std::mutex mutex;
  bool committed = false;
  in_threads(2, [&](int) {
    std::lock_guard lock(mutex);
    if (!committed) commands->commit();
    committed = true;
  });
  commands->waitUntilCompleted();
}

void commit_twice(Metal& metal) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  flush(commands);
  commands->commit();
  commands->waitUntilCompleted();
}
void commit_once_each(Metal& metal) {
  flush(metal.queue->commandBuffer());
  flush(metal.queue->commandBuffer());
}

}  // namespace corpus
