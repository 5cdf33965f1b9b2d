// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLCommandBuffer.hpp"
#include "MTLCommandEncoder.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class AccelerationStructure;
class Buffer;
class ComputeCommandEncoder;
class ComputePipelineState;
class CounterSampleBuffer;
class Fence;
class Heap;
class IndirectCommandBuffer;
class IntersectionFunctionTable;
class Resource;
class SamplerState;
class Texture;
class VisibleFunctionTable;

/// What an indirect dispatchThreadgroups() reads.
struct DispatchThreadgroupsIndirectArguments {
  uint32_t threadgroupsPerGrid[3];
};

struct DispatchThreadsIndirectArguments {
  uint32_t threadsPerGrid[3];
  uint32_t threadsPerThreadgroup[3];
};

struct StageInRegionIndirectArguments {
  uint32_t stageInOrigin[3];
  uint32_t stageInSize[3];
};

}  // namespace MTL

PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setBuffer_offset_atIndex_(const void* self, const void* buffer,
                                                                             NS::UInteger offset, NS::UInteger index);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setBuffer_offset_attributeStride_atIndex_(
    const void* self, const void* buffer, NS::UInteger offset, NS::UInteger stride, NS::UInteger index);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setBufferOffset_atIndex_(const void* self, NS::UInteger offset,
                                                                            NS::UInteger index);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setBufferOffset_attributeStride_atIndex_(const void* self,
                                                                                            NS::UInteger offset,
                                                                                            NS::UInteger stride,
                                                                                            NS::UInteger index);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setBuffers_offsets_withRange_(const void* self,
                                                                                 const void* const* buffers,
                                                                                 const NS::UInteger* offsets,
                                                                                 NS::Range range);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setBuffers_offsets_attributeStrides_withRange_(
    const void* self, const void* const* buffers, const NS::UInteger* offsets, const NS::UInteger* strides,
    NS::Range range);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setBytes_length_atIndex_(const void* self, const void* bytes,
                                                                            NS::UInteger length, NS::UInteger index);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setBytes_length_attributeStride_atIndex_(
    const void* self, const void* bytes, NS::UInteger length, NS::UInteger stride, NS::UInteger index);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setComputePipelineState_(const void* self, const void* state);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_dispatchThreadgroups_threadsPerThreadgroup_(
    const void* self, MTL::Size threadgroupsPerGrid, MTL::Size threadsPerThreadgroup);
PEWTER_IMPORT void
pewter_MTLComputeCommandEncoder_dispatchThreadgroupsWithIndirectBuffer_indirectBufferOffset_threadsPerThreadgroup_(
    const void* self, const void* indirectBuffer, NS::UInteger indirectBufferOffset, MTL::Size threadsPerThreadgroup);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_dispatchThreads_threadsPerThreadgroup_(
    const void* self, MTL::Size threadsPerGrid, MTL::Size threadsPerThreadgroup);
PEWTER_IMPORT MTL::DispatchType pewter_MTLComputeCommandEncoder_dispatchType(const void* self);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setImageblockWidth_height_(const void* self, NS::UInteger width,
                                                                              NS::UInteger height);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_memoryBarrierWithScope_(const void* self, MTL::BarrierScope scope);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_memoryBarrierWithResources_count_(const void* self,
                                                                                     const void* const* resources,
                                                                                     NS::UInteger count);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_setThreadgroupMemoryLength_atIndex_(const void* self,
                                                                                       NS::UInteger length,
                                                                                       NS::UInteger index);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_updateFence_(const void* self, const void* fence);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_useHeap_(const void* self, const void* heap);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_useHeaps_count_(const void* self, const void* const* heaps,
                                                                   NS::UInteger count);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_useResource_usage_(const void* self, const void* resource,
                                                                      MTL::ResourceUsage usage);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_useResources_count_usage_(const void* self,
                                                                             const void* const* resources,
                                                                             NS::UInteger count,
                                                                             MTL::ResourceUsage usage);
PEWTER_IMPORT void pewter_MTLComputeCommandEncoder_waitForFence_(const void* self, const void* fence);

