// SPDX-License-Identifier: Apache-2.0
#include "runtime/heap.h"

#include "runtime/buffer.h"
#include "runtime/device.h"
#include "runtime/storage.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord Heap::kClass{.name = "MTLHeap", .super = &Allocation::kClass, .destroy = destroy<Heap>, .description = nullptr};

Heap::Heap(Device* device, const HeapDescriptor& descriptor, Storage* storage)
    : Allocation(kClass, model::ObjectClass::heap, device, device->id(), storage), descriptor_(descriptor), size_(storage->size),
      space_(std::make_shared<HeapSpace>(storage->size)) {}

Heap::~Heap() = default;

std::uint64_t Heap::used_size() const {
  return type() == HeapType::automatic ? space_->used() : placed_end_.load(std::memory_order_relaxed);
}

std::uint64_t Heap::max_available_size(std::uint64_t alignment) const {
  if (alignment < kHeapAlignment) alignment = kHeapAlignment;
  return space_->largest(alignment) / kHeapAlignment * kHeapAlignment;
}

HazardTrackingMode Heap::hazard_tracking_mode() const {
  return descriptor_.tracked() ? HazardTrackingMode::tracked : HazardTrackingMode::untracked;
}

PurgeableState Heap::set_purgeable_state(PurgeableState state) {
  if (state == PurgeableState::keep_current) return static_cast<PurgeableState>(purgeable_.load(std::memory_order_relaxed));
  return static_cast<PurgeableState>(purgeable_.exchange(static_cast<std::uint32_t>(state), std::memory_order_relaxed));
}

Ref<Buffer> Heap::make_buffer(Storage* piece, std::uint64_t length, ResourceOptions options) {
  // A heap's resources have its storage and cache mode, whatever the options leave open.
  options.bits = (options.bits & ~0xffull) | (descriptor_.options.bits & 0xff);
  return make<Buffer>(device(), this, piece, length, options);
}

Ref<Buffer> Heap::new_buffer(std::uint64_t length, ResourceOptions options) {
  observe_access("newBufferWithLength:options:", true);
  if (length == 0 || type() != HeapType::automatic || options.storage_mode() != storage_mode()) return nullptr;
  const std::uint64_t size = round_up(length, kHeapAlignment);
  const auto offset = space_->take(size, kHeapAlignment);
  if (!offset) return nullptr;
  return make_buffer(Storage::cut(storage_, space_, *offset, length, size, false), length, options);
}

Ref<Buffer> Heap::new_buffer(std::uint64_t length, ResourceOptions options, std::uint64_t offset) {
  observe_access("newBufferWithLength:options:offset:", true);
  if (length == 0 || type() != HeapType::placement || options.storage_mode() != storage_mode()) return nullptr;
  const std::uint64_t size = round_up(length, kHeapAlignment);
  if (offset % kHeapAlignment || offset > size_ || size > size_ - offset) return nullptr;
  std::uint64_t end = placed_end_.load(std::memory_order_relaxed);
  while (end < offset + size && !placed_end_.compare_exchange_weak(end, offset + size, std::memory_order_relaxed)) {}
  return make_buffer(Storage::cut(storage_, nullptr, offset, length, size, false), length, options);
}

}  // namespace pewter::runtime
