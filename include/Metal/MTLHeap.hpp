// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLAllocation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLResource.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class AccelerationStructure;
class AccelerationStructureDescriptor;
class Buffer;
class Device;
class Heap;
class HeapDescriptor;
class Texture;
class TextureDescriptor;

/// Who places resources in a heap: the heap, or the program.
_MTL_ENUM(NS::Integer, HeapType){
    HeapTypeAutomatic = 0,
    HeapTypePlacement = 1,
    HeapTypeSparse = 2,
};

}  // namespace MTL

PEWTER_IMPORT MTL::CPUCacheMode pewter_MTLHeapDescriptor_cpuCacheMode(const void* self);
PEWTER_IMPORT void pewter_MTLHeapDescriptor_setCpuCacheMode_(const void* self, MTL::CPUCacheMode cpuCacheMode);
PEWTER_IMPORT MTL::HazardTrackingMode pewter_MTLHeapDescriptor_hazardTrackingMode(const void* self);
PEWTER_IMPORT void pewter_MTLHeapDescriptor_setHazardTrackingMode_(const void* self,
                                                                   MTL::HazardTrackingMode hazardTrackingMode);
PEWTER_IMPORT MTL::SparsePageSize pewter_MTLHeapDescriptor_maxCompatiblePlacementSparsePageSize(const void* self);
PEWTER_IMPORT void pewter_MTLHeapDescriptor_setMaxCompatiblePlacementSparsePageSize_(
    const void* self, MTL::SparsePageSize maxCompatiblePlacementSparsePageSize);
