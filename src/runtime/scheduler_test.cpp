// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <thread>

#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using testing::Door;
using testing::kPrivate;
using testing::kShared;
using testing::kUntracked;
using testing::World;
using ::testing::ElementsAre;

// Two passes, "first" and "second": do they overlap? "first" ends when "second" has begun or, since an ordered "second" never
// begins, when told to.
struct Overlap {
  World world{false};
  Door first_began, second_began, release_first;
  bool overlapped = false;

  Overlap() {
    world.executor->on("first", [this](const exec::Dispatch&) {
      first_began.open();
      release_first.wait();
      overlapped = second_began.is_open();
    });
    world.executor->on("second", [this](const exec::Dispatch&) { second_began.open(); });
  }

  // For passes that must overlap: waits for the second to begin while the first runs.
  void expect_overlap(CommandBuffer* first, CommandBuffer* second) {
    EXPECT_TRUE(first_began.wait());
    EXPECT_TRUE(second_began.wait());
    release_first.open();
    first->wait_until_completed();
    second->wait_until_completed();
    EXPECT_TRUE(overlapped);
  }
  // For passes that must not: if the edge were missing, "second" would be ready together with "first", and four workers idle.
  void expect_order(CommandBuffer* last) {
    EXPECT_TRUE(first_began.wait());
    auto other = world.device->new_command_queue();
    auto probe = world.pipeline("probe");
    for (int i = 0; i < 8; ++i) {  // work that has no predecessors passes by
      auto commands = other->command_buffer();
      world.encode(commands.get(), probe.get(), {});
      commands->commit();
      commands->wait_until_completed();
    }
    EXPECT_FALSE(second_began.is_open());
    release_first.open();
    last->wait_until_completed();
    EXPECT_FALSE(overlapped);
  }
};

// Where the two passes are: in one command buffer, in two of one queue, or in two queues.
enum class Where { one_buffer, two_buffers, two_queues };

class Hazards : public ::testing::TestWithParam<Where> {
 protected:
  // Access letters as in FakeCompiler.
  void run(char first_access, char second_access, Buffer* first_buffer, Buffer* second_buffer, bool ordered) {
    Overlap& o = overlap;
    auto first = o.world.pipeline(std::string("first ") + first_access + "0"), second = o.world.pipeline(std::string("second ") + second_access + "0");
    auto other_queue = o.world.device->new_command_queue();
    auto a = o.world.queue->command_buffer();
    Ref<CommandBuffer> b = GetParam() == Where::one_buffer ? a : (GetParam() == Where::two_buffers ? o.world.queue : other_queue)->command_buffer();
    o.world.encode(a.get(), first.get(), {first_buffer});
    if (GetParam() != Where::one_buffer) a->commit();
    o.world.encode(b.get(), second.get(), {second_buffer});
    b->commit();
    ordered ? o.expect_order(b.get()) : o.expect_overlap(a.get(), b.get());
    a->wait_until_completed();
  }
  Overlap overlap;
};

TEST_P(Hazards, ReadAfterWrite) {
  auto buffer = overlap.world.buffer();
  run('w', 'r', buffer.get(), buffer.get(), true);
}
TEST_P(Hazards, WriteAfterRead) {
  auto buffer = overlap.world.buffer();
  run('r', 'w', buffer.get(), buffer.get(), true);
}
TEST_P(Hazards, WriteAfterWrite) {
  auto buffer = overlap.world.buffer();
  run('x', 'x', buffer.get(), buffer.get(), true);
}
TEST_P(Hazards, ReadersOverlap) {
  auto buffer = overlap.world.buffer();
  run('r', 'r', buffer.get(), buffer.get(), false);
}
TEST_P(Hazards, DifferentBuffersOverlap) {
  auto a = overlap.world.buffer(), b = overlap.world.buffer();
  run('x', 'x', a.get(), b.get(), false);
}
TEST_P(Hazards, UntrackedBuffersOverlap) {
  auto buffer = overlap.world.buffer(64, false);
  run('x', 'x', buffer.get(), buffer.get(), false);
}
TEST_P(Hazards, BuffersOfAHeapOverlap) {
  auto heap = overlap.world.device->new_heap({.size = 4096});
  auto buffer = heap->new_buffer(64, kPrivate);
  run('x', 'x', buffer.get(), buffer.get(), false);
}
TEST_P(Hazards, ATrackedHeapIsOneResource) {
  auto heap = overlap.world.device->new_heap({.size = 4096, .options = {.bits = 2u << 8 | 2u << 4}});
  auto a = heap->new_buffer(64, kPrivate), b = heap->new_buffer(64, kPrivate);
  run('w', 'r', a.get(), b.get(), true);
}

