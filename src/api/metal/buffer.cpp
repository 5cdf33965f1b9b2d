// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLBuffer.hpp"

#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_GET(Buffer, void*, contents, self->contents())
PEWTER_GET(Buffer, MTL::GPUAddress, gpuAddress, self->take_gpu_address())
PEWTER_GET(Buffer, NS::UInteger, length, self->length())
PEWTER_GET(Buffer, void*, remoteStorageBuffer, nullptr)
PEWTER_GET(Buffer, MTL::BufferSparseTier, sparseBufferTier, MTL::BufferSparseTierNone)
PEWTER_DO(Buffer, removeAllDebugMarkers, self->remove_all_debug_markers())

void pewter_MTLBuffer_didModifyRange_(const void* object, NS::Range range) {
  if (auto* self = cast<runtime::Buffer>(object, "didModifyRange:")) self->did_modify_range(range_of(range));
}

void pewter_MTLBuffer_addDebugMarker_range_(const void* object, const void* marker, NS::Range range) {
  if (auto* self = cast<runtime::Buffer>(object, "addDebugMarker:range:"))
    self->add_debug_marker(text_of(marker), range_of(range));
}

void* pewter_MTLBuffer_newRemoteBufferViewForDevice_(const void* object, const void* /*device*/) {
  cast<runtime::Buffer>(object, "newRemoteBufferViewForDevice:");
  return nullptr;
}
