// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLAllocation.hpp"
#include "Metal/MTLResource.hpp"

#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

NS::UInteger pewter_MTLAllocation_allocatedSize(const void* object) {
  // Pipelines are allocations too, of no size that anyone keeps count of.
  if (object && static_cast<const foundation::Object*>(object)->is_kind_of(runtime::ComputePipelineState::kClass))
    return 0;
  auto* self = cast<runtime::Allocation>(object, "allocatedSize");
  return self ? self->allocated_size() : 0;
}

PEWTER_GET(Resource, NS::UInteger, allocatedSize, self->allocated_size())
PEWTER_GET(Resource, MTL::CPUCacheMode, cpuCacheMode, self->cpu_cache_mode())
PEWTER_GET(Resource, void*, device, self->device())
PEWTER_GET(Resource, MTL::HazardTrackingMode, hazardTrackingMode, self->hazard_tracking_mode())
PEWTER_GET(Resource, void*, heap, self->heap())
PEWTER_GET(Resource, NS::UInteger, heapOffset, self->heap_offset())
PEWTER_GET(Resource, bool, isAliasable, self->is_aliasable())
PEWTER_LABEL(Resource)
PEWTER_DO(Resource, makeAliasable, self->make_aliasable())
PEWTER_GET(Resource, MTL::ResourceOptions, resourceOptions, self->resource_options().bits)
PEWTER_GET(Resource, MTL::StorageMode, storageMode, self->storage_mode())

MTL::PurgeableState pewter_MTLResource_setPurgeableState_(const void* object, MTL::PurgeableState state) {
  auto* self = cast<runtime::Resource>(object, "setPurgeableState:");
  if (!self) return {};
  return static_cast<MTL::PurgeableState>(self->set_purgeable_state(static_cast<runtime::PurgeableState>(state)));
}
