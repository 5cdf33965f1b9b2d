// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLBlitCommandEncoder.hpp"

#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

void pewter_MTLBlitCommandEncoder_copyFromBuffer_sourceOffset_toBuffer_destinationOffset_size_(
    const void* object, const void* source, NS::UInteger source_offset, const void* destination,
    NS::UInteger destination_offset, NS::UInteger size) {
  constexpr const char* kSelector = "copyFromBuffer:sourceOffset:toBuffer:destinationOffset:size:";
  auto* self = cast<runtime::BlitCommandEncoder>(object, kSelector);
  auto* from = cast<runtime::Buffer>(source, kSelector);
  auto* to = cast<runtime::Buffer>(destination, kSelector);
  if (self) self->copy_from_buffer(from, source_offset, to, destination_offset, size);
}

void pewter_MTLBlitCommandEncoder_fillBuffer_range_value_(const void* object, const void* buffer, NS::Range range,
                                                          uint8_t value) {
  auto* self = cast<runtime::BlitCommandEncoder>(object, "fillBuffer:range:value:");
  auto* filled = cast<runtime::Buffer>(buffer, "fillBuffer:range:value:");
  if (self) self->fill_buffer(filled, range_of(range), value);
}

void pewter_MTLBlitCommandEncoder_synchronizeResource_(const void* object, const void* resource) {
  auto* self = cast<runtime::BlitCommandEncoder>(object, "synchronizeResource:");
  auto* synchronized = cast<runtime::Resource>(resource, "synchronizeResource:");
  if (self) self->synchronize_resource(synchronized);
}

void pewter_MTLBlitCommandEncoder_updateFence_(const void* object, const void* fence) {
  auto* self = cast<runtime::BlitCommandEncoder>(object, "updateFence:");
  auto* updated = cast<runtime::Fence>(fence, "updateFence:");
  if (self && updated) self->update_fence(updated);
}

void pewter_MTLBlitCommandEncoder_waitForFence_(const void* object, const void* fence) {
  auto* self = cast<runtime::BlitCommandEncoder>(object, "waitForFence:");
  auto* awaited = cast<runtime::Fence>(fence, "waitForFence:");
  if (self && awaited) self->wait_for_fence(awaited);
}