namespace MTL {

/// Encodes dispatches of kernels. Nothing that is bound carries over from one encoder to the next. For one thread at
/// a time.
class ComputeCommandEncoder : public NS::Referencing<ComputeCommandEncoder, CommandEncoder> {
 public:
  /// Not supported.
  void setAccelerationStructure(const AccelerationStructure* /*accelerationStructure*/, NS::UInteger /*bufferIndex*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setAccelerationStructure:atBufferIndex:]");
  }

  /// Binds a buffer from `offset` bytes on at `index` (0 to 30); null unbinds.
  void setBuffer(const Buffer* buffer, NS::UInteger offset, NS::UInteger index) {
    pewter_MTLComputeCommandEncoder_setBuffer_offset_atIndex_(this, buffer, offset, index);
  }

  /// The same; `stride` serves vertex data and is not used.
  void setBuffer(const Buffer* buffer, NS::UInteger offset, NS::UInteger stride, NS::UInteger index) {
    pewter_MTLComputeCommandEncoder_setBuffer_offset_attributeStride_atIndex_(this, buffer, offset, stride, index);
  }

  /// Changes the byte offset of the buffer or bytes bound at `index`.
  void setBufferOffset(NS::UInteger offset, NS::UInteger index) {
    pewter_MTLComputeCommandEncoder_setBufferOffset_atIndex_(this, offset, index);
  }

  /// The same; `stride` is not used.
  void setBufferOffset(NS::UInteger offset, NS::UInteger stride, NS::UInteger index) {
    pewter_MTLComputeCommandEncoder_setBufferOffset_attributeStride_atIndex_(this, offset, stride, index);
  }

  /// Binds `range.length` buffers, with their byte offsets, from index `range.location` on.
  void setBuffers(const Buffer* const buffers[], const NS::UInteger offsets[], NS::Range range) {
    pewter_MTLComputeCommandEncoder_setBuffers_offsets_withRange_(this, reinterpret_cast<const void* const*>(buffers),
                                                                  offsets, range);
  }

  /// The same; `strides` is not used.
  void setBuffers(const Buffer* const buffers[], const NS::UInteger* offsets, const NS::UInteger* strides,
                  NS::Range range) {
    pewter_MTLComputeCommandEncoder_setBuffers_offsets_attributeStrides_withRange_(
        this, reinterpret_cast<const void* const*>(buffers), offsets, strides, range);
  }

  /// Copies `length` bytes (4096 at most) at the call and binds the copy at `index`.
  void setBytes(const void* bytes, NS::UInteger length, NS::UInteger index) {
    pewter_MTLComputeCommandEncoder_setBytes_length_atIndex_(this, bytes, length, index);
  }

  /// The same; `stride` is not used.
  void setBytes(const void* bytes, NS::UInteger length, NS::UInteger stride, NS::UInteger index) {
    pewter_MTLComputeCommandEncoder_setBytes_length_attributeStride_atIndex_(this, bytes, length, stride, index);
  }

  /// Sets the pipeline that the next dispatches run.
  void setComputePipelineState(const ComputePipelineState* state) {
    pewter_MTLComputeCommandEncoder_setComputePipelineState_(this, state);
  }

  /// Runs the pipeline over whole threadgroups: `threadgroupsPerGrid` groups of `threadsPerThreadgroup` threads. A
  /// threadgroup larger than the pipeline allows is not run.
  void dispatchThreadgroups(Size threadgroupsPerGrid, Size threadsPerThreadgroup) {
    pewter_MTLComputeCommandEncoder_dispatchThreadgroups_threadsPerThreadgroup_(this, threadgroupsPerGrid,
                                                                                threadsPerThreadgroup);
  }

  /// The same with the number of threadgroups read, when the command runs, from DispatchThreadgroupsIndirectArguments
  /// at the byte offset, a multiple of 4.
  void dispatchThreadgroups(const Buffer* indirectBuffer, NS::UInteger indirectBufferOffset,
                            Size threadsPerThreadgroup) {
    pewter_MTLComputeCommandEncoder_dispatchThreadgroupsWithIndirectBuffer_indirectBufferOffset_threadsPerThreadgroup_(
        this, indirectBuffer, indirectBufferOffset, threadsPerThreadgroup);
  }

  /// Runs the pipeline over exactly `threadsPerGrid` threads: threadgroups at the edges may be partial.
  void dispatchThreads(Size threadsPerGrid, Size threadsPerThreadgroup) {
    pewter_MTLComputeCommandEncoder_dispatchThreads_threadsPerThreadgroup_(this, threadsPerGrid, threadsPerThreadgroup);
  }

  /// Whether dispatches of this encoder are serial or concurrent.
  DispatchType dispatchType() const { return pewter_MTLComputeCommandEncoder_dispatchType(this); }

  /// Not supported.
  void executeCommandsInBuffer(const IndirectCommandBuffer* /*indirectCommandBuffer*/, NS::Range /*executionRange*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder executeCommandsInBuffer:withRange:]");
  }

  /// Not supported.
  void executeCommandsInBuffer(const IndirectCommandBuffer* /*indirectCommandbuffer*/,
                               const Buffer* /*indirectRangeBuffer*/, NS::UInteger /*indirectBufferOffset*/) {
    pewter_unsupported_call(this,
                            "-[MTLComputeCommandEncoder executeCommandsInBuffer:indirectBuffer:indirectBufferOffset:]");
  }

  /// Imageblocks are not supported: does nothing.
  void setImageblockWidth(NS::UInteger width, NS::UInteger height) {
    pewter_MTLComputeCommandEncoder_setImageblockWidth_height_(this, width, height);
  }

