// SPDX-License-Identifier: Apache-2.0
// Correct programs under load, for the sanitizers.
#include <gmock/gmock.h>

#include <cstring>
#include <thread>

#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using testing::World;

TEST(Stress, QueuesBuffersAndHazards) {
  World world;
  // Plain, unsynchronised memory: only the scheduler's order makes this right, and ThreadSanitizer sees it if it does not.
  world.executor->on("add", [](const exec::Dispatch& dispatch) {
    std::uint64_t value;
    std::memcpy(&value, dispatch.buffers[0], 8);
    ++value;
    std::memcpy(dispatch.buffers[0], &value, 8);
  });
  auto add = world.pipeline("add x0");
  constexpr int kThreads = 4, kBuffers = 60, kEncoders = 3;
  std::vector<Ref<Buffer>> shared;
  for (int i = 0; i < 3; ++i) shared.push_back(world.buffer());
  std::atomic<int> handled{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      auto queue = t % 2 ? world.queue : world.device->new_command_queue();
      auto last = queue->command_buffer();
      for (int i = 0; i < kBuffers; ++i) {
        auto commands = queue->command_buffer();
        for (int e = 0; e < kEncoders; ++e) world.encode(commands.get(), add.get(), {shared[static_cast<std::size_t>(e)].get()});
        commands->add_completed_handler([&](CommandBuffer*) { ++handled; });
        commands->commit();
        if (i % 7 == 0) commands->wait_until_completed();
      }
      testing::Door done;
      last->add_completed_handler([&](CommandBuffer*) { done.open(); });
      last->commit();
      EXPECT_TRUE(done.wait());
    });
  }
  for (auto& thread : threads) thread.join();
  for (auto& buffer : shared) {
    std::uint64_t value;
    std::memcpy(&value, buffer->contents(), 8);
    EXPECT_EQ(value, kThreads * kBuffers);
  }
  EXPECT_EQ(handled, kThreads * kBuffers);
}

TEST(Stress, PingPongOverEvents) {
  World world;
  auto event = world.device->new_shared_event();
  auto other = world.device->new_command_queue();
  std::uint64_t plain = 0;
  world.executor->on("add", [&](const exec::Dispatch&) { ++plain; });
  auto add = world.pipeline("add");
  Ref<CommandBuffer> last;
  constexpr std::uint64_t kRounds = 200;
  for (std::uint64_t i = 0; i < kRounds; ++i) {
    last = (i % 2 ? other : world.queue)->command_buffer();
    last->encode_wait_for_event(event.get(), i);
    world.encode(last.get(), add.get(), {});
    last->encode_signal_event(event.get(), i + 1);
    last->commit();
  }
  EXPECT_TRUE(event->wait_until_signaled_value(kRounds, 20'000));
  last->wait_until_completed();
  EXPECT_EQ(plain, kRounds);
}

TEST(Stress, FencesOrderUntrackedMemory) {
  World world(false);
  auto buffer = world.buffer(64, false);
  world.executor->on("add", [](const exec::Dispatch& dispatch) { ++*reinterpret_cast<std::uint64_t*>(dispatch.buffers[0]); });
  auto add = world.pipeline("add x0");
  auto fence = world.device->new_fence();
  Ref<CommandBuffer> commands;
  for (int i = 0; i < 40; ++i) {
    commands = world.queue->command_buffer_with_unretained_references();
    for (int k = 0; k < 5; ++k) {
      world.encode(commands.get(), add.get(), {buffer.get()}, [&](auto* encoder) {
        encoder->wait_for_fence(fence.get());
        encoder->update_fence(fence.get());
      });
    }
    commands->commit();
  }
  commands->wait_until_completed();
  EXPECT_EQ(*static_cast<std::uint64_t*>(buffer->contents()), 200u);
}

TEST(Stress, DevicesComeAndGoWithWorkInFlight) {
  for (int i = 0; i < 50; ++i) {
    World world;
    auto pipeline = world.pipeline("k x0");
    auto buffer = world.buffer();
    for (int k = 0; k < 5; ++k) {
      auto commands = world.queue->command_buffer();
      commands->add_completed_handler([](CommandBuffer* done) { EXPECT_EQ(done->status(), CommandBufferStatus::completed); });
      world.encode(commands.get(), pipeline.get(), {buffer.get()});
      commands->commit();
    }
  }
}

TEST(Stress, ExitWithWorkInFlightIsAnOrdinaryEnd) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT({
    auto* world = new World;  // like session's device: kept for good
    auto pipeline = world->pipeline("k x0");
    auto buffer = world->buffer();
    for (int i = 0; i < 60; ++i) {
      auto commands = world->queue->command_buffer();
      for (int k = 0; k < 50; ++k) world->encode(commands.get(), pipeline.get(), {buffer.get()});
      commands->add_completed_handler([](CommandBuffer*) {});
      commands->commit();
    }
    std::exit(3);
  }, ::testing::ExitedWithCode(3), "");
}

}  // namespace
}  // namespace pewter::runtime
