// SPDX-License-Identifier: Apache-2.0
// What the observer is told of addresses that kernels find in memory, and of residency.
#include "runtime/pointers.h"

#include <gmock/gmock.h>

#include <cstring>
#include <mutex>
#include <vector>

#include "runtime/residency_set.h"
#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using model::EventKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using testing::World;

class Witness final : public model::Observer {
 public:
  struct Seen {
    model::Event event;
    std::vector<model::Pointer> pointers;
    std::vector<ObjectId> bound;
  };
  void on(const model::Event& event) override {
    std::lock_guard lock(mutex_);
    Seen seen{event, {}, {}};
    if (event.command) {
      seen.pointers.assign(event.command->pointers.begin(), event.command->pointers.end());
      seen.bound.assign(event.command->bound.begin(), event.command->bound.end());
      if (event.command->kind == model::CommandKind::dispatch) seen.event.value = event.command->value;
    }
    all_.push_back(seen);
  }
  std::vector<Seen> of(EventKind kind) {
    std::lock_guard lock(mutex_);
    std::vector<Seen> found;
    for (const Seen& seen : all_)
      if (seen.event.kind == kind) found.push_back(seen);
    return found;
  }

 private:
  std::mutex mutex_;
  std::vector<Seen> all_;
};

class Pointers : public ::testing::Test {
 protected:
  Pointers() {
    static auto& all = *new std::vector<Witness*>;  // each outlives every thread that may still see it
    witness = all.emplace_back(new Witness);
    model::set_observer(witness);
    world = std::make_unique<World>();
    world->compiler.on_image = [this](const compiler::KernelRequest&, model::KernelImage& image) {
      if (!image.info.parameters.empty()) image.info.parameters[0].pointers = slots;
      return std::string();
    };
  }
  ~Pointers() {
    world.reset();
    model::set_observer(nullptr);
  }

  // One dispatch of a kernel that takes its addresses from `table`; `before_commit` comes last.
  template <class Bind, class Last>
  void run(Bind bind, Last before_commit) {
    const auto pipeline = world->pipeline("k r0 w1");
    const auto commands = world->queue->command_buffer();
    const auto encoder = commands->compute_command_encoder();
    encoder->set_compute_pipeline_state(pipeline.get());
    bind(encoder.get());
    encoder->dispatch_threads({1, 1, 1}, {1, 1, 1});
    encoder->end_encoding();
    before_commit();
    commands->commit();
    commands->wait_until_completed();
  }
  static void put(Buffer* table, std::size_t slot, std::uint64_t address) {
    std::memcpy(static_cast<std::byte*>(table->contents()) + slot * 8, &address, 8);
  }

  Witness* witness;
  std::vector<model::PointerSlots> slots;  // of the kernel's first buffer
  std::unique_ptr<World> world;
};

TEST_F(Pointers, AsTheyAreAtTheCommit) {
  slots = {{.offset = 8}, {.offset = 24, .count = 2}};
  const auto table = world->buffer(64), data = world->buffer(256), other = world->buffer();
  run(
      [&](ComputeCommandEncoder* encoder) {
        encoder->set_buffer(table.get(), 8, 0);
        encoder->set_buffer(other.get(), 0, 20);  // the kernel does not have it
      },
      [&] {
        put(table.get(), 2, data->gpu_address() + 4);
        put(table.get(), 5, 77);
      });
  const auto dispatches = witness->of(EventKind::command_recorded);
  ASSERT_THAT(dispatches, SizeIs(1));
  EXPECT_NE(dispatches[0].event.value, 0u);
  EXPECT_THAT(dispatches[0].bound, ElementsAre(table->id(), other->id()));
  const auto found = witness->of(EventKind::pointers_found);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].event.value, dispatches[0].event.value);
  EXPECT_EQ(found[0].event.object, dispatches[0].event.object);
  ASSERT_THAT(found[0].pointers, SizeIs(2));  // the other of the two is null
  EXPECT_EQ(found[0].pointers[0].table, table->id());
  EXPECT_EQ(found[0].pointers[0].offset, 16u);
  EXPECT_EQ(found[0].pointers[0].address, data->gpu_address() + 4);
  EXPECT_EQ(found[0].pointers[0].array, 0u);
  EXPECT_EQ(found[0].pointers[1].offset, 40u);
  EXPECT_EQ(found[0].pointers[1].address, 77u);
  EXPECT_NE(found[0].pointers[1].array, 0u);
  EXPECT_LT(found[0].event.sequence, witness->of(EventKind::buffer_committed)[0].event.sequence);
}

