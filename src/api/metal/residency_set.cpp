// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLResidencySet.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(runtime::ResidencySetDescriptor, MTLResidencySetDescriptor);

PEWTER_PROPERTY(ResidencySetDescriptor, runtime::ResidencySetDescriptor, NS::UInteger, initialCapacity,
                setInitialCapacity_, initial_capacity)
PEWTER_TEXT_PROPERTY(ResidencySetDescriptor, runtime::ResidencySetDescriptor, label, setLabel_, label)

PEWTER_GET(ResidencySet, uint64_t, allocatedSize, self->allocated_size())
PEWTER_GET(ResidencySet, NS::UInteger, allocationCount, self->allocation_count())
PEWTER_GET(ResidencySet, void*, device, self->device())
PEWTER_GET(ResidencySet, void*, label, lend_label(self->label()))
PEWTER_DO(ResidencySet, commit, self->commit())
PEWTER_DO(ResidencySet, requestResidency, self->request_residency())
PEWTER_DO(ResidencySet, endResidency, self->end_residency())
PEWTER_DO(ResidencySet, removeAllAllocations, self->remove_all_allocations())

void pewter_MTLResidencySet_addAllocation_(const void* object, const void* allocation) {
  auto* self = cast<runtime::ResidencySet>(object, "addAllocation:");
  auto* added = cast<runtime::Allocation>(allocation, "addAllocation:");
  if (self && added) self->add_allocation(added);
}

void pewter_MTLResidencySet_addAllocations_count_(const void* object, const void* const* allocations,
                                                  NS::UInteger count) {
  auto* self = cast<runtime::ResidencySet>(object, "addAllocations:count:");
  if (!self) return;
  for (auto* added : objects_of<runtime::Allocation>(allocations, count, "addAllocations:count:"))
    if (added) self->add_allocation(added);
}

void pewter_MTLResidencySet_removeAllocation_(const void* object, const void* allocation) {
  auto* self = cast<runtime::ResidencySet>(object, "removeAllocation:");
  auto* removed = cast<runtime::Allocation>(allocation, "removeAllocation:");
  if (self && removed) self->remove_allocation(removed);
}

void pewter_MTLResidencySet_removeAllocations_count_(const void* object, const void* const* allocations,
                                                     NS::UInteger count) {
  auto* self = cast<runtime::ResidencySet>(object, "removeAllocations:count:");
  if (!self) return;
  for (auto* removed : objects_of<runtime::Allocation>(allocations, count, "removeAllocations:count:"))
    if (removed) self->remove_allocation(removed);
}

bool pewter_MTLResidencySet_containsAllocation_(const void* object, const void* allocation) {
  auto* self = cast<runtime::ResidencySet>(object, "containsAllocation:");
  auto* wanted = cast<runtime::Allocation>(allocation, "containsAllocation:");
  return self && wanted && self->contains_allocation(wanted);
}

void* pewter_MTLResidencySet_allAllocations(const void* object) {
  auto* self = cast<runtime::ResidencySet>(object, "allAllocations");
  if (!self) return nullptr;
  std::vector<Ref<foundation::Object>> objects;
  for (const Ref<runtime::Allocation>& allocation : self->all_allocations()) objects.emplace_back(allocation);
  return lend(foundation::Array::create(std::move(objects)));
}
