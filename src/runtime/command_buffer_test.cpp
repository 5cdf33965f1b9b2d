// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <thread>

#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using testing::Door;
using testing::World;
using ::testing::ElementsAre;

TEST(CommandBuffer, GoesThroughMetalsStates) {
  World world;
  Door door;
  world.executor->on("k", [&](const exec::Dispatch&) { door.wait(); });
  auto pipeline = world.pipeline("k");
  auto commands = world.queue->command_buffer();
  EXPECT_EQ(commands->status(), CommandBufferStatus::not_enqueued);
  world.encode(commands.get(), pipeline.get(), {});
  commands->enqueue();
  EXPECT_EQ(commands->status(), CommandBufferStatus::enqueued);
  commands->enqueue();  // again: nothing
  commands->commit();
  commands->wait_until_scheduled();
  EXPECT_EQ(commands->status(), CommandBufferStatus::scheduled);
  EXPECT_EQ(commands->gpu_end_time(), 0);
  EXPECT_FALSE(commands->error());
  door.open();
  commands->wait_until_completed();
  EXPECT_EQ(commands->status(), CommandBufferStatus::completed);
  EXPECT_GT(commands->gpu_start_time(), 0);
  EXPECT_GE(commands->gpu_end_time(), commands->gpu_start_time());
  EXPECT_GE(commands->gpu_start_time(), commands->kernel_start_time());
  EXPECT_FALSE(commands->error());
}

TEST(CommandBuffer, EmptyOneCompletes) {
  World world;
  auto commands = world.queue->command_buffer();
  commands->commit();
  commands->wait_until_completed();
  EXPECT_EQ(commands->status(), CommandBufferStatus::completed);
  EXPECT_GT(commands->gpu_start_time(), 0);
}

TEST(CommandBuffer, CompletesWithNobodyWaitingAndAfterItsQueueIsDropped) {
  World world;
  Door started, door, done;
  world.executor->on("k", [&](const exec::Dispatch&) {
    started.open();
    door.wait();
  });
  auto pipeline = world.pipeline("k");
  auto commands = world.queue->command_buffer();
  world.encode(commands.get(), pipeline.get(), {});
  commands->add_completed_handler([&](CommandBuffer* buffer) {
    EXPECT_EQ(buffer->status(), CommandBufferStatus::completed);
    done.open();
  });
  commands->commit();
  commands = nullptr;
  pipeline = nullptr;
  world.queue = nullptr;
  EXPECT_TRUE(started.wait());
  door.open();
  EXPECT_TRUE(done.wait());
}

TEST(CommandBuffer, SurvivesAReleaseTooManyInFlight) {
  World world;
  Door door, done;
  world.executor->on("k", [&](const exec::Dispatch&) { door.wait(); });
  auto pipeline = world.pipeline("k");
  auto commands = world.queue->command_buffer();
  world.encode(commands.get(), pipeline.get(), {});
  commands->commit();
  CommandBuffer* raw = commands.leak();
  raw->release();
  raw->release();  // the queue's own reference: one too many
  auto next = world.queue->command_buffer();
  next->commit();
  door.open();
  next->wait_until_completed();  // in order: the first one ended before
  EXPECT_EQ(world.queue->uncompleted(), 0u);
}

TEST(CommandBuffer, HandlersRunInCommitOrderOnAnotherThread) {
  World world;
  Door first_may_end, all;
  world.executor->on("slow", [&](const exec::Dispatch&) { first_may_end.wait(); });
  auto slow = world.pipeline("slow"), fast = world.pipeline("fast");
  std::mutex mutex;
  std::vector<std::string> order;
  const auto note = [&](std::string what) {
    return [&, what](CommandBuffer*) {
      std::lock_guard lock(mutex);
      order.push_back(what);
    };
  };
  const auto caller = std::this_thread::get_id();
  auto a = world.queue->command_buffer(), b = world.queue->command_buffer();
  world.encode(a.get(), slow.get(), {});
  world.encode(b.get(), fast.get(), {});
  a->add_completed_handler(note("a1"));
  a->add_completed_handler(note("a2"));
  b->add_completed_handler(note("b"));
  b->add_completed_handler([&](CommandBuffer*) {
    EXPECT_NE(std::this_thread::get_id(), caller);
    all.open();
  });
  a->commit();
  b->commit();  // ends first, completes second
  EXPECT_LT(b->status(), CommandBufferStatus::completed);
  first_may_end.open();
  ASSERT_TRUE(all.wait());
  std::lock_guard lock(mutex);
  EXPECT_THAT(order, ElementsAre("a1", "a2", "b"));
}

TEST(CommandBuffer, ScheduledHandlerComesBeforeTheCompletedOne) {
  World world;
  Door done;
  std::vector<int> order;  // one handler thread
  auto commands = world.queue->command_buffer();
  commands->add_completed_handler([&](CommandBuffer*) {
    order.push_back(2);
    done.open();
  });
  commands->add_scheduled_handler([&](CommandBuffer* buffer) {
    EXPECT_GE(buffer->status(), CommandBufferStatus::scheduled);
    order.push_back(1);
  });
  commands->commit();
  ASSERT_TRUE(done.wait());
  EXPECT_THAT(order, ElementsAre(1, 2));
}

