// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLComputeCommandEncoder.hpp"

#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_GET(ComputeCommandEncoder, MTL::DispatchType, dispatchType, self->dispatch_type())

void pewter_MTLComputeCommandEncoder_setComputePipelineState_(const void* object, const void* state) {
  if (auto* self = cast<runtime::ComputeCommandEncoder>(object, "setComputePipelineState:"))
    self->set_compute_pipeline_state(cast<runtime::ComputePipelineState>(state, "setComputePipelineState:"));
}

void pewter_MTLComputeCommandEncoder_setBuffer_offset_atIndex_(const void* object, const void* buffer,
                                                               NS::UInteger offset, NS::UInteger index) {
  if (auto* self = cast<runtime::ComputeCommandEncoder>(object, "setBuffer:offset:atIndex:"))
    self->set_buffer(cast<runtime::Buffer>(buffer, "setBuffer:offset:atIndex:"), offset, index);
}

void pewter_MTLComputeCommandEncoder_setBuffer_offset_attributeStride_atIndex_(const void* object, const void* buffer,
                                                                               NS::UInteger offset,
                                                                               NS::UInteger /*stride*/,
                                                                               NS::UInteger index) {
  pewter_MTLComputeCommandEncoder_setBuffer_offset_atIndex_(object, buffer, offset, index);
}

void pewter_MTLComputeCommandEncoder_setBufferOffset_atIndex_(const void* object, NS::UInteger offset,
                                                              NS::UInteger index) {
  if (auto* self = cast<runtime::ComputeCommandEncoder>(object, "setBufferOffset:atIndex:"))
    self->set_buffer_offset(offset, index);
}

void pewter_MTLComputeCommandEncoder_setBufferOffset_attributeStride_atIndex_(const void* object, NS::UInteger offset,
                                                                              NS::UInteger /*stride*/,
                                                                              NS::UInteger index) {
  pewter_MTLComputeCommandEncoder_setBufferOffset_atIndex_(object, offset, index);
}

void pewter_MTLComputeCommandEncoder_setBuffers_offsets_withRange_(const void* object, const void* const* buffers,
                                                                   const NS::UInteger* offsets, NS::Range range) {
  auto* self = cast<runtime::ComputeCommandEncoder>(object, "setBuffers:offsets:withRange:");
  if (!self || !buffers || !offsets) return;
  self->set_buffers(objects_of<runtime::Buffer>(buffers, range.length, "setBuffers:offsets:withRange:"), offsets,
                    range_of(range));
}

void pewter_MTLComputeCommandEncoder_setBuffers_offsets_attributeStrides_withRange_(const void* object,
                                                                                    const void* const* buffers,
                                                                                    const NS::UInteger* offsets,
                                                                                    const NS::UInteger* /*strides*/,
                                                                                    NS::Range range) {
  pewter_MTLComputeCommandEncoder_setBuffers_offsets_withRange_(object, buffers, offsets, range);
}

void pewter_MTLComputeCommandEncoder_setBytes_length_atIndex_(const void* object, const void* bytes,
                                                              NS::UInteger length, NS::UInteger index) {
  if (auto* self = cast<runtime::ComputeCommandEncoder>(object, "setBytes:length:atIndex:"))
    self->set_bytes(bytes, length, index);
}

void pewter_MTLComputeCommandEncoder_setBytes_length_attributeStride_atIndex_(const void* object, const void* bytes,
                                                                              NS::UInteger length,
                                                                              NS::UInteger /*stride*/,
                                                                              NS::UInteger index) {
  pewter_MTLComputeCommandEncoder_setBytes_length_atIndex_(object, bytes, length, index);
}

void pewter_MTLComputeCommandEncoder_setThreadgroupMemoryLength_atIndex_(const void* object, NS::UInteger length,
                                                                         NS::UInteger index) {
  if (auto* self = cast<runtime::ComputeCommandEncoder>(object, "setThreadgroupMemoryLength:atIndex:"))
    self->set_threadgroup_memory_length(length, index);
}

void pewter_MTLComputeCommandEncoder_setImageblockWidth_height_(const void* object, NS::UInteger /*width*/,
                                                                NS::UInteger /*height*/) {
  cast<runtime::ComputeCommandEncoder>(object, "setImageblockWidth:height:");
}