INSTANTIATE_TEST_SUITE_P(Everywhere, Hazards, ::testing::Values(Where::one_buffer, Where::two_buffers, Where::two_queues),
                         [](const auto& info) {
                           return info.param == Where::one_buffer ? "OneBuffer" : info.param == Where::two_buffers ? "TwoBuffers" : "TwoQueues";
                         });

TEST(Scheduler, ManyReadersAllComeBeforeTheWriter) {
  World world(false);
  auto read = world.pipeline("read r0"), write = world.pipeline("write w0");
  auto buffer = world.buffer();
  std::atomic<int> reads{0}, seen{-1};
  world.executor->on("read", [&](const exec::Dispatch&) { ++reads; });
  world.executor->on("write", [&](const exec::Dispatch&) { seen = reads.load(); });
  auto commands = world.queue->command_buffer();
  for (int i = 0; i < 50; ++i) world.encode(commands.get(), read.get(), {buffer.get()});
  world.encode(commands.get(), write.get(), {buffer.get()});
  commands->commit();
  commands->wait_until_completed();
  EXPECT_EQ(seen, 50);
}

TEST(Scheduler, FenceOrdersUntrackedPasses) {
  Overlap o;
  auto first = o.world.pipeline("first x0"), second = o.world.pipeline("second x0");
  auto buffer = o.world.buffer(64, false);
  auto fence = o.world.device->new_fence();
  auto commands = o.world.queue->command_buffer();
  o.world.encode(commands.get(), first.get(), {buffer.get()}, [&](auto* encoder) { encoder->update_fence(fence.get()); });
  o.world.encode(commands.get(), second.get(), {buffer.get()}, [&](auto* encoder) { encoder->wait_for_fence(fence.get()); });
  commands->commit();
  o.expect_order(commands.get());
}

TEST(Scheduler, FenceThatNobodyUpdatedHoldsNobody) {
  World world;
  auto pipeline = world.pipeline("k");
  auto fence = world.device->new_fence();
  auto commands = world.queue->command_buffer();
  world.encode(commands.get(), pipeline.get(), {}, [&](auto* encoder) {
    encoder->wait_for_fence(fence.get());
    encoder->update_fence(fence.get());
  });
  commands->commit();
  commands->wait_until_completed();
  EXPECT_EQ(commands->status(), CommandBufferStatus::completed);
}

TEST(Scheduler, UseResourceOrdersIndirectAccess) {
  Overlap o;
  auto first = o.world.pipeline("first"), second = o.world.pipeline("second r0");
  auto buffer = o.world.buffer();
  auto commands = o.world.queue->command_buffer();
  o.world.encode(commands.get(), first.get(), {}, [&](auto* encoder) { encoder->use_resource(buffer.get(), kUsageWrite); });
  o.world.encode(commands.get(), second.get(), {buffer.get()});
  commands->commit();
  o.expect_order(commands.get());
}

TEST(Scheduler, BlitAndComputeAreOrdered) {
  World world;
  auto pipeline = world.pipeline("k r0");
  auto from = world.buffer(), to = world.buffer();
  static_cast<std::uint32_t*>(from->contents())[0] = 42;
  std::uint32_t seen = 0;
  world.executor->on("k", [&](const exec::Dispatch& dispatch) { seen = *reinterpret_cast<std::uint32_t*>(dispatch.buffers[0]); });
  auto commands = world.queue->command_buffer();
  auto blit = commands->blit_command_encoder();
  blit->copy_from_buffer(from.get(), 0, to.get(), 0, 64);
  blit->end_encoding();
  world.encode(commands.get(), pipeline.get(), {to.get()});
  commands->commit();
  commands->wait_until_completed();
  EXPECT_EQ(seen, 42u);
}

