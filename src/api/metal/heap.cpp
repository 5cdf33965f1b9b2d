// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLHeap.hpp"

#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_GET(Heap, MTL::CPUCacheMode, cpuCacheMode, self->cpu_cache_mode())
PEWTER_GET(Heap, NS::UInteger, currentAllocatedSize, self->current_allocated_size())
PEWTER_GET(Heap, void*, device, self->device())
PEWTER_GET(Heap, MTL::HazardTrackingMode, hazardTrackingMode, self->hazard_tracking_mode())
PEWTER_LABEL(Heap)
PEWTER_GET(Heap, MTL::ResourceOptions, resourceOptions, self->resource_options().bits)
PEWTER_GET(Heap, NS::UInteger, size, self->size())
PEWTER_GET(Heap, MTL::StorageMode, storageMode, self->storage_mode())
PEWTER_GET(Heap, MTL::HeapType, type, self->type())
PEWTER_GET(Heap, NS::UInteger, usedSize, self->used_size())

NS::UInteger pewter_MTLHeap_maxAvailableSizeWithAlignment_(const void* object, NS::UInteger alignment) {
  auto* self = cast<runtime::Heap>(object, "maxAvailableSizeWithAlignment:");
  return self ? self->max_available_size(alignment) : 0;
}

void* pewter_MTLHeap_newBufferWithLength_options_(const void* object, NS::UInteger length,
                                                  MTL::ResourceOptions options) {
  auto* self = cast<runtime::Heap>(object, "newBufferWithLength:options:");
  return self ? give(self->new_buffer(length, options_of(options))) : nullptr;
}

void* pewter_MTLHeap_newBufferWithLength_options_offset_(const void* object, NS::UInteger length,
                                                         MTL::ResourceOptions options, NS::UInteger offset) {
  auto* self = cast<runtime::Heap>(object, "newBufferWithLength:options:offset:");
  return self ? give(self->new_buffer(length, options_of(options), offset)) : nullptr;
}

MTL::PurgeableState pewter_MTLHeap_setPurgeableState_(const void* object, MTL::PurgeableState state) {
  auto* self = cast<runtime::Heap>(object, "setPurgeableState:");
  if (!self) return {};
  return static_cast<MTL::PurgeableState>(self->set_purgeable_state(static_cast<runtime::PurgeableState>(state)));
}