void pewter_MTLComputeCommandEncoder_dispatchThreads_threadsPerThreadgroup_(const void* object, MTL::Size grid,
                                                                            MTL::Size group) {
  if (auto* self = cast<runtime::ComputeCommandEncoder>(object, "dispatchThreads:threadsPerThreadgroup:"))
    self->dispatch_threads(size_of(grid), size_of(group));
}

void pewter_MTLComputeCommandEncoder_dispatchThreadgroups_threadsPerThreadgroup_(const void* object, MTL::Size groups,
                                                                                 MTL::Size group) {
  if (auto* self = cast<runtime::ComputeCommandEncoder>(object, "dispatchThreadgroups:threadsPerThreadgroup:"))
    self->dispatch_threadgroups(size_of(groups), size_of(group));
}

void pewter_MTLComputeCommandEncoder_dispatchThreadgroupsWithIndirectBuffer_indirectBufferOffset_threadsPerThreadgroup_(
    const void* object, const void* arguments, NS::UInteger offset, MTL::Size group) {
  constexpr const char* kSelector =
      "dispatchThreadgroupsWithIndirectBuffer:indirectBufferOffset:threadsPerThreadgroup:";
  auto* self = cast<runtime::ComputeCommandEncoder>(object, kSelector);
  auto* buffer = cast<runtime::Buffer>(arguments, kSelector);
  if (self) self->dispatch_threadgroups_indirect(buffer, offset, size_of(group));
}

void pewter_MTLComputeCommandEncoder_memoryBarrierWithScope_(const void* object, MTL::BarrierScope scope) {
  if (auto* self = cast<runtime::ComputeCommandEncoder>(object, "memoryBarrierWithScope:"))
    self->memory_barrier(static_cast<std::uint32_t>(scope));
}

void pewter_MTLComputeCommandEncoder_memoryBarrierWithResources_count_(const void* object, const void* const* resources,
                                                                       NS::UInteger count) {
  auto* self = cast<runtime::ComputeCommandEncoder>(object, "memoryBarrierWithResources:count:");
  if (!self) return;
  std::vector<runtime::Resource*> wanted =
      objects_of<runtime::Resource>(resources, count, "memoryBarrierWithResources:count:");
  std::erase(wanted, nullptr);
  self->memory_barrier(wanted);
}

void pewter_MTLComputeCommandEncoder_useResource_usage_(const void* object, const void* resource,
                                                        MTL::ResourceUsage usage) {
  auto* self = cast<runtime::ComputeCommandEncoder>(object, "useResource:usage:");
  auto* used = cast<runtime::Resource>(resource, "useResource:usage:");
  if (self && used) self->use_resource(used, static_cast<std::uint32_t>(usage));
}

void pewter_MTLComputeCommandEncoder_useResources_count_usage_(const void* object, const void* const* resources,
                                                               NS::UInteger count, MTL::ResourceUsage usage) {
  auto* self = cast<runtime::ComputeCommandEncoder>(object, "useResources:count:usage:");
  if (!self) return;
  std::vector<runtime::Resource*> used = objects_of<runtime::Resource>(resources, count, "useResources:count:usage:");
  std::erase(used, nullptr);
  self->use_resources(used, static_cast<std::uint32_t>(usage));
}

void pewter_MTLComputeCommandEncoder_useHeap_(const void* object, const void* heap) {
  auto* self = cast<runtime::ComputeCommandEncoder>(object, "useHeap:");
  auto* used = cast<runtime::Heap>(heap, "useHeap:");
  if (self && used) self->use_heap(used);
}

void pewter_MTLComputeCommandEncoder_useHeaps_count_(const void* object, const void* const* heaps, NS::UInteger count) {
  auto* self = cast<runtime::ComputeCommandEncoder>(object, "useHeaps:count:");
  if (!self) return;
  std::vector<runtime::Heap*> used = objects_of<runtime::Heap>(heaps, count, "useHeaps:count:");
  std::erase(used, nullptr);
  self->use_heaps(used);
}

void pewter_MTLComputeCommandEncoder_updateFence_(const void* object, const void* fence) {
  auto* self = cast<runtime::ComputeCommandEncoder>(object, "updateFence:");
  auto* updated = cast<runtime::Fence>(fence, "updateFence:");
  if (self && updated) self->update_fence(updated);
}

void pewter_MTLComputeCommandEncoder_waitForFence_(const void* object, const void* fence) {
  auto* self = cast<runtime::ComputeCommandEncoder>(object, "waitForFence:");
  auto* awaited = cast<runtime::Fence>(fence, "waitForFence:");
  if (self && awaited) self->wait_for_fence(awaited);
}
