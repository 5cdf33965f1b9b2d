// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLAllocation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Device;
class Heap;
class Resource;

/// Whether memory may be taken away; it never is here.
_MTL_ENUM(NS::UInteger, PurgeableState){
    PurgeableStateKeepCurrent = 1,
    PurgeableStateNonVolatile = 2,
    PurgeableStateVolatile = 3,
    PurgeableStateEmpty = 4,
};

/// How the CPU caches a resource; changes nothing here.
_MTL_ENUM(NS::UInteger, CPUCacheMode){
    CPUCacheModeDefaultCache = 0,
    CPUCacheModeWriteCombined = 1,
};

/// Where a resource lives. All of it is ordinary memory here; only private and memoryless storage hide contents().
_MTL_ENUM(NS::UInteger, StorageMode){
    StorageModeShared = 0,
    StorageModeManaged = 1,
    StorageModePrivate = 2,
    StorageModeMemoryless = 3,
};

/// Whether the runtime orders passes that use a resource.
_MTL_ENUM(NS::UInteger, HazardTrackingMode){
    HazardTrackingModeDefault = 0,
    HazardTrackingModeUntracked = 1,
    HazardTrackingModeTracked = 2,
};

_MTL_ENUM(NS::Integer, SparsePageSize){
    SparsePageSize16 = 101,
    SparsePageSize64 = 102,
    SparsePageSize256 = 103,
};

_MTL_ENUM(NS::Integer, BufferSparseTier){
    BufferSparseTierNone = 0,
    BufferSparseTier1 = 1,
};

_MTL_ENUM(NS::Integer, TextureSparseTier){
    TextureSparseTierNone = 0,
    TextureSparseTier1 = 1,
    TextureSparseTier2 = 2,
};

/// Storage mode, cache mode and hazard tracking of a resource in one word.
_MTL_OPTIONS(NS::UInteger, ResourceOptions){
    ResourceCPUCacheModeDefaultCache = 0,
    ResourceCPUCacheModeWriteCombined = 1,
    ResourceStorageModeShared = 0,
    ResourceStorageModeManaged = 1 << 4,
    ResourceStorageModePrivate = 1 << 5,
    ResourceStorageModeMemoryless = 1 << 5,
    ResourceHazardTrackingModeDefault = 0,
    ResourceHazardTrackingModeUntracked = 1 << 8,
    ResourceHazardTrackingModeTracked = 1 << 9,
    ResourceOptionCPUCacheModeDefault = 0,
    ResourceOptionCPUCacheModeWriteCombined = 1,
};

}  // namespace MTL

PEWTER_IMPORT NS::UInteger pewter_MTLResource_allocatedSize(const void* self);
PEWTER_IMPORT MTL::CPUCacheMode pewter_MTLResource_cpuCacheMode(const void* self);
PEWTER_IMPORT void* pewter_MTLResource_device(const void* self);
PEWTER_IMPORT MTL::HazardTrackingMode pewter_MTLResource_hazardTrackingMode(const void* self);
PEWTER_IMPORT void* pewter_MTLResource_heap(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLResource_heapOffset(const void* self);
PEWTER_IMPORT bool pewter_MTLResource_isAliasable(const void* self);
PEWTER_IMPORT void* pewter_MTLResource_label(const void* self);
PEWTER_IMPORT void pewter_MTLResource_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void pewter_MTLResource_makeAliasable(const void* self);
PEWTER_IMPORT MTL::PurgeableState pewter_MTLResource_setPurgeableState_(const void* self, MTL::PurgeableState state);
PEWTER_IMPORT MTL::ResourceOptions pewter_MTLResource_resourceOptions(const void* self);
PEWTER_IMPORT MTL::StorageMode pewter_MTLResource_storageMode(const void* self);

namespace MTL {

/// Memory that commands read and write: the part that buffers share. Reading properties is thread-safe; changing them
/// is not.
class Resource : public NS::Referencing<Resource, Allocation> {
 public:
  /// Bytes of memory held, which may be more than a buffer's length().
  NS::UInteger allocatedSize() const { return pewter_MTLResource_allocatedSize(this); }

  /// The CPU cache mode of creation; it changes nothing here.
  CPUCacheMode cpuCacheMode() const { return pewter_MTLResource_cpuCacheMode(this); }

  /// The device that made it; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLResource_device(this)); }

  /// Whether the runtime orders passes that use it: tracked, or untracked (the program does, with fences and events).
  HazardTrackingMode hazardTrackingMode() const { return pewter_MTLResource_hazardTrackingMode(this); }

  /// The heap it was made from, or null; borrowed.
  Heap* heap() const { return static_cast<Heap*>(pewter_MTLResource_heap(this)); }

  /// Bytes from the start of its heap; 0 outside of a heap.
  NS::UInteger heapOffset() const { return pewter_MTLResource_heapOffset(this); }

  /// True once makeAliasable() was called.
  bool isAliasable() { return pewter_MTLResource_isAliasable(this); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLResource_label(this)); }

  /// Sets label(); the string is copied. Messages and captures print it.
  void setLabel(const NS::String* label) { pewter_MTLResource_setLabel_(this, label); }

  /// Lets later resources of the same heap take its memory. Its contents are undefined from then on.
  void makeAliasable() { pewter_MTLResource_makeAliasable(this); }

  /// Accepted and remembered; memory is never taken away. Returns the state before.
  PurgeableState setPurgeableState(PurgeableState state) { return pewter_MTLResource_setPurgeableState_(this, state); }

  /// The options of creation: storage mode, cache mode and hazard tracking in one word.
  ResourceOptions resourceOptions() const { return pewter_MTLResource_resourceOptions(this); }

  /// Where the memory lives. Every mode is ordinary memory here, but contents() of private storage is null.
  StorageMode storageMode() const { return pewter_MTLResource_storageMode(this); }
};

}  // namespace MTL
