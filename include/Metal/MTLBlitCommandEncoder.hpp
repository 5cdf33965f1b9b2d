// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLCommandEncoder.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class BlitCommandEncoder;
class Buffer;
class CounterSampleBuffer;
class Fence;
class IndirectCommandBuffer;
class Resource;
class Tensor;
class TensorExtents;
class Texture;

_MTL_OPTIONS(NS::UInteger, BlitOption){
    BlitOptionNone = 0,
    BlitOptionDepthFromDepthStencil = 1,
    BlitOptionStencilFromDepthStencil = 1 << 1,
    BlitOptionRowLinearPVRTC = 1 << 2,
};

}  // namespace MTL

PEWTER_IMPORT void pewter_MTLBlitCommandEncoder_copyFromBuffer_sourceOffset_toBuffer_destinationOffset_size_(
    const void* self, const void* sourceBuffer, NS::UInteger sourceOffset, const void* destinationBuffer,
    NS::UInteger destinationOffset, NS::UInteger size);
PEWTER_IMPORT void pewter_MTLBlitCommandEncoder_fillBuffer_range_value_(const void* self, const void* buffer,
                                                                        NS::Range range, uint8_t value);
PEWTER_IMPORT void pewter_MTLBlitCommandEncoder_synchronizeResource_(const void* self, const void* resource);
PEWTER_IMPORT void pewter_MTLBlitCommandEncoder_updateFence_(const void* self, const void* fence);
PEWTER_IMPORT void pewter_MTLBlitCommandEncoder_waitForFence_(const void* self, const void* fence);

namespace MTL {

/// Encodes copies and fills of buffers. For one thread at a time.
class BlitCommandEncoder : public NS::Referencing<BlitCommandEncoder, CommandEncoder> {
 public:
  /// Not supported.
  void copyFromBuffer(const Buffer* /*sourceBuffer*/, NS::UInteger /*sourceOffset*/, NS::UInteger /*sourceBytesPerRow*/,
                      NS::UInteger /*sourceBytesPerImage*/, Size /*sourceSize*/, const Texture* /*destinationTexture*/,
                      NS::UInteger /*destinationSlice*/, NS::UInteger /*destinationLevel*/,
                      Origin /*destinationOrigin*/) {
    pewter_unsupported_call(this,
                            "-[MTLBlitCommandEncoder "
                            "copyFromBuffer:sourceOffset:sourceBytesPerRow:sourceBytesPerImage:sourceSize:toTexture:"
                            "destinationSlice:destinationLevel:destinationOrigin:]");
  }

  /// Not supported.
  void copyFromBuffer(const Buffer* /*sourceBuffer*/, NS::UInteger /*sourceOffset*/, NS::UInteger /*sourceBytesPerRow*/,
                      NS::UInteger /*sourceBytesPerImage*/, Size /*sourceSize*/, const Texture* /*destinationTexture*/,
                      NS::UInteger /*destinationSlice*/, NS::UInteger /*destinationLevel*/,
                      Origin /*destinationOrigin*/, BlitOption /*options*/) {
    pewter_unsupported_call(this,
                            "-[MTLBlitCommandEncoder "
                            "copyFromBuffer:sourceOffset:sourceBytesPerRow:sourceBytesPerImage:sourceSize:toTexture:"
                            "destinationSlice:destinationLevel:destinationOrigin:options:]");
  }

  /// Copies `size` bytes from one buffer to another. Ranges that overlap in one buffer are undefined.
  void copyFromBuffer(const Buffer* sourceBuffer, NS::UInteger sourceOffset, const Buffer* destinationBuffer,
                      NS::UInteger destinationOffset, NS::UInteger size) {
    pewter_MTLBlitCommandEncoder_copyFromBuffer_sourceOffset_toBuffer_destinationOffset_size_(
        this, sourceBuffer, sourceOffset, destinationBuffer, destinationOffset, size);
  }