// However long they take: what a handler did is seen by who waited.
TEST(CommandBuffer, WaitsReturnAfterTheHandlers) {
  World world;
  for (int i = 0; i < 50; ++i) {
    Door let_go;
    std::atomic<int> scheduled{0}, completed{0};
    std::atomic<bool> early{false};
    auto commands = world.queue->command_buffer();
    commands->add_scheduled_handler([&](CommandBuffer*) { ++scheduled; });
    commands->add_completed_handler([&](CommandBuffer*) {
      EXPECT_TRUE(let_go.wait());
      ++completed;
    });
    commands->add_completed_handler([&](CommandBuffer*) { ++completed; });
    commands->commit();
    commands->wait_until_scheduled();
    EXPECT_EQ(scheduled, 1);
    while (commands->status() < CommandBufferStatus::completed) std::this_thread::yield();
    std::thread waiter([&] {
      commands->wait_until_completed();
      early = completed != 2;
    });
    let_go.open();
    waiter.join();
    EXPECT_FALSE(early);
  }
}

// Programs free what a pass used in its buffer's handler, and expect that to have been done when a later buffer of the queue
// has been waited for.
TEST(CommandBuffer, WaitsReturnAfterTheHandlersOfEarlierBuffers) {
  World world;
  for (int i = 0; i < 50; ++i) {
    auto first = world.queue->command_buffer(), second = world.queue->command_buffer();
    std::atomic<bool> returned{false};
    first->add_completed_handler([&, second](CommandBuffer*) {
      while (second->status() < CommandBufferStatus::completed) std::this_thread::yield();
      returned = true;
    });
    first->commit();
    second->commit();
    second->wait_until_completed();
    ASSERT_TRUE(returned);
  }
}

// It would wait for itself otherwise.
TEST(CommandBuffer, AHandlerMayWaitForItsOwnBufferAndForLaterOnes) {
  World world;
  Door done;
  auto first = world.queue->command_buffer(), second = world.queue->command_buffer();
  first->add_completed_handler([&](CommandBuffer* own) {
    own->wait_until_completed();
    second->wait_until_completed();
    done.open();
  });
  second->add_completed_handler([](CommandBuffer*) {});
  first->commit();
  second->commit();
  EXPECT_TRUE(done.wait());
  second->wait_until_completed();
}

TEST(CommandBuffer, CompletedHandlerMayCommitMore) {
  World world;
  Door done;
  std::atomic<int> left{100};
  std::function<void()> submit = [&] {
    auto commands = world.queue->command_buffer();
    commands->add_completed_handler([&](CommandBuffer*) { --left > 0 ? submit() : done.open(); });
    commands->commit();
  };
  submit();
  EXPECT_TRUE(done.wait());
}

TEST(CommandBuffer, HandlersHaveAnAutoreleasePool) {
  World world;
  Door done;
  auto fence = world.device->new_fence();
  auto commands = world.queue->command_buffer();
  commands->add_completed_handler([&](CommandBuffer*) { fence->retain()->autorelease(); });
  commands->commit();
  auto after = world.queue->command_buffer();
  after->add_completed_handler([&](CommandBuffer*) {
    EXPECT_EQ(fence->retain_count(), 1u);
    done.open();
  });
  after->commit();
  EXPECT_TRUE(done.wait());
}

TEST(CommandBuffer, EnqueueReservesTheOrder) {
  World world;
  auto first = world.pipeline("first w0"), second = world.pipeline("second w0");
  auto buffer = world.buffer();
  auto a = world.queue->command_buffer(), b = world.queue->command_buffer();
  a->enqueue();
  b->enqueue();
  world.encode(b.get(), second.get(), {buffer.get()});
  b->commit();
  EXPECT_EQ(b->status(), CommandBufferStatus::committed);  // its turn has not come
  world.encode(a.get(), first.get(), {buffer.get()});
  a->commit();
  b->wait_until_completed();
  EXPECT_THAT(world.executor->ended(), ElementsAre("first", "second"));
}

TEST(CommandBuffer, AnAbandonedPlaceBlocksNobody) {
  World world;
  auto a = world.queue->command_buffer(), b = world.queue->command_buffer();
  a->enqueue();
  b->commit();
  EXPECT_EQ(b->status(), CommandBufferStatus::committed);
  a = nullptr;
  b->wait_until_completed();
  EXPECT_EQ(world.queue->uncompleted(), 0u);
}

