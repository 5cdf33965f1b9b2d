// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <thread>

#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using testing::Door;
using testing::World;
using ::testing::ElementsAre;

TEST(Event, OrdersQueues) {
  World world;
  auto first = world.pipeline("first"), second = world.pipeline("second");
  auto other = world.device->new_command_queue();
  auto event = world.device->new_event();
  auto waiting = other->command_buffer();
  waiting->encode_wait_for_event(event.get(), 1);
  world.encode(waiting.get(), second.get(), {});
  waiting->commit();
  waiting->wait_until_scheduled();
  EXPECT_EQ(waiting->status(), CommandBufferStatus::scheduled);
  auto signaling = world.queue->command_buffer();
  world.encode(signaling.get(), first.get(), {});
  signaling->encode_signal_event(event.get(), 1);
  signaling->commit();
  waiting->wait_until_completed();
  EXPECT_THAT(world.executor->ended(), ElementsAre("first", "second"));
}

TEST(Event, SignalComesAfterEverythingBeforeItInTheQueue) {
  World world(false);
  Door door;
  std::atomic<bool> slow_done{false};
  world.executor->on("slow", [&](const exec::Dispatch&) {
    door.wait();
    slow_done = true;
  });
  auto slow = world.pipeline("slow"), fast = world.pipeline("fast");
  auto event = world.device->new_shared_event();
  auto a = world.queue->command_buffer(), b = world.queue->command_buffer();
  world.encode(a.get(), slow.get(), {});
  a->commit();
  world.encode(b.get(), fast.get(), {});
  b->encode_signal_event(event.get(), 3);
  b->encode_signal_event(event.get(), 4);
  b->commit();
  EXPECT_EQ(event->signaled_value(), 0u);
  door.open();
  EXPECT_TRUE(event->wait_until_signaled_value(4, 10'000));
  EXPECT_TRUE(slow_done);
}

TEST(Event, AWaitBlocksWhatFollowsInTheQueueAndNoThread) {
  World world(true, 2);  // two workers, four waiting queues
  auto pipeline = world.pipeline("k");
  auto event = world.device->new_shared_event();
  std::vector<Ref<CommandQueue>> queues;
  std::vector<Ref<CommandBuffer>> buffers;
  for (int i = 0; i < 4; ++i) {
    queues.push_back(world.device->new_command_queue());
    auto waiting = queues.back()->command_buffer(), following = queues.back()->command_buffer();
    waiting->encode_wait_for_event(event.get(), 7);
    waiting->commit();
    world.encode(following.get(), pipeline.get(), {});
    following->commit();
    buffers.push_back(following);
  }
  auto free = world.queue->command_buffer();
  world.encode(free.get(), pipeline.get(), {});
  free->commit();
  free->wait_until_completed();
  EXPECT_EQ(world.executor->ended().size(), 1u);
  event->set_signaled_value(9);  // at least 7
  for (auto& buffer : buffers) buffer->wait_until_completed();
  EXPECT_EQ(world.executor->ended().size(), 5u);
}

TEST(Event, WritersOnBothSidesOfAnEventDoNotDeadlock) {
  // The waiter is committed first and writes what the signaler writes too: a hazard by commit order would wait for ever.
  World world;
  auto write = world.pipeline("write w0");
  auto buffer = world.buffer();
  auto event = world.device->new_event();
  auto other = world.device->new_command_queue();
  auto waiting = other->command_buffer();
  waiting->encode_wait_for_event(event.get(), 1);
  world.encode(waiting.get(), write.get(), {buffer.get()});
  waiting->commit();
  auto signaling = world.queue->command_buffer();
  world.encode(signaling.get(), write.get(), {buffer.get()});
  signaling->encode_signal_event(event.get(), 1);
  signaling->commit();
  waiting->wait_until_completed();
  EXPECT_EQ(world.executor->ended().size(), 2u);
}

TEST(Event, IsSignaledByABufferThatFailed) {
  World world;
  world.executor->on("bad", testing::FakeExecutor::Body([](const exec::Dispatch&) -> Result<void, exec::Fault> {
                       return Failure{exec::Fault{exec::Fault::Kind::page_fault, ""}};
                     }));
  auto bad = world.pipeline("bad");
  auto event = world.device->new_shared_event();
  auto commands = world.queue->command_buffer();
  world.encode(commands.get(), bad.get(), {});
  commands->encode_signal_event(event.get(), 1);
  commands->commit();
  EXPECT_TRUE(event->wait_until_signaled_value(1, 10'000));
  commands->wait_until_completed();
  EXPECT_EQ(commands->error()->code, 3);
}

TEST(SharedEvent, CpuWaitsTimeOutAndEnd) {
  World world;
  auto event = world.device->new_shared_event();
  EXPECT_FALSE(event->wait_until_signaled_value(1, 0));
  EXPECT_FALSE(event->wait_until_signaled_value(1, 5));
  std::thread thread([&] { event->set_signaled_value(2); });
  EXPECT_TRUE(event->wait_until_signaled_value(1, UINT64_MAX));
  thread.join();
  EXPECT_EQ(event->signaled_value(), 2u);
  EXPECT_TRUE(event->wait_until_signaled_value(2, 0));
}

TEST(SharedEvent, ListenersAreToldOnceInOrderOnAnotherThread) {
  World world;
  auto event = world.device->new_shared_event();
  auto listener = make<SharedEventListener>();
  Door done;
  std::vector<std::uint64_t> order;  // one listener thread
  event->notify_listener(listener.get(), 5, [&](SharedEvent* of, std::uint64_t value) {
    EXPECT_EQ(of, event.get());
    EXPECT_EQ(value, 6u);
    order.push_back(5);
  });
  event->notify_listener(listener.get(), 1, [&](SharedEvent*, std::uint64_t) { order.push_back(1); });
  event->set_signaled_value(1);
  auto commands = world.queue->command_buffer();
  commands->encode_signal_event(event.get(), 6);
  commands->commit();
  commands->wait_until_completed();
  event->notify_listener(listener.get(), 2, [&](SharedEvent*, std::uint64_t) {  // there already
    order.push_back(2);
    done.open();
  });
  ASSERT_TRUE(done.wait());
  EXPECT_THAT(order, ElementsAre(1, 5, 2));
}

}  // namespace
}  // namespace pewter::runtime