  /// Not supported.
  void copyFromTensor(const Tensor* /*sourceTensor*/, const TensorExtents* /*sourceOrigin*/,
                      const TensorExtents* /*sourceDimensions*/, const Tensor* /*destinationTensor*/,
                      const TensorExtents* /*destinationOrigin*/, const TensorExtents* /*destinationDimensions*/) {
    pewter_unsupported_call(
        this,
        "-[MTLBlitCommandEncoder "
        "copyFromTensor:sourceOrigin:sourceDimensions:toTensor:destinationOrigin:destinationDimensions:]");
  }

  /// Not supported.
  void copyFromTexture(const Texture* /*sourceTexture*/, NS::UInteger /*sourceSlice*/, NS::UInteger /*sourceLevel*/,
                       Origin /*sourceOrigin*/, Size /*sourceSize*/, const Texture* /*destinationTexture*/,
                       NS::UInteger /*destinationSlice*/, NS::UInteger /*destinationLevel*/,
                       Origin /*destinationOrigin*/) {
    pewter_unsupported_call(this,
                            "-[MTLBlitCommandEncoder "
                            "copyFromTexture:sourceSlice:sourceLevel:sourceOrigin:sourceSize:toTexture:"
                            "destinationSlice:destinationLevel:destinationOrigin:]");
  }

  /// Not supported.
  void copyFromTexture(const Texture* /*sourceTexture*/, NS::UInteger /*sourceSlice*/, NS::UInteger /*sourceLevel*/,
                       Origin /*sourceOrigin*/, Size /*sourceSize*/, const Buffer* /*destinationBuffer*/,
                       NS::UInteger /*destinationOffset*/, NS::UInteger /*destinationBytesPerRow*/,
                       NS::UInteger /*destinationBytesPerImage*/) {
    pewter_unsupported_call(this,
                            "-[MTLBlitCommandEncoder "
                            "copyFromTexture:sourceSlice:sourceLevel:sourceOrigin:sourceSize:toBuffer:"
                            "destinationOffset:destinationBytesPerRow:destinationBytesPerImage:]");
  }

  /// Not supported.
  void copyFromTexture(const Texture* /*sourceTexture*/, NS::UInteger /*sourceSlice*/, NS::UInteger /*sourceLevel*/,
                       Origin /*sourceOrigin*/, Size /*sourceSize*/, const Buffer* /*destinationBuffer*/,
                       NS::UInteger /*destinationOffset*/, NS::UInteger /*destinationBytesPerRow*/,
                       NS::UInteger /*destinationBytesPerImage*/, BlitOption /*options*/) {
    pewter_unsupported_call(this,
                            "-[MTLBlitCommandEncoder "
                            "copyFromTexture:sourceSlice:sourceLevel:sourceOrigin:sourceSize:toBuffer:"
                            "destinationOffset:destinationBytesPerRow:destinationBytesPerImage:options:]");
  }

  /// Not supported.
  void copyFromTexture(const Texture* /*sourceTexture*/, NS::UInteger /*sourceSlice*/, NS::UInteger /*sourceLevel*/,
                       const Texture* /*destinationTexture*/, NS::UInteger /*destinationSlice*/,
                       NS::UInteger /*destinationLevel*/, NS::UInteger /*sliceCount*/, NS::UInteger /*levelCount*/) {
    pewter_unsupported_call(
        this,
        "-[MTLBlitCommandEncoder "
        "copyFromTexture:sourceSlice:sourceLevel:toTexture:destinationSlice:destinationLevel:sliceCount:levelCount:]");
  }

  /// Not supported.
  void copyFromTexture(const Texture* /*sourceTexture*/, const Texture* /*destinationTexture*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder copyFromTexture:toTexture:]");
  }

  /// Not supported.
  void copyIndirectCommandBuffer(const IndirectCommandBuffer* /*source*/, NS::Range /*sourceRange*/,
                                 const IndirectCommandBuffer* /*destination*/, NS::UInteger /*destinationIndex*/) {
    pewter_unsupported_call(
        this, "-[MTLBlitCommandEncoder copyIndirectCommandBuffer:sourceRange:destination:destinationIndex:]");
  }

