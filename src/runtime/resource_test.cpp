// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <random>

#include "runtime/heap_space.h"
#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using testing::kPrivate;
using testing::kShared;
using testing::kUntracked;
using testing::World;

TEST(Buffer, MemoryIsZeroedPagesThatMayBeTouchedToTheEnd) {
  World world;
  const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  for (std::uint64_t length : {std::uint64_t{1}, page - 1, page, page + 1, std::uint64_t{3} << 20, std::uint64_t{9} << 20}) {
    auto buffer = world.device->new_buffer(length, kShared);
    ASSERT_TRUE(buffer);
    EXPECT_EQ(buffer->length(), length);
    EXPECT_EQ(buffer->allocated_size(), (length + page - 1) / page * page);
    auto* bytes = static_cast<std::uint8_t*>(buffer->contents());
    ASSERT_EQ(reinterpret_cast<std::uintptr_t>(bytes) % page, 0u);
    EXPECT_EQ(buffer->gpu_address(), reinterpret_cast<std::uint64_t>(bytes));
    EXPECT_EQ(bytes[0], 0);
    bytes[buffer->allocated_size() - 1] = 1;  // beyond length, inside the page
  }
}

TEST(Buffer, NilWhereMetalSaysNil) {
  World world;
  EXPECT_FALSE(world.device->new_buffer(0, kShared));
  EXPECT_FALSE(world.device->new_buffer(world.device->max_buffer_length() + 1, kShared));
  EXPECT_FALSE(world.device->new_buffer(UINT64_MAX, kShared));
  EXPECT_FALSE(world.device->new_buffer(16, {.bits = 3u << 4}));  // memoryless: textures only
  EXPECT_FALSE(world.device->new_buffer_no_copy(nullptr, 16, kShared, {}));
  alignas(64) char odd[64];
  EXPECT_FALSE(world.device->new_buffer_no_copy(odd + 1, 16, kShared, {}));
}

TEST(Buffer, StorageModes) {
  World world;
  EXPECT_NE(world.device->new_buffer(16, {.bits = 1u << 4})->contents(), nullptr);  // managed
  auto hidden = world.device->new_buffer(16, kPrivate);
  EXPECT_EQ(hidden->contents(), nullptr);
  EXPECT_EQ(hidden->storage_mode(), StorageMode::private_memory);
  EXPECT_EQ(hidden->hazard_tracking_mode(), HazardTrackingMode::tracked);
  EXPECT_EQ(world.device->new_buffer(16, kUntracked)->hazard_tracking_mode(), HazardTrackingMode::untracked);
  EXPECT_EQ(hidden->set_purgeable_state(PurgeableState::keep_current), PurgeableState::non_volatile);
  EXPECT_EQ(hidden->set_purgeable_state(PurgeableState::is_volatile), PurgeableState::non_volatile);
  EXPECT_EQ(hidden->set_purgeable_state(PurgeableState::keep_current), PurgeableState::is_volatile);
  EXPECT_FALSE(hidden->heap());
  hidden->make_aliasable();
  EXPECT_FALSE(hidden->is_aliasable());  // only heap resources can be
  hidden->set_label("name");
  EXPECT_EQ(hidden->label(), "name");
}

TEST(Buffer, BytesAreCopiedOrUsedInPlace) {
  World world;
  const char text[] = "hello";
  auto copy = world.device->new_buffer(text, sizeof(text), kShared);
  EXPECT_STREQ(static_cast<char*>(copy->contents()), text);
  void* memory = std::aligned_alloc(4096, 8192);
  int calls = 0;
  {
    auto buffer = world.device->new_buffer_no_copy(memory, 8000, kShared, [&](void* pointer, std::uint64_t length) {
      EXPECT_EQ(pointer, memory);
      EXPECT_EQ(length, 8000u);
      ++calls;
      std::free(pointer);
    });
    EXPECT_EQ(buffer->contents(), memory);
    EXPECT_EQ(calls, 0);
  }
  EXPECT_EQ(calls, 1);
}

