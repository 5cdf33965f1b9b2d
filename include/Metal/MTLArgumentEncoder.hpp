// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLDepthStencil.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class AccelerationStructure;
class ArgumentEncoder;
class Buffer;
class ComputePipelineState;
class DepthStencilState;
class Device;
class IndirectCommandBuffer;
class IntersectionFunctionTable;
class RenderPipelineState;
class SamplerState;
class Texture;
class VisibleFunctionTable;

}  // namespace MTL

PEWTER_IMPORT NS::UInteger pewter_MTLArgumentEncoder_alignment(const void* self);
PEWTER_IMPORT void pewter_MTLArgumentEncoder_setArgumentBuffer_offset_(const void* self, const void* argumentBuffer,
                                                                       NS::UInteger offset);
PEWTER_IMPORT void pewter_MTLArgumentEncoder_setArgumentBuffer_startOffset_arrayElement_(const void* self,
                                                                                         const void* argumentBuffer,
                                                                                         NS::UInteger startOffset,
                                                                                         NS::UInteger arrayElement);
PEWTER_IMPORT void pewter_MTLArgumentEncoder_setBuffer_offset_atIndex_(const void* self, const void* buffer,
                                                                       NS::UInteger offset, NS::UInteger index);
PEWTER_IMPORT void pewter_MTLArgumentEncoder_setBuffers_offsets_withRange_(const void* self, const void* const* buffers,
                                                                           const NS::UInteger* offsets,
                                                                           NS::Range range);
PEWTER_IMPORT void* pewter_MTLArgumentEncoder_constantDataAtIndex_(const void* self, NS::UInteger index);
PEWTER_IMPORT void* pewter_MTLArgumentEncoder_device(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLArgumentEncoder_encodedLength(const void* self);
PEWTER_IMPORT void* pewter_MTLArgumentEncoder_label(const void* self);
PEWTER_IMPORT void pewter_MTLArgumentEncoder_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void* pewter_MTLArgumentEncoder_newArgumentEncoderForBufferAtIndex_(const void* self, NS::UInteger index);

namespace MTL {

/// Writes the members of an argument buffer. Not thread-safe.
class ArgumentEncoder : public NS::Referencing<ArgumentEncoder> {
 public:
  /// Not supported.
  void setAccelerationStructure(const AccelerationStructure* /*accelerationStructure*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setAccelerationStructure:atIndex:]");
  }

  /// Bytes that the argument buffer's offset must be a multiple of.
  NS::UInteger alignment() const { return pewter_MTLArgumentEncoder_alignment(this); }

  /// The buffer, from `offset` bytes on, that the next calls write to.
  void setArgumentBuffer(const Buffer* argumentBuffer, NS::UInteger offset) {
    pewter_MTLArgumentEncoder_setArgumentBuffer_offset_(this, argumentBuffer, offset);
  }

  /// The same for element `arrayElement` of an array of argument buffers that starts at `startOffset` bytes.
  void setArgumentBuffer(const Buffer* argumentBuffer, NS::UInteger startOffset, NS::UInteger arrayElement) {
    pewter_MTLArgumentEncoder_setArgumentBuffer_startOffset_arrayElement_(this, argumentBuffer, startOffset,
                                                                          arrayElement);
  }

  /// Writes the address of byte `offset` of a buffer into the member with [[id(index)]]. Call useResource() on the
  /// encoder that uses it.
  void setBuffer(const Buffer* buffer, NS::UInteger offset, NS::UInteger index) {
    pewter_MTLArgumentEncoder_setBuffer_offset_atIndex_(this, buffer, offset, index);
  }

  /// The same for `range.length` buffers from `range.location` on.
  void setBuffers(const Buffer* const buffers[], const NS::UInteger offsets[], NS::Range range) {
    pewter_MTLArgumentEncoder_setBuffers_offsets_withRange_(this, reinterpret_cast<const void* const*>(buffers),
                                                            offsets, range);
  }

  /// Not supported.
  void setComputePipelineState(const ComputePipelineState* /*pipeline*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setComputePipelineState:atIndex:]");
  }

  /// Not supported.
  void setComputePipelineStates(const ComputePipelineState* const* /*pipelines*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setComputePipelineStates:withRange:]");
  }

  /// Address of the plain data member with that [[id]], to write through.
  void* constantData(NS::UInteger index) { return pewter_MTLArgumentEncoder_constantDataAtIndex_(this, index); }

  /// Not supported.
  void setDepthStencilState(const DepthStencilState* /*depthStencilState*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setDepthStencilState:atIndex:]");
  }

  /// Not supported.
  void setDepthStencilStates(const DepthStencilState* const* /*depthStencilStates*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setDepthStencilStates:withRange:]");
  }

  /// The device; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLArgumentEncoder_device(this)); }

  /// Bytes that one encoded argument buffer takes.
  NS::UInteger encodedLength() const { return pewter_MTLArgumentEncoder_encodedLength(this); }

  /// Not supported.
  void setIndirectCommandBuffer(const IndirectCommandBuffer* /*indirectCommandBuffer*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setIndirectCommandBuffer:atIndex:]");
  }

  /// Not supported.
  void setIndirectCommandBuffers(const IndirectCommandBuffer* const* /*buffers*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setIndirectCommandBuffers:withRange:]");
  }

  /// Not supported.
  void setIntersectionFunctionTable(const IntersectionFunctionTable* /*intersectionFunctionTable*/,
                                    NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setIntersectionFunctionTable:atIndex:]");
  }

  /// Not supported.
  void setIntersectionFunctionTables(const IntersectionFunctionTable* const* /*intersectionFunctionTables*/,
                                     NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setIntersectionFunctionTables:withRange:]");
  }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLArgumentEncoder_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLArgumentEncoder_setLabel_(this, label); }

  /// An encoder for the argument buffer that the pointer member at `index` points to, +1.
  ArgumentEncoder* newArgumentEncoder(NS::UInteger index) {
    return static_cast<ArgumentEncoder*>(pewter_MTLArgumentEncoder_newArgumentEncoderForBufferAtIndex_(this, index));
  }

  /// Not supported.
  void setRenderPipelineState(const RenderPipelineState* /*pipeline*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setRenderPipelineState:atIndex:]");
  }

  /// Not supported.
  void setRenderPipelineStates(const RenderPipelineState* const* /*pipelines*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setRenderPipelineStates:withRange:]");
  }

  /// Not supported.
  void setSamplerState(const SamplerState* /*sampler*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setSamplerState:atIndex:]");
  }

  /// Not supported.
  void setSamplerStates(const SamplerState* const* /*samplers*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setSamplerStates:withRange:]");
  }

  /// Not supported.
  void setTexture(const Texture* /*texture*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setTexture:atIndex:]");
  }

  /// Not supported.
  void setTextures(const Texture* const* /*textures*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setTextures:withRange:]");
  }

  /// Not supported.
  void setVisibleFunctionTable(const VisibleFunctionTable* /*visibleFunctionTable*/, NS::UInteger /*index*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setVisibleFunctionTable:atIndex:]");
  }

  /// Not supported.
  void setVisibleFunctionTables(const VisibleFunctionTable* const* /*visibleFunctionTables*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLArgumentEncoder setVisibleFunctionTables:withRange:]");
  }
};

}  // namespace MTL