  /// Sets every byte of the range.
  void fillBuffer(const Buffer* buffer, NS::Range range, uint8_t value) {
    pewter_MTLBlitCommandEncoder_fillBuffer_range_value_(this, buffer, range, value);
  }

  /// Not supported.
  void generateMipmaps(const Texture* /*texture*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder generateMipmapsForTexture:]");
  }

  /// Not supported.
  void getTextureAccessCounters(const Texture* /*texture*/, Region /*region*/, NS::UInteger /*mipLevel*/,
                                NS::UInteger /*slice*/, bool /*resetCounters*/, const Buffer* /*countersBuffer*/,
                                NS::UInteger /*countersBufferOffset*/) {
    pewter_unsupported_call(
        this,
        "-[MTLBlitCommandEncoder "
        "getTextureAccessCounters:region:mipLevel:slice:resetCounters:countersBuffer:countersBufferOffset:]");
  }

  /// Not supported.
  void optimizeContentsForCPUAccess(const Texture* /*texture*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder optimizeContentsForCPUAccess:]");
  }

  /// Not supported.
  void optimizeContentsForCPUAccess(const Texture* /*texture*/, NS::UInteger /*slice*/, NS::UInteger /*level*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder optimizeContentsForCPUAccess:slice:level:]");
  }

  /// Not supported.
  void optimizeContentsForGPUAccess(const Texture* /*texture*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder optimizeContentsForGPUAccess:]");
  }

  /// Not supported.
  void optimizeContentsForGPUAccess(const Texture* /*texture*/, NS::UInteger /*slice*/, NS::UInteger /*level*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder optimizeContentsForGPUAccess:slice:level:]");
  }

  /// Not supported.
  void optimizeIndirectCommandBuffer(const IndirectCommandBuffer* /*indirectCommandBuffer*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder optimizeIndirectCommandBuffer:withRange:]");
  }

  /// Not supported.
  void resetCommandsInBuffer(const IndirectCommandBuffer* /*buffer*/, NS::Range /*range*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder resetCommandsInBuffer:withRange:]");
  }

  /// Not supported.
  void resetTextureAccessCounters(const Texture* /*texture*/, Region /*region*/, NS::UInteger /*mipLevel*/,
                                  NS::UInteger /*slice*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder resetTextureAccessCounters:region:mipLevel:slice:]");
  }

  /// Not supported.
  void resolveCounters(const CounterSampleBuffer* /*sampleBuffer*/, NS::Range /*range*/,
                       const Buffer* /*destinationBuffer*/, NS::UInteger /*destinationOffset*/) {
    pewter_unsupported_call(this,
                            "-[MTLBlitCommandEncoder resolveCounters:inRange:destinationBuffer:destinationOffset:]");
  }

  /// Not supported.
  void sampleCountersInBuffer(const CounterSampleBuffer* /*sampleBuffer*/, NS::UInteger /*sampleIndex*/,
                              bool /*barrier*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder sampleCountersInBuffer:atSampleIndex:withBarrier:]");
  }

  /// Makes a managed resource readable on the CPU: it always is, here.
  void synchronizeResource(const Resource* resource) {
    pewter_MTLBlitCommandEncoder_synchronizeResource_(this, resource);
  }

  /// Not supported.
  void synchronizeTexture(const Texture* /*texture*/, NS::UInteger /*slice*/, NS::UInteger /*level*/) {
    pewter_unsupported_call(this, "-[MTLBlitCommandEncoder synchronizeTexture:slice:level:]");
  }

  /// The fence is updated when the commands of this encoder have ended.
  void updateFence(const Fence* fence) { pewter_MTLBlitCommandEncoder_updateFence_(this, fence); }

  /// The commands of this encoder wait until the fence's last update before this.
  void waitForFence(const Fence* fence) { pewter_MTLBlitCommandEncoder_waitForFence_(this, fence); }
};

}  // namespace MTL