TEST_F(Pointers, KeepToTheLengthOfTheBytes) {
  slots = {{.offset = 0, .count = model::PointerSlots::kToTheEnd}, {.offset = 64}};
  const std::uint64_t words[] = {5, 6, 7, 8};
  run([&](ComputeCommandEncoder* encoder) { encoder->set_bytes(words, 20, 0); }, [] {});
  const auto found = witness->of(EventKind::pointers_found);
  ASSERT_THAT(found, SizeIs(1));
  ASSERT_THAT(found[0].pointers, SizeIs(2));
  EXPECT_EQ(found[0].pointers[0].table, 0u);
  EXPECT_EQ(found[0].pointers[1].address, 6u);
}

TEST_F(Pointers, NothingIsToldOfKernelsWithout) {
  const auto table = world->buffer(64);
  put(table.get(), 0, table->gpu_address());
  run([&](ComputeCommandEncoder* encoder) { encoder->set_buffer(table.get(), 0, 0); }, [] {});
  EXPECT_THAT(witness->of(EventKind::pointers_found), IsEmpty());
  EXPECT_EQ(witness->of(EventKind::command_recorded)[0].event.value, 0u);
  EXPECT_THAT(witness->of(EventKind::command_recorded)[0].bound, IsEmpty());
}

TEST_F(Pointers, NothingIsReadWhereNothingIsBound) {
  slots = {{.offset = 0}};
  run([](ComputeCommandEncoder*) {}, [] {});
  EXPECT_THAT(witness->of(EventKind::pointers_found), IsEmpty());
}

TEST_F(Pointers, WhereMemoryLies) {
  const auto buffer = world->buffer(100);
  const auto placed = witness->of(EventKind::memory_placed);
  ASSERT_THAT(placed, SizeIs(1));
  EXPECT_EQ(placed[0].event.object, buffer->id());
  EXPECT_EQ(placed[0].event.value, buffer->gpu_address());
  EXPECT_EQ(placed[0].event.aux, 100u);
  EXPECT_THAT(witness->of(EventKind::address_taken), IsEmpty());
  EXPECT_EQ(buffer->take_gpu_address(), buffer->gpu_address());
  EXPECT_THAT(witness->of(EventKind::address_taken), SizeIs(1));
}

TEST_F(Pointers, ResidencySetsOfQueuesAndCommandBuffers) {
  const auto set = world->device->new_residency_set({});
  ASSERT_TRUE(set.ok());
  ResidencySet* const sets[] = {set->get()};
  const auto commands = world->queue->command_buffer();
  world->queue->add_residency_sets(sets);
  commands->use_residency_sets(sets);
  world->queue->remove_residency_sets(sets);
  (*set)->remove_all_allocations();
  std::vector<std::pair<ObjectId, ObjectId>> added;
  for (const auto& seen : witness->of(EventKind::residency_set_added))
    added.emplace_back(seen.event.object, seen.event.value);
  EXPECT_THAT(added, ElementsAre(Pair(world->queue->id(), (*set)->id()), Pair(commands->id(), (*set)->id())));
  ASSERT_THAT(witness->of(EventKind::residency_set_removed), SizeIs(1));
  EXPECT_EQ(witness->of(EventKind::residency_set_removed)[0].event.object, world->queue->id());
  ASSERT_THAT(witness->of(EventKind::allocation_removed), SizeIs(1));
  EXPECT_EQ(witness->of(EventKind::allocation_removed)[0].event.value, 0u);
  commands->commit();
}

}  // namespace
}  // namespace pewter::runtime
