// SPDX-License-Identifier: Apache-2.0
#include "runtime/heap.h"

#include <fmt/format.h>

#include "model/finding.h"
#include "runtime/assertion.h"
#include "runtime/buffer.h"
#include "runtime/device.h"
#include "runtime/storage.h"
#include "runtime/validation.h"

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

// A heap that is merely full at the moment gives nil, which programs may wait for to happen: that is not told.
void Heap::validate(std::uint64_t length, ResourceOptions options, const std::uint64_t* offset,
                    const char* call) const {
  constexpr const char* kLayer = "MTLDebugHeap";
  const std::string self = model::describe({id(), object_class(), label(), 0});
  if (length == 0) return invalid(Assertion::no_length, id(), call, "buffer");
  if (options.storage_mode() != storage_mode())
    invalid(Assertion::storage_mode, id(), call, kLayer, call, "buffers of this heap",
            metal_name(options.storage_mode()),
            fmt::format("{} was made with {}, and its buffers have that too.", self, metal_name(storage_mode())));
  const bool placement = type() == HeapType::placement;
  const std::uint64_t size = round_up(length, kHeapAlignment);
  std::string fault;
  if (placement != (offset != nullptr))
    fault = placement ? "a heap of type MTLHeapTypePlacement needs an offset."
                      : "a heap of type MTLHeapTypeAutomatic takes no offset.";
  else if (offset && *offset % kHeapAlignment)
    fault = fmt::format("offset({}) must be a multiple of {}.", *offset, kHeapAlignment);
  else if (size > size_ || (offset && *offset > size_ - size))
    fault = fmt::format("{} bytes{} must fit into the heap of {} bytes.", size,
                        offset ? fmt::format(" at offset({})", *offset) : "", size_);
  if (fault.empty()) return;
  invalid(Assertion::heap_placement, id(), call, call, fault,
          offset ? fmt::format("a length of {} bytes and offset {}", length, *offset)
                 : fmt::format("a length of {} bytes", length),
          fmt::format("{} has {} bytes. Buffers in it have sizes and offsets that are multiples of {}: "
                      "heapBufferSizeAndAlignWithLength:options: says so.",
                      self, size_, kHeapAlignment));
}

Ref<Buffer> Heap::new_buffer(std::uint64_t length, ResourceOptions options) {
  observe_access("newBufferWithLength:options:", true);
  if (model::observed()) [[unlikely]]
    validate(length, options, nullptr, "newBufferWithLength:options:");
  if (length == 0 || type() != HeapType::automatic || options.storage_mode() != storage_mode()) return nullptr;
  const std::uint64_t size = round_up(length, kHeapAlignment);
  const auto offset = space_->take(size, kHeapAlignment);
  if (!offset) return nullptr;
  return make_buffer(Storage::cut(storage_, space_, *offset, length, size, false), length, options);
}

Ref<Buffer> Heap::new_buffer(std::uint64_t length, ResourceOptions options, std::uint64_t offset) {
  observe_access("newBufferWithLength:options:offset:", true);
  if (model::observed()) [[unlikely]]
    validate(length, options, &offset, "newBufferWithLength:options:offset:");
  if (length == 0 || type() != HeapType::placement || options.storage_mode() != storage_mode()) return nullptr;
  const std::uint64_t size = round_up(length, kHeapAlignment);
  if (offset % kHeapAlignment || offset > size_ || size > size_ - offset) return nullptr;
  std::uint64_t end = placed_end_.load(std::memory_order_relaxed);
  while (end < offset + size && !placed_end_.compare_exchange_weak(end, offset + size, std::memory_order_relaxed)) {}
  return make_buffer(Storage::cut(storage_, nullptr, offset, length, size, false), length, options);
}

}  // namespace pewter::runtime
