// SPDX-License-Identifier: Apache-2.0
#include "runtime/residency_set.h"

#include <utility>

#include "runtime/device.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord ResidencySet::kClass{.name = "MTLResidencySet", .super = &foundation::kObjectClass, .destroy = destroy<ResidencySet>, .description = nullptr};

ResidencySet::ResidencySet(Device* device, const ResidencySetDescriptor& descriptor)
    : DeviceObject(kClass, model::ObjectClass::residency_set, device, device->id()) {
  if (!descriptor.label.empty()) set_label(descriptor.label);
  allocations_.reserve(descriptor.initial_capacity);
}

ResidencySet::~ResidencySet() = default;

void ResidencySet::add_allocation(Allocation* allocation) {
  observe_access("addAllocation:", true);
  if (!allocation) return;
  model::observe({.kind = model::EventKind::allocation_added, .object_class = object_class(), .object = id(), .value = allocation->id(), .call = "addAllocation:"});
  std::lock_guard lock(mutex_);
  if (!place_.emplace(allocation, allocations_.size()).second) return;
  allocations_.emplace_back(allocation);
  pending_size_ += allocation->allocated_size();
}

void ResidencySet::add_allocations(std::span<Allocation* const> allocations) {
  for (Allocation* allocation : allocations) add_allocation(allocation);
}

void ResidencySet::remove_allocation(Allocation* allocation) {
  observe_access("removeAllocation:", true);
  if (!allocation) return;
  model::observe({.kind = model::EventKind::allocation_removed, .object_class = object_class(), .object = id(), .value = allocation->id(), .call = "removeAllocation:"});
  Ref<Allocation> gone;  // released without the lock: it may be the last reference
  std::lock_guard lock(mutex_);
  const auto found = place_.find(allocation);
  if (found == place_.end()) return;
  const std::size_t place = found->second;
  place_.erase(found);
  pending_size_ -= allocation->allocated_size();
  // The last one moves into the gap.
  std::swap(allocations_[place], allocations_.back());
  gone = std::move(allocations_.back());
  allocations_.pop_back();
  if (place < allocations_.size()) place_[allocations_[place].get()] = place;
}

void ResidencySet::remove_allocations(std::span<Allocation* const> allocations) {
  for (Allocation* allocation : allocations) remove_allocation(allocation);
}

void ResidencySet::remove_all_allocations() {
  observe_access("removeAllAllocations", true);
  model::observe({.kind = model::EventKind::allocation_removed,
                  .object_class = object_class(),
                  .object = id(),
                  .call = "removeAllAllocations"});
  std::vector<Ref<Allocation>> gone;
  std::lock_guard lock(mutex_);
  gone.swap(allocations_);
  place_.clear();
  pending_size_ = 0;
}

bool ResidencySet::contains_allocation(Allocation* allocation) const {
  std::lock_guard lock(mutex_);
  return place_.contains(allocation);
}

std::vector<Ref<Allocation>> ResidencySet::all_allocations() const {
  std::lock_guard lock(mutex_);
  return allocations_;
}

std::uint64_t ResidencySet::allocation_count() const {
  std::lock_guard lock(mutex_);
  return allocations_.size();
}

std::uint64_t ResidencySet::allocated_size() const {
  std::lock_guard lock(mutex_);
  return committed_size_;
}

void ResidencySet::commit() {
  observe_access("commit", true);
  model::observe({.kind = model::EventKind::residency_committed, .object_class = object_class(), .object = id(), .call = "commit"});
  std::lock_guard lock(mutex_);
  committed_size_ = pending_size_;
  committed_ = true;
}

std::uint64_t ResidencySet::never_committed() const {
  std::lock_guard lock(mutex_);
  return committed_ ? 0 : allocations_.size();
}

void tell_residency_sets(const DeviceObject& holder, std::span<ResidencySet* const> sets, model::EventKind kind,
                         const char* call) {
  if (!model::observed()) return;
  for (const ResidencySet* set : sets)
    if (set)
      model::observe({.kind = kind,
                      .object_class = holder.object_class(),
                      .object = holder.id(),
                      .value = set->id(),
                      .call = call});
}

}  // namespace pewter::runtime