TEST(Scheduler, WhoWaitsRunsWhatNobodyHasTakenUp) {
  World world(true, 1);
  Door busy, release;
  std::thread::id ran_on;
  world.executor->on("long", [&](const exec::Dispatch&) {
    busy.open();
    release.wait();
  });
  world.executor->on("short", [&](const exec::Dispatch&) { ran_on = std::this_thread::get_id(); });
  auto longer = world.pipeline("long"), shorter = world.pipeline("short");
  auto first = world.queue->command_buffer();
  world.encode(first.get(), longer.get(), {});
  first->commit();
  ASSERT_TRUE(busy.wait());  // the only worker
  auto other = world.device->new_command_queue();
  auto second = other->command_buffer();
  world.encode(second.get(), shorter.get(), {});
  second->commit();
  second->wait_until_completed();
  EXPECT_EQ(ran_on, std::this_thread::get_id());
  release.open();
  first->wait_until_completed();
}

TEST(Scheduler, SerialDispatchesAreOrdered) {
  Overlap o;
  auto first = o.world.pipeline("first"), second = o.world.pipeline("second");
  auto commands = o.world.queue->command_buffer();
  auto encoder = commands->compute_command_encoder();
  for (auto* pipeline : {first.get(), second.get()}) {
    encoder->set_compute_pipeline_state(pipeline);
    encoder->dispatch_threads({1, 1, 1}, {1, 1, 1});
  }
  encoder->end_encoding();
  commands->commit();
  o.expect_order(commands.get());
}

TEST(Scheduler, ConcurrentDispatchesOverlapUntilABarrier) {
  for (const int barrier : {0, 1, 2}) {
    Overlap o;
    auto first = o.world.pipeline("first x0"), second = o.world.pipeline("second x0");
    auto buffer = o.world.buffer();  // tracking orders nothing inside a pass
    auto commands = o.world.queue->command_buffer();
    auto encoder = commands->compute_command_encoder({.dispatch_type = DispatchType::concurrent});
    encoder->set_buffer(buffer.get(), 0, 0);
    encoder->set_compute_pipeline_state(first.get());
    encoder->dispatch_threads({1, 1, 1}, {1, 1, 1});
    Resource* resources[] = {buffer.get()};
    if (barrier == 1) encoder->memory_barrier(kBarrierBuffers);
    if (barrier == 2) encoder->memory_barrier(resources);
    encoder->set_compute_pipeline_state(second.get());
    encoder->dispatch_threads({1, 1, 1}, {1, 1, 1});
    encoder->end_encoding();
    commands->commit();
    barrier ? o.expect_order(commands.get()) : o.expect_overlap(commands.get(), commands.get());
  }
}

TEST(Scheduler, CoalescedConcurrentEncodersStayOrdered) {
  World world;
  auto write = world.pipeline("write w0"), read = world.pipeline("read r0");
  auto buffer = world.buffer();
  auto commands = world.queue->command_buffer();
  for (auto* pipeline : {write.get(), read.get()}) {
    auto encoder = commands->compute_command_encoder({.dispatch_type = DispatchType::concurrent});
    encoder->set_compute_pipeline_state(pipeline);
    encoder->set_buffer(buffer.get(), 0, 0);
    encoder->dispatch_threads({1, 1, 1}, {1, 1, 1});
    encoder->end_encoding();
  }
  commands->commit();
  commands->wait_until_completed();
  EXPECT_EQ(commands->counts().passes, 1u);
  EXPECT_THAT(world.executor->ended(), ElementsAre("write", "read"));
}

}  // namespace
}  // namespace pewter::runtime
