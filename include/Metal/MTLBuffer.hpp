// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLGPUAddress.hpp"
#include "MTLPrivate.hpp"
#include "MTLResource.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class Device;
class Tensor;
class TensorDescriptor;
class Texture;
class TextureDescriptor;

}  // namespace MTL

PEWTER_IMPORT void pewter_MTLBuffer_addDebugMarker_range_(const void* self, const void* marker, NS::Range range);
PEWTER_IMPORT void* pewter_MTLBuffer_contents(const void* self);
PEWTER_IMPORT void pewter_MTLBuffer_didModifyRange_(const void* self, NS::Range range);
PEWTER_IMPORT MTL::GPUAddress pewter_MTLBuffer_gpuAddress(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLBuffer_length(const void* self);
PEWTER_IMPORT void* pewter_MTLBuffer_newRemoteBufferViewForDevice_(const void* self, const void* device);
PEWTER_IMPORT void* pewter_MTLBuffer_remoteStorageBuffer(const void* self);
PEWTER_IMPORT void pewter_MTLBuffer_removeAllDebugMarkers(const void* self);
PEWTER_IMPORT MTL::BufferSparseTier pewter_MTLBuffer_sparseBufferTier(const void* self);

namespace MTL {

/// A run of bytes that kernels and the CPU share. The contents are as thread-safe as any memory: order CPU access
/// after the commands that use it with waitUntilCompleted(), a completed handler or a shared event.
class Buffer : public NS::Referencing<Buffer, Resource> {
 public:
  /// Names a range of bytes for captures.
  void addDebugMarker(const NS::String* marker, NS::Range range) {
    pewter_MTLBuffer_addDebugMarker_range_(this, marker, range);
  }

  /// Address of the first byte, page-aligned for buffers of their own; null for private storage. Valid as long as the
  /// buffer.
  void* contents() { return pewter_MTLBuffer_contents(this); }

  /// Tells that the CPU wrote bytes of a managed buffer. Managed storage is shared here, so nothing is copied.
  void didModifyRange(NS::Range range) { pewter_MTLBuffer_didModifyRange_(this, range); }

  /// The address that kernels see, for argument buffers: offsets may be added to it.
  GPUAddress gpuAddress() const { return pewter_MTLBuffer_gpuAddress(this); }

  /// Bytes asked for at creation.
  NS::UInteger length() const { return pewter_MTLBuffer_length(this); }

  /// Always null: there is one device.
  Buffer* newRemoteBufferViewForDevice(const Device* device) {
    return static_cast<Buffer*>(pewter_MTLBuffer_newRemoteBufferViewForDevice_(this, device));
  }

  /// Not supported: null with an error.
  Tensor* newTensor(const TensorDescriptor* /*descriptor*/, NS::UInteger /*offset*/, NS::Error** error) {
    return static_cast<Tensor*>(pewter_unsupported_error(this, "-[MTLBuffer newTensorWithDescriptor:offset:error:]",
                                                         reinterpret_cast<void**>(error)));
  }

  /// Not supported: null.
  Texture* newTexture(const TextureDescriptor* /*descriptor*/, NS::UInteger /*offset*/, NS::UInteger /*bytesPerRow*/) {
    return static_cast<Texture*>(
        pewter_unsupported_call(this, "-[MTLBuffer newTextureWithDescriptor:offset:bytesPerRow:]"));
  }

  /// Always null: there is one device.
  Buffer* remoteStorageBuffer() const { return static_cast<Buffer*>(pewter_MTLBuffer_remoteStorageBuffer(this)); }

  /// Removes every debug marker.
  void removeAllDebugMarkers() { pewter_MTLBuffer_removeAllDebugMarkers(this); }

  /// Always BufferSparseTierNone.
  BufferSparseTier sparseBufferTier() const { return pewter_MTLBuffer_sparseBufferTier(this); }
};

}  // namespace MTL
