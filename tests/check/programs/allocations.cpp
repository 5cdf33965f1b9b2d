// SPDX-License-Identifier: Apache-2.0
// PW141 to PW151: what devices and heaps are asked for, and residency sets.
#include <sys/mman.h>
#include <unistd.h>

#include "metal.h"

namespace corpus {
namespace {

void make(Metal& metal, std::size_t length, MTL::ResourceOptions options = MTL::ResourceStorageModeShared) {
  const auto buffer = NS::TransferPtr(metal.device->newBuffer(length, options));
}

void wrap(Metal& metal, std::size_t begin, std::size_t end) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* memory = mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  {
    const auto buffer = NS::TransferPtr(metal.device->newBuffer(
        static_cast<char*>(memory) + begin, 2 * page - begin - end, MTL::ResourceStorageModeShared, nullptr));
  }
  munmap(memory, 2 * page);
}

void touch(Metal& metal, MTL::ResourceOptions options) {
  const auto buffer = NS::TransferPtr(metal.device->newBuffer(64, options));
  if (auto* bytes = static_cast<char*>(buffer->contents())) bytes[0] = 1;
}

NS::SharedPtr<MTL::Heap> heap(Metal& metal, MTL::HeapType type) {
  const auto descriptor = NS::TransferPtr(MTL::HeapDescriptor::alloc()->init());
  descriptor->setSize(1 << 16);
  descriptor->setStorageMode(MTL::StorageModeShared);
  descriptor->setType(type);
  return NS::TransferPtr(metal.device->newHeap(descriptor.get()));
}
void from_heap(Metal& metal, std::size_t length, MTL::ResourceOptions options) {
  const auto memory = heap(metal, MTL::HeapTypeAutomatic);
  const auto buffer = NS::TransferPtr(memory->newBuffer(length, options));
}
void place(Metal& metal, MTL::HeapType type, std::size_t length, std::size_t offset) {
  const auto memory = heap(metal, type);
  const auto buffer = NS::TransferPtr(memory->newBuffer(length, MTL::ResourceStorageModeShared, offset));
}

void with_residency_set(Metal& metal, bool commits) {
  const auto descriptor = NS::TransferPtr(MTL::ResidencySetDescriptor::alloc()->init());
  NS::Error* error = nullptr;
  const auto set = NS::TransferPtr(metal.device->newResidencySet(descriptor.get(), &error));
  const auto buffer = metal.buffer();
  metal.queue->addResidencySet(set.get());
  set->addAllocation(buffer.get());
  if (commits) set->commit();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->commit();
  commands->waitUntilCompleted();
}

}  // namespace

void buffer_of_nothing(Metal& metal) { make(metal, 0); }
void buffer_of_one_byte(Metal& metal) { make(metal, 1); }
void buffer_too_long(Metal& metal) { make(metal, metal.device->maxBufferLength() + 1); }
void buffer_of_a_megabyte(Metal& metal) { make(metal, 1 << 20); }
void no_copy_inside_a_page(Metal& metal) { wrap(metal, 64, 0); }
void no_copy_of_pages(Metal& metal) { wrap(metal, 0, 0); }
void no_copy_of_half_a_page(Metal& metal) { wrap(metal, 0, 64); }
void no_copy_of_whole_pages(Metal& metal) { wrap(metal, 0, 0); }
void contents_of_private(Metal& metal) { touch(metal, MTL::ResourceStorageModePrivate); }
void contents_of_shared(Metal& metal) { touch(metal, MTL::ResourceStorageModeShared); }
void memoryless_buffer(Metal& metal) { make(metal, 64, MTL::ResourceOptions(MTL::StorageModeMemoryless << 4)); }
void shared_buffer(Metal& metal) { make(metal, 64, MTL::ResourceStorageModeShared); }
void private_from_shared_heap(Metal& metal) { from_heap(metal, 64, MTL::ResourceStorageModePrivate); }
void shared_from_shared_heap(Metal& metal) { from_heap(metal, 64, MTL::ResourceStorageModeShared); }
void larger_than_the_heap(Metal& metal) { from_heap(metal, (1 << 16) + 1, MTL::ResourceStorageModeShared); }
// A heap that is full is no fault: the program looks at what it gets.
void larger_than_what_is_left(Metal& metal) {
  const auto memory = heap(metal, MTL::HeapTypeAutomatic);
  const auto first = NS::TransferPtr(memory->newBuffer(1 << 15, MTL::ResourceStorageModeShared));
  const auto second = NS::TransferPtr(memory->newBuffer(1 << 16, MTL::ResourceStorageModeShared));
  expect(first && !second);
}
void placed_at_100(Metal& metal) { place(metal, MTL::HeapTypePlacement, 64, 100); }
void placed_at_256(Metal& metal) { place(metal, MTL::HeapTypePlacement, 64, 256); }
void placed_behind_the_end(Metal& metal) { place(metal, MTL::HeapTypePlacement, 512, (1 << 16) - 256); }
void placed_at_the_end(Metal& metal) { place(metal, MTL::HeapTypePlacement, 256, (1 << 16) - 256); }
void placed_where_the_heap_places(Metal& metal) { place(metal, MTL::HeapTypeAutomatic, 64, 256); }
void placed_by_the_heap(Metal& metal) { from_heap(metal, 64, MTL::ResourceStorageModeShared); }
void residency_set_not_committed(Metal& metal) { with_residency_set(metal, false); }
void residency_set_committed(Metal& metal) { with_residency_set(metal, true); }

}  // namespace corpus