TEST(Buffer, UnretainedOneFreedInFlightKeepsItsMemoryForTheKernel) {
  World world;
  testing::Door freed;
  std::uint8_t seen = 0;
  world.executor->on("k", [&](const exec::Dispatch& dispatch) {
    freed.wait();
    seen = static_cast<std::uint8_t>(dispatch.buffers[0][5]);
    std::memset(dispatch.buffers[0], 1, 64);
  });
  auto pipeline = world.pipeline("k x0");
  auto buffer = world.buffer();
  static_cast<std::uint8_t*>(buffer->contents())[5] = 77;
  auto commands = world.queue->command_buffer_with_unretained_references();
  world.encode(commands.get(), pipeline.get(), {buffer.get()});
  commands->commit();
  buffer = nullptr;
  freed.open();
  commands->wait_until_completed();
  EXPECT_EQ(seen, 77);
}

TEST(Device, CountsAllocatedMemory) {
  World world;
  const std::uint64_t before = world.device->current_allocated_size();
  {
    auto a = world.buffer(1 << 20);
    auto heap = world.device->new_heap({.size = 1 << 16});
    auto piece = heap->new_buffer(1024, kPrivate);  // the heap's memory, counted once
    EXPECT_EQ(world.device->current_allocated_size(), before + (1 << 20) + (1 << 16));
  }
  EXPECT_EQ(world.device->current_allocated_size(), before);
  EXPECT_GT(world.device->recommended_max_working_set_size(), 1u << 28);
}

TEST(Device, SaysHonestlyWhatItSupports) {
  World world;
  for (std::uint64_t family : {1007, 1008, 2002, 3001, 3003, 5001}) EXPECT_TRUE(world.device->supports_family(family)) << family;
  for (std::uint64_t family : {0, 1009, 1010, 2003, 3004, 5002}) EXPECT_FALSE(world.device->supports_family(family)) << family;
  EXPECT_EQ(world.device->max_threads_per_threadgroup().width, 1024u);
  EXPECT_EQ(world.device->max_threadgroup_memory_length(), 32768u);
}

TEST(Heap, AutomaticCutsAndGivesBack) {
  World world;
  auto heap = world.device->new_heap({.size = 16384});
  EXPECT_EQ(heap->size(), 16384u);
  EXPECT_EQ(heap->used_size(), 0u);
  EXPECT_EQ(heap->max_available_size(256), 16384u);
  auto a = heap->new_buffer(1000, kPrivate), b = heap->new_buffer(8000, kPrivate);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->heap(), heap.get());
  EXPECT_EQ(a->allocated_size(), 1024u);
  EXPECT_EQ(b->heap_offset(), 1024u);
  EXPECT_EQ(b->gpu_address() - a->gpu_address(), 1024u);
  EXPECT_EQ(heap->used_size(), 1024u + 8192u);
  EXPECT_FALSE(heap->new_buffer(8192, kPrivate));
  EXPECT_FALSE(heap->new_buffer(16, kShared));  // not the heap's storage mode
  EXPECT_FALSE(heap->new_buffer(16, kPrivate, 0));  // no placement here
  a->make_aliasable();
  EXPECT_TRUE(a->is_aliasable());
  EXPECT_EQ(heap->used_size(), 8192u);
  a = nullptr;  // given back already
  EXPECT_EQ(heap->used_size(), 8192u);
  b = nullptr;
  EXPECT_EQ(heap->max_available_size(256), 16384u);
}

TEST(Heap, PlacementPutsBuffersWhereTheyAreAsked) {
  World world;
  auto heap = world.device->new_heap({.size = 16384, .options = kShared, .type = HeapType::placement});
  auto a = heap->new_buffer(1024, kShared, 4096), b = heap->new_buffer(2048, kShared, 4096);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->contents(), b->contents());  // aliases
  EXPECT_EQ(a->heap_offset(), 4096u);
  EXPECT_FALSE(heap->new_buffer(16, kShared, 100));
  EXPECT_FALSE(heap->new_buffer(16384, kShared, 256));
  EXPECT_FALSE(heap->new_buffer(16, kShared, UINT64_MAX - 255));
  EXPECT_FALSE(heap->new_buffer(16, kShared));
}

TEST(Heap, BuffersOutliveIt) {
  World world;
  auto heap = world.device->new_heap({.size = 16384, .options = kShared});
  auto buffer = heap->new_buffer(1024, kShared);
  heap = nullptr;
  std::memset(buffer->contents(), 1, 1024);
  EXPECT_NE(buffer->heap(), nullptr);
}

