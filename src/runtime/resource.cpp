// SPDX-License-Identifier: Apache-2.0
#include "runtime/resource.h"

#include "runtime/device.h"
#include "runtime/heap.h"
#include "runtime/storage.h"
#include "runtime/watched_memory.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord Allocation::kClass{.name = "MTLAllocation", .super = &foundation::kObjectClass, .destroy = nullptr, .description = nullptr};
constinit const foundation::ClassRecord Resource::kClass{.name = "MTLResource", .super = &Allocation::kClass, .destroy = nullptr, .description = nullptr};

Allocation::Allocation(const foundation::ClassRecord& record, model::ObjectClass object_class, Device* device, ObjectId parent, Storage* storage)
    : DeviceObject(record, object_class, device, parent), storage_(storage) {
  storage_->owner.store(id(), std::memory_order_relaxed);
  if (storage_->watched) storage_->watched->set_owner(id());
  if (model::observed())
    model::observe({.kind = model::EventKind::memory_placed,
                    .object_class = object_class,
                    .object = id(),
                    .parent = parent,
                    .value = reinterpret_cast<std::uint64_t>(storage_->base),
                    .aux = storage_->length});
}

Allocation::~Allocation() {
  // The program learns here that its memory is free again, though a command buffer may keep the record of it.
  if (storage_->kind == Storage::Kind::wrapped) storage_->run_deallocator();
  storage_->release();
}

std::uint64_t Allocation::allocated_size() const { return storage_->size; }

Resource::Resource(const foundation::ClassRecord& record, model::ObjectClass object_class, Device* device, Heap* heap, Storage* storage, ResourceOptions options)
    : Allocation(record, object_class, device, heap ? heap->id() : device->id(), storage), options_(options), heap_(heap) {}

Resource::~Resource() = default;

HazardTrackingMode Resource::hazard_tracking_mode() const {
  return storage_->hazard_root()->tracked ? HazardTrackingMode::tracked : HazardTrackingMode::untracked;
}

PurgeableState Resource::set_purgeable_state(PurgeableState state) {
  model::observe({.kind = model::EventKind::purgeable_state_set, .object_class = object_class(), .object = id(),
                  .value = static_cast<std::uint64_t>(state), .call = "setPurgeableState:"});
  if (state == PurgeableState::keep_current) return static_cast<PurgeableState>(purgeable_.load(std::memory_order_relaxed));
  return static_cast<PurgeableState>(purgeable_.exchange(static_cast<std::uint32_t>(state), std::memory_order_relaxed));
}

std::uint64_t Resource::heap_offset() const { return storage_->parent_offset; }

void Resource::make_aliasable() {
  model::observe({.kind = model::EventKind::made_aliasable, .object_class = object_class(), .object = id(), .call = "makeAliasable"});
  if (heap_) storage_->make_aliasable();
}

bool Resource::is_aliasable() const { return storage_->aliasable.load(std::memory_order_relaxed); }

}  // namespace pewter::runtime