TEST(CommandBuffer, AtMost64AreUncompleted) {
  World world;
  EXPECT_EQ(world.queue->max_command_buffer_count(), 64u);
  std::vector<Ref<CommandBuffer>> held;
  for (int i = 0; i < 64; ++i) held.push_back(world.queue->command_buffer());
  Door got;
  std::atomic<bool> has{false};
  std::thread thread([&] {
    auto one_more = world.queue->command_buffer();
    has = true;
    got.open();
  });
  // Uncompleted ones are in the way however old they are.
  std::this_thread::yield();
  EXPECT_FALSE(has);
  held[17]->commit();
  EXPECT_TRUE(got.wait());
  thread.join();
}

TEST(CommandBuffer, TheLimitCanBeSet) {
  World world;
  auto queue = world.device->new_command_queue({.max_command_buffer_count = 2, .log_state = {}});
  for (int i = 0; i < 20; ++i) {
    auto a = queue->command_buffer(), b = queue->command_buffer();
    a->commit();
    b->commit();
  }
  EXPECT_LE(queue->uncompleted(), 2u);
}

TEST(CommandBuffer, AFaultEndsInMetalsErrorAndLaterBuffersRun) {
  World world;
  world.executor->on("bad", testing::FakeExecutor::Body([](const exec::Dispatch&) -> Result<void, exec::Fault> {
                       return Failure{exec::Fault{exec::Fault::Kind::timeout, "kernel bad made no progress"}};
                     }));
  auto bad = world.pipeline("bad x0"), good = world.pipeline("good x0");
  auto buffer = world.buffer();
  auto a = world.queue->command_buffer(), b = world.queue->command_buffer();
  world.encode(a.get(), bad.get(), {buffer.get()});
  world.encode(a.get(), good.get(), {buffer.get()});  // after the fault: skipped
  world.encode(b.get(), good.get(), {buffer.get()});
  Door done;
  a->add_completed_handler([&](CommandBuffer* failed) {
    EXPECT_EQ(failed->status(), CommandBufferStatus::error);
    done.open();
  });
  a->commit();
  b->commit();
  a->wait_until_completed();
  ASSERT_EQ(a->status(), CommandBufferStatus::error);
  ASSERT_TRUE(a->error());
  EXPECT_EQ(a->error()->domain, "MTLCommandBufferErrorDomain");
  EXPECT_EQ(a->error()->code, 2);
  EXPECT_THAT(a->error()->message, ::testing::HasSubstr("kernel bad made no progress"));
  b->wait_until_completed();
  EXPECT_EQ(b->status(), CommandBufferStatus::completed);
  EXPECT_THAT(world.executor->ended(), ElementsAre("bad", "good"));
  EXPECT_TRUE(done.wait());
}

TEST(CommandBuffer, RetainsResourcesOrNotAsAsked) {
  World world;
  auto pipeline = world.pipeline("k x0");
  auto buffer = world.buffer();
  auto retaining = world.queue->command_buffer();
  world.encode(retaining.get(), pipeline.get(), {buffer.get(), buffer.get()});
  EXPECT_EQ(buffer->retain_count(), 2u);
  retaining->commit();
  retaining->wait_until_completed();
  auto last = world.queue->command_buffer();  // completion lets go soon after the status
  last->commit();
  last->wait_until_completed();
  auto other = world.queue->command_buffer_with_unretained_references();
  EXPECT_FALSE(other->retained_references());
  auto fresh = world.buffer();
  world.encode(other.get(), pipeline.get(), {fresh.get()});
  EXPECT_EQ(fresh->retain_count(), 1u);
  other->commit();
  other->wait_until_completed();
}

TEST(CommandBuffer, AdjacentComputeEncodersBecomeOnePass) {
  World world;
  auto pipeline = world.pipeline("k");
  auto commands = world.queue->command_buffer();
  for (int i = 0; i < 3; ++i) world.encode(commands.get(), pipeline.get(), {});
  commands->blit_command_encoder()->end_encoding();
  world.encode(commands.get(), pipeline.get(), {});
  auto concurrent = commands->compute_command_encoder({.dispatch_type = DispatchType::concurrent});
  concurrent->end_encoding();
  commands->commit();
  commands->wait_until_completed();
  const auto counts = commands->counts();
  EXPECT_EQ(counts.encoders, 6u);
  EXPECT_EQ(counts.passes, 4u);  // three in one, blit, one, and one of another dispatch type
  EXPECT_EQ(counts.coalesced_encoders, 2u);
  EXPECT_EQ(counts.dispatches, 4u);
  EXPECT_EQ(world.device->statistics().coalesced_encoders, 2u);
  EXPECT_EQ(world.device->statistics().compute_encoders, 5u);
}

TEST(CommandBuffer, CoalescingCanBeSwitchedOff) {
  World world(false);
  auto pipeline = world.pipeline("k");
  auto commands = world.queue->command_buffer();
  for (int i = 0; i < 3; ++i) world.encode(commands.get(), pipeline.get(), {});
  commands->commit();
  commands->wait_until_completed();
  EXPECT_EQ(commands->counts().passes, 3u);
  EXPECT_EQ(commands->counts().coalesced_encoders, 0u);
}

}  // namespace
}  // namespace pewter::runtime
