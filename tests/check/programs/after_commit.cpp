// SPDX-License-Identifier: Apache-2.0
// PW004 and PW005. Handlers (pytorch#100285) and encoders (flutter#76068) that come when the command buffer is gone.
#include "metal.h"

#include <condition_variable>
#include <mutex>

namespace corpus {
namespace {

void watch_too_late(MTL::CommandBuffer* commands) {
  commands->commit();
  commands->addCompletedHandler([](MTL::CommandBuffer*) {});
  commands->waitUntilCompleted();
}

void schedule_too_late(MTL::CommandBuffer* commands) {
  commands->commit();
  commands->addScheduledHandler([](MTL::CommandBuffer*) {});
  commands->waitUntilCompleted();
}

void commit_at_once(MTL::CommandBuffer* commands, Turns& turns) {
  commands->commit();
  turns.to(1);
}
void watch_from_outside(MTL::CommandBuffer* commands, Turns& turns) {
  turns.wait(1);
  commands->addCompletedHandler([](MTL::CommandBuffer*) {});
  turns.to(2);
}

void reuse_the_buffer(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out) {
  encode_session(metal, commands, out, 1);
  commands->commit();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 2);
  encoder->endEncoding();
  commands->waitUntilCompleted();
}

void commit_for_all(MTL::CommandBuffer* commands, Turns& turns) {
  commands->commit();
  turns.to(1);
}
void encode_late(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, Turns& turns) {
  turns.wait(1);
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 4);
  encoder->endEncoding();
}

void with_handler(Metal& metal, void (MTL::CommandBuffer::*add)(const MTL::HandlerFunction&)) {
  std::mutex mutex;
  std::condition_variable changed;
  bool called = false;
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  (commands->*add)([&](MTL::CommandBuffer*) {
    std::lock_guard lock(mutex);
    called = true;
    changed.notify_all();
  });
  commands->commit();
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return called; });
}

}  // namespace

void completed_handler_after_commit(Metal& metal) { watch_too_late(metal.queue->commandBuffer()); }
void completed_handler_before_commit(Metal& metal) { with_handler(metal, &MTL::CommandBuffer::addCompletedHandler); }
void scheduled_handler_after_commit(Metal& metal) { schedule_too_late(metal.queue->commandBuffer()); }
void scheduled_handler_before_commit(Metal& metal) { with_handler(metal, &MTL::CommandBuffer::addScheduledHandler); }

void handler_of_another_thread(Metal& metal) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads([&] { commit_at_once(commands, turns); }, [&] { watch_from_outside(commands, turns); });
  commands->waitUntilCompleted();
}
void handler_then_commit_under_one_lock(Metal& metal) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  std::mutex mutex;
  bool committed = false;
  in_two_threads(
      [&] {
        std::lock_guard lock(mutex);
        commands->commit();
        committed = true;
      },
      [&] {
        std::lock_guard lock(mutex);
        if (!committed) commands->addCompletedHandler([](MTL::CommandBuffer*) {});
      });
  commands->waitUntilCompleted();
}

void encode_after_commit(Metal& metal) {
  const auto out = metal.buffer();
  reuse_the_buffer(metal, metal.queue->commandBuffer(), out.get());
}
void new_buffer_after_commit(Metal& metal) {
  const auto out = metal.buffer();
  for (unsigned value : {1u, 2u}) {
    MTL::CommandBuffer* commands = metal.queue->commandBuffer();
    encode_session(metal, commands, out.get(), value);
    commands->commit();
  }
  metal.drain();
  expect_filled(out.get(), 2);
}

void encode_after_another_commits(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads([&] { commit_for_all(commands, turns); }, [&] { encode_late(metal, commands, out.get(), turns); });
  commands->waitUntilCompleted();
  expect_filled(out.get(), 4);
}
void committer_replaces_the_buffer(Metal& metal) {
  const auto out = metal.buffer();
  NS::SharedPtr<MTL::CommandBuffer> commands = NS::RetainPtr(metal.queue->commandBuffer());
  std::mutex mutex;
  in_two_threads(
      [&] {
        std::lock_guard lock(mutex);
        commands->commit();
        commands = NS::RetainPtr(metal.queue->commandBuffer());
      },
      [&] {
        std::lock_guard lock(mutex);
        encode_session(metal, commands.get(), out.get(), 4);
      });
  commands->commit();
  metal.drain();
  expect_filled(out.get(), 4);
}

}  // namespace corpus