PEWTER_IMPORT MTL::ResourceOptions pewter_MTLHeapDescriptor_resourceOptions(const void* self);
PEWTER_IMPORT void pewter_MTLHeapDescriptor_setResourceOptions_(const void* self, MTL::ResourceOptions resourceOptions);
PEWTER_IMPORT NS::UInteger pewter_MTLHeapDescriptor_size(const void* self);
PEWTER_IMPORT void pewter_MTLHeapDescriptor_setSize_(const void* self, NS::UInteger size);
PEWTER_IMPORT MTL::SparsePageSize pewter_MTLHeapDescriptor_sparsePageSize(const void* self);
PEWTER_IMPORT void pewter_MTLHeapDescriptor_setSparsePageSize_(const void* self, MTL::SparsePageSize sparsePageSize);
PEWTER_IMPORT MTL::StorageMode pewter_MTLHeapDescriptor_storageMode(const void* self);
PEWTER_IMPORT void pewter_MTLHeapDescriptor_setStorageMode_(const void* self, MTL::StorageMode storageMode);
PEWTER_IMPORT MTL::HeapType pewter_MTLHeapDescriptor_type(const void* self);
PEWTER_IMPORT void pewter_MTLHeapDescriptor_setType_(const void* self, MTL::HeapType type);
PEWTER_IMPORT MTL::CPUCacheMode pewter_MTLHeap_cpuCacheMode(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLHeap_currentAllocatedSize(const void* self);
PEWTER_IMPORT void* pewter_MTLHeap_device(const void* self);
PEWTER_IMPORT MTL::HazardTrackingMode pewter_MTLHeap_hazardTrackingMode(const void* self);
PEWTER_IMPORT void* pewter_MTLHeap_label(const void* self);
PEWTER_IMPORT void pewter_MTLHeap_setLabel_(const void* self, const void* label);
PEWTER_IMPORT NS::UInteger pewter_MTLHeap_maxAvailableSizeWithAlignment_(const void* self, NS::UInteger alignment);
PEWTER_IMPORT void* pewter_MTLHeap_newBufferWithLength_options_(const void* self, NS::UInteger length,
                                                                MTL::ResourceOptions options);
PEWTER_IMPORT void* pewter_MTLHeap_newBufferWithLength_options_offset_(const void* self, NS::UInteger length,
                                                                       MTL::ResourceOptions options,
                                                                       NS::UInteger offset);
PEWTER_IMPORT MTL::PurgeableState pewter_MTLHeap_setPurgeableState_(const void* self, MTL::PurgeableState state);
PEWTER_IMPORT MTL::ResourceOptions pewter_MTLHeap_resourceOptions(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLHeap_size(const void* self);
PEWTER_IMPORT MTL::StorageMode pewter_MTLHeap_storageMode(const void* self);
PEWTER_IMPORT MTL::HeapType pewter_MTLHeap_type(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLHeap_usedSize(const void* self);

namespace MTL {

/// What a heap is made from. Not thread-safe; Device::newHeap() copies it.
class HeapDescriptor : public NS::Copying<HeapDescriptor> {
 public:
  /// A new object, +1, for init().
  static HeapDescriptor* alloc() { return Object::alloc<HeapDescriptor>("MTLHeapDescriptor"); }

  /// The object, ready to use.
  HeapDescriptor* init() { return Object::init<HeapDescriptor>(); }

  /// Default: CPUCacheModeDefaultCache.
  CPUCacheMode cpuCacheMode() const { return pewter_MTLHeapDescriptor_cpuCacheMode(this); }

  /// Sets cpuCacheMode().
  void setCpuCacheMode(CPUCacheMode cpuCacheMode) { pewter_MTLHeapDescriptor_setCpuCacheMode_(this, cpuCacheMode); }

  /// Default: untracked, unlike buffers of their own.
  HazardTrackingMode hazardTrackingMode() const { return pewter_MTLHeapDescriptor_hazardTrackingMode(this); }

  /// Sets hazardTrackingMode().
  void setHazardTrackingMode(HazardTrackingMode hazardTrackingMode) {
    pewter_MTLHeapDescriptor_setHazardTrackingMode_(this, hazardTrackingMode);
  }

  /// Remembered only: sparse memory is not supported.
  SparsePageSize maxCompatiblePlacementSparsePageSize() const {
    return pewter_MTLHeapDescriptor_maxCompatiblePlacementSparsePageSize(this);
  }

  /// Sets maxCompatiblePlacementSparsePageSize().
  void setMaxCompatiblePlacementSparsePageSize(SparsePageSize maxCompatiblePlacementSparsePageSize) {
    pewter_MTLHeapDescriptor_setMaxCompatiblePlacementSparsePageSize_(this, maxCompatiblePlacementSparsePageSize);
  }

  /// Storage mode, cache mode and hazard tracking in one word.
  ResourceOptions resourceOptions() const { return pewter_MTLHeapDescriptor_resourceOptions(this); }

  /// Sets resourceOptions().
  void setResourceOptions(ResourceOptions resourceOptions) {
    pewter_MTLHeapDescriptor_setResourceOptions_(this, resourceOptions);
  }

  /// Bytes that the heap shall hold; 0 at first.
  NS::UInteger size() const { return pewter_MTLHeapDescriptor_size(this); }

  /// Sets size().
  void setSize(NS::UInteger size) { pewter_MTLHeapDescriptor_setSize_(this, size); }

  /// Remembered only: sparse memory is not supported.
  SparsePageSize sparsePageSize() const { return pewter_MTLHeapDescriptor_sparsePageSize(this); }

  /// Sets sparsePageSize().
  void setSparsePageSize(SparsePageSize sparsePageSize) {
    pewter_MTLHeapDescriptor_setSparsePageSize_(this, sparsePageSize);
  }

  /// Default: StorageModePrivate.
  StorageMode storageMode() const { return pewter_MTLHeapDescriptor_storageMode(this); }

  /// Sets storageMode().
  void setStorageMode(StorageMode storageMode) { pewter_MTLHeapDescriptor_setStorageMode_(this, storageMode); }

  /// Automatic (the heap places resources) or placement (the program does). Sparse heaps are not supported.
  HeapType type() const { return pewter_MTLHeapDescriptor_type(this); }

  /// Sets type().
  void setType(HeapType type) { pewter_MTLHeapDescriptor_setType_(this, type); }
};

/// One allocation from which buffers are made quickly. Thread-safe to make buffers from.
class Heap : public NS::Referencing<Heap, Allocation> {
 public:
  /// The CPU cache mode of its resources.
  CPUCacheMode cpuCacheMode() const { return pewter_MTLHeap_cpuCacheMode(this); }

  /// Bytes of memory that the heap holds.
  NS::UInteger currentAllocatedSize() const { return pewter_MTLHeap_currentAllocatedSize(this); }

  /// The device that made it; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLHeap_device(this)); }

  /// The hazard tracking of its resources.
  HazardTrackingMode hazardTrackingMode() const { return pewter_MTLHeap_hazardTrackingMode(this); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLHeap_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLHeap_setLabel_(this, label); }

  /// Largest resource, in bytes, that fits at this alignment (a power of two) now.
  NS::UInteger maxAvailableSize(NS::UInteger alignment) {
    return pewter_MTLHeap_maxAvailableSizeWithAlignment_(this, alignment);
  }

  /// Not supported: null.
  AccelerationStructure* newAccelerationStructure(NS::UInteger /*size*/) {
    return static_cast<AccelerationStructure*>(
        pewter_unsupported_call(this, "-[MTLHeap newAccelerationStructureWithSize:]"));
  }

  /// Not supported: null.
  AccelerationStructure* newAccelerationStructure(const AccelerationStructureDescriptor* /*descriptor*/) {
    return static_cast<AccelerationStructure*>(
        pewter_unsupported_call(this, "-[MTLHeap newAccelerationStructureWithDescriptor:]"));
  }

  /// Not supported: null.
  AccelerationStructure* newAccelerationStructure(NS::UInteger /*size*/, NS::UInteger /*offset*/) {
    return static_cast<AccelerationStructure*>(
        pewter_unsupported_call(this, "-[MTLHeap newAccelerationStructureWithSize:offset:]"));
  }

  /// Not supported: null.
  AccelerationStructure* newAccelerationStructure(const AccelerationStructureDescriptor* /*descriptor*/,
                                                  NS::UInteger /*offset*/) {
    return static_cast<AccelerationStructure*>(
        pewter_unsupported_call(this, "-[MTLHeap newAccelerationStructureWithDescriptor:offset:]"));
  }

  /// A buffer of `length` bytes from this heap, +1; null when it does not fit. Of `options`, the storage and cache
  /// mode must be the heap's. `offset` (bytes, placement heaps only) says where it goes.
  Buffer* newBuffer(NS::UInteger length, ResourceOptions options) {
    return static_cast<Buffer*>(pewter_MTLHeap_newBufferWithLength_options_(this, length, options));
  }

  Buffer* newBuffer(NS::UInteger length, ResourceOptions options, NS::UInteger offset) {
    return static_cast<Buffer*>(pewter_MTLHeap_newBufferWithLength_options_offset_(this, length, options, offset));
  }

  /// Not supported: null.
  Texture* newTexture(const TextureDescriptor* /*descriptor*/) {
    return static_cast<Texture*>(pewter_unsupported_call(this, "-[MTLHeap newTextureWithDescriptor:]"));
  }

  /// Not supported: null.
  Texture* newTexture(const TextureDescriptor* /*descriptor*/, NS::UInteger /*offset*/) {
    return static_cast<Texture*>(pewter_unsupported_call(this, "-[MTLHeap newTextureWithDescriptor:offset:]"));
  }

  /// Accepted and remembered; memory is never taken away. Returns the state before.
  PurgeableState setPurgeableState(PurgeableState state) { return pewter_MTLHeap_setPurgeableState_(this, state); }

  /// Storage mode, cache mode and hazard tracking in one word.
  ResourceOptions resourceOptions() const { return pewter_MTLHeap_resourceOptions(this); }

  /// Bytes of the descriptor, rounded up.
  NS::UInteger size() const { return pewter_MTLHeap_size(this); }

  /// The storage mode of its resources.
  StorageMode storageMode() const { return pewter_MTLHeap_storageMode(this); }

  /// Automatic or placement.
  HeapType type() const { return pewter_MTLHeap_type(this); }

  /// Bytes that living resources take up.
  NS::UInteger usedSize() const { return pewter_MTLHeap_usedSize(this); }
};

}  // namespace MTL