  /// Not supported.
  void setIntersectionFunctionTable(const IntersectionFunctionTable* /*intersectionFunctionTable*/,
                                    NS::UInteger /*bufferIndex*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setIntersectionFunctionTable:atBufferIndex:]");
  }

  /// Not supported.
  void setIntersectionFunctionTables(const IntersectionFunctionTable* const* /*intersectionFunctionTables*/,
                                     NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setIntersectionFunctionTables:withBufferRange:]");
  }

  /// In a concurrent encoder: later dispatches wait for earlier ones to end, for the kinds of resource in `scope`.
  void memoryBarrier(BarrierScope scope) { pewter_MTLComputeCommandEncoder_memoryBarrierWithScope_(this, scope); }

  /// The same for `count` resources.
  void memoryBarrier(const Resource* const resources[], NS::UInteger count) {
    pewter_MTLComputeCommandEncoder_memoryBarrierWithResources_count_(
        this, reinterpret_cast<const void* const*>(resources), count);
  }

  /// Not supported.
  void sampleCountersInBuffer(const CounterSampleBuffer* /*sampleBuffer*/, NS::UInteger /*sampleIndex*/,
                              bool /*barrier*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder sampleCountersInBuffer:atSampleIndex:withBarrier:]");
  }

  /// Not supported.
  void setSamplerState(const SamplerState* /*sampler*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setSamplerState:atIndex:]");
  }

  /// Not supported.
  void setSamplerState(const SamplerState* /*sampler*/, float /*lodMinClamp*/, float /*lodMaxClamp*/,
                       NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setSamplerState:lodMinClamp:lodMaxClamp:atIndex:]");
  }

  /// Not supported.
  void setSamplerStates(const SamplerState* const* /*samplers*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setSamplerStates:withRange:]");
  }

  /// Not supported.
  void setSamplerStates(const SamplerState* const* /*samplers*/, const float* /*lodMinClamps*/,
                        const float* /*lodMaxClamps*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setSamplerStates:lodMinClamps:lodMaxClamps:withRange:]");
  }

  /// Not supported.
  void setStageInRegion(Region /*region*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setStageInRegion:]");
  }

  /// Not supported.
  void setStageInRegion(const Buffer* /*indirectBuffer*/, NS::UInteger /*indirectBufferOffset*/) {
    pewter_unsupported_call(this,
                            "-[MTLComputeCommandEncoder setStageInRegionWithIndirectBuffer:indirectBufferOffset:]");
  }

  /// Not supported.
  void setTexture(const Texture* /*texture*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setTexture:atIndex:]");
  }

  /// Not supported.
  void setTextures(const Texture* const* /*textures*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setTextures:withRange:]");
  }

  /// Bytes of threadgroup memory bound at `index` (0 to 30), a multiple of 16.
  void setThreadgroupMemoryLength(NS::UInteger length, NS::UInteger index) {
    pewter_MTLComputeCommandEncoder_setThreadgroupMemoryLength_atIndex_(this, length, index);
  }

  /// The fence is updated when the commands of this encoder have ended.
  void updateFence(const Fence* fence) { pewter_MTLComputeCommandEncoder_updateFence_(this, fence); }

  /// Tells that kernels reach resources of the heap through pointers.
  void useHeap(const Heap* heap) { pewter_MTLComputeCommandEncoder_useHeap_(this, heap); }

  /// The same for `count` heaps.
  void useHeaps(const Heap* const heaps[], NS::UInteger count) {
    pewter_MTLComputeCommandEncoder_useHeaps_count_(this, reinterpret_cast<const void* const*>(heaps), count);
  }

  /// Tells that kernels reach the resource through pointers, and how they use it: hazards are tracked by it.
  void useResource(const Resource* resource, ResourceUsage usage) {
    pewter_MTLComputeCommandEncoder_useResource_usage_(this, resource, usage);
  }

  /// The same for `count` resources.
  void useResources(const Resource* const resources[], NS::UInteger count, ResourceUsage usage) {
    pewter_MTLComputeCommandEncoder_useResources_count_usage_(this, reinterpret_cast<const void* const*>(resources),
                                                              count, usage);
  }

  /// Not supported.
  void setVisibleFunctionTable(const VisibleFunctionTable* /*visibleFunctionTable*/, NS::UInteger /*bufferIndex*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setVisibleFunctionTable:atBufferIndex:]");
  }

  /// Not supported.
  void setVisibleFunctionTables(const VisibleFunctionTable* const* /*visibleFunctionTables*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLComputeCommandEncoder setVisibleFunctionTables:withBufferRange:]");
  }

  /// The commands of this encoder wait until the fence's last update before this.
  void waitForFence(const Fence* fence) { pewter_MTLComputeCommandEncoder_waitForFence_(this, fence); }
};

}  // namespace MTL
