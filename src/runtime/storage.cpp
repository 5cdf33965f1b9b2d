// SPDX-License-Identifier: Apache-2.0
#include "runtime/storage.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "runtime/device.h"
#include "runtime/heap_space.h"
#include "runtime/scheduler/node.h"
#include "runtime/watched_memory.h"

namespace pewter::runtime {
namespace {

// From here up memory comes straight from the system, already zeroed and with pages touched only when used.
constexpr std::uint64_t kMapFrom = 1 << 20;

}  // namespace

std::uint64_t page_size() {
  static const std::uint64_t size = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  return size;
}

Storage::Storage() = default;
Storage::~Storage() = default;

Storage* Storage::allocate(Device* device, std::uint64_t length, bool tracked, bool watched) {
  const std::uint64_t size = round_up(length, page_size());
  std::unique_ptr<WatchedMemory> twice = watched ? WatchedMemory::map(size) : nullptr;
  void* memory = nullptr;
  Kind kind = Kind::aligned;
  if (twice) {
    memory = twice->view(WatchedMemory::Side::gpu);
    kind = Kind::watched;
  } else if (size >= kMapFrom) {
    memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return nullptr;
    if (size >= (4 << 20)) madvise(memory, size, MADV_HUGEPAGE);  // a wish; costs nothing where it is refused
    kind = Kind::pages;
  } else {
    memory = std::aligned_alloc(page_size(), size);
    if (!memory) return nullptr;
    std::memset(memory, 0, size);
  }
  auto* storage = new Storage;
  storage->base = static_cast<std::byte*>(memory);
  storage->program = twice ? twice->view(WatchedMemory::Side::program) : storage->base;
  storage->watched = std::move(twice);
  storage->length = length;
  storage->size = size;
  storage->tracked = tracked;
  storage->kind = kind;
  storage->device = device;
  device->add_allocated(static_cast<std::int64_t>(size));
  return storage;
}

Storage* Storage::wrap(Device* device, void* memory, std::uint64_t length, bool tracked, std::function<void(void*, std::uint64_t)> deallocator) {
  auto* storage = new Storage;
  storage->base = storage->program = static_cast<std::byte*>(memory);
  storage->length = length;
  storage->size = round_up(length, page_size());
  storage->tracked = tracked;
  storage->kind = Kind::wrapped;
  storage->device = device;
  storage->deallocator = std::move(deallocator);
  device->add_allocated(static_cast<std::int64_t>(storage->size));
  return storage;
}

Storage* Storage::cut(Storage* heap, std::shared_ptr<HeapSpace> space, std::uint64_t offset, std::uint64_t length, std::uint64_t size, bool tracked) {
  auto* storage = new Storage;
  storage->base = heap->base + offset;
  storage->program = heap->program + offset;
  storage->length = length;
  storage->size = size;
  storage->tracked = tracked;
  storage->kind = Kind::piece;
  storage->device = heap->device;
  heap->retain();
  storage->parent = heap;
  storage->parent_offset = offset;
  storage->space = std::move(space);
  return storage;
}

void Storage::release() {
  // acq_rel: the last one sees all uses of the memory before it goes.
  if (references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  switch (kind) {
    case Kind::pages: munmap(base, size); break;
    case Kind::aligned: std::free(base); break;
    case Kind::watched: break;  // unmaps itself
    case Kind::wrapped: run_deallocator(); break;
    case Kind::piece: make_aliasable(); break;
  }
  if (kind != Kind::piece) device->add_allocated(-static_cast<std::int64_t>(size));
  if (parent) parent->release();
  delete this;
}

void Storage::run_deallocator() {
  if (deallocated.exchange(true, std::memory_order_acq_rel)) return;
  if (deallocator) deallocator(base, length);
}

void Storage::make_aliasable() {
  if (aliasable.exchange(true, std::memory_order_acq_rel)) return;
  if (space) space->give_back(parent_offset, size);
}

HazardState::~HazardState() {
  if (last_writer) last_writer->release();
  for (Node* reader : readers) reader->release();
}

}  // namespace pewter::runtime