TEST(HeapSpace, RandomUseNeverOverlapsAndMergesBack) {
  HeapSpace space(1 << 20);
  std::mt19937 random(7);
  std::map<std::uint64_t, std::uint64_t> taken;
  for (int i = 0; i < 5000; ++i) {
    if (taken.empty() || random() % 3) {
      const std::uint64_t size = 256 * (1 + random() % 64), alignment = 256ull << random() % 6;
      const auto offset = space.take(size, alignment);
      if (!offset) continue;
      EXPECT_EQ(*offset % alignment, 0u);
      const auto next = taken.lower_bound(*offset);
      if (next != taken.end()) ASSERT_LE(*offset + size, next->first);
      if (next != taken.begin()) ASSERT_LE(std::prev(next)->first + std::prev(next)->second, *offset);
      taken[*offset] = size;
    } else {
      auto some = std::next(taken.begin(), static_cast<std::ptrdiff_t>(random() % taken.size()));
      space.give_back(some->first, some->second);
      taken.erase(some);
    }
  }
  for (auto [offset, size] : taken) space.give_back(offset, size);
  EXPECT_EQ(space.used(), 0u);
  EXPECT_EQ(space.largest(256), 1u << 20);
}

TEST(ResidencySet, HoldsAllocationsAndCountsAtCommit) {
  World world;
  auto set = *world.device->new_residency_set({.label = "set"});
  auto buffer = world.buffer(4096), other = world.buffer(8192);
  auto heap = world.device->new_heap({.size = 4096});
  set->add_allocation(buffer.get());
  set->add_allocation(buffer.get());  // twice is once
  Allocation* more[] = {other.get(), heap.get()};
  set->add_allocations(more);
  EXPECT_EQ(set->allocation_count(), 3u);
  EXPECT_EQ(set->allocated_size(), 0u);
  set->commit();
  EXPECT_EQ(set->allocated_size(), 16384u);
  set->remove_allocation(buffer.get());
  set->remove_allocation(buffer.get());
  EXPECT_FALSE(set->contains_allocation(buffer.get()));
  EXPECT_TRUE(set->contains_allocation(heap.get()));
  set->remove_allocation(heap.get());
  set->commit();
  EXPECT_EQ(set->allocated_size(), 8192u);
  EXPECT_EQ(set->all_allocations().at(0).get(), other.get());
  ResidencySet* sets[] = {set.get()};
  world.queue->add_residency_sets(sets);
  EXPECT_EQ(set->retain_count(), 2u);
  world.queue->remove_residency_sets(sets);
  EXPECT_EQ(set->retain_count(), 1u);
}

TEST(ArgumentEncoder, WritesAddressesAndConstants) {
  World world;
  // struct { device T* a [[id(0)]]; float b [[id(1)]]; float4 c [[id(2)]]; device T* d[2] [[id(3)]]; }
  const ArgumentDescriptor members[] = {{.data_type = 60, .index = 0}, {.data_type = 3, .index = 1}, {.data_type = 6, .index = 2},
                                        {.data_type = 60, .index = 3, .array_length = 2}};
  auto encoder = world.device->new_argument_encoder(members);
  EXPECT_EQ(encoder->encoded_length(), 48u);
  EXPECT_EQ(encoder->alignment(), 16u);
  auto arguments = world.buffer(256), target = world.buffer(256);
  encoder->set_buffer(target.get(), 0, 0);  // nowhere to write yet: nothing
  EXPECT_EQ(encoder->constant_data(1), nullptr);
  encoder->set_argument_buffer(arguments.get(), 0, 1);  // the second of an array
  encoder->set_buffer(target.get(), 8, 0);
  const float b = 1.5f;
  std::memcpy(encoder->constant_data(1), &b, sizeof(b));
  Buffer* pair[] = {target.get(), nullptr};
  const std::uint64_t offsets[] = {16, 0};
  encoder->set_buffers(pair, offsets, {3, 2});
  EXPECT_EQ(encoder->constant_data(5), nullptr);
  const auto* bytes = static_cast<const std::byte*>(arguments->contents()) + 48;
  const auto word = [&](std::size_t offset) {
    std::uint64_t value;
    std::memcpy(&value, bytes + offset, 8);
    return value;
  };
  EXPECT_EQ(word(0), target->gpu_address() + 8);
  EXPECT_EQ(std::memcmp(bytes + 8, &b, 4), 0);
  EXPECT_EQ(word(32), target->gpu_address() + 16);
  EXPECT_EQ(word(40), 0u);
}

}  // namespace
}  // namespace pewter::runtime
