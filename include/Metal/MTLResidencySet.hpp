// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Allocation;
class Device;
class ResidencySet;
class ResidencySetDescriptor;

}  // namespace MTL

PEWTER_IMPORT NS::UInteger pewter_MTLResidencySetDescriptor_initialCapacity(const void* self);
PEWTER_IMPORT void pewter_MTLResidencySetDescriptor_setInitialCapacity_(const void* self, NS::UInteger initialCapacity);
PEWTER_IMPORT void* pewter_MTLResidencySetDescriptor_label(const void* self);
PEWTER_IMPORT void pewter_MTLResidencySetDescriptor_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void pewter_MTLResidencySet_addAllocation_(const void* self, const void* allocation);
PEWTER_IMPORT void pewter_MTLResidencySet_addAllocations_count_(const void* self, const void* const* allocations,
                                                                NS::UInteger count);
PEWTER_IMPORT void* pewter_MTLResidencySet_allAllocations(const void* self);
PEWTER_IMPORT uint64_t pewter_MTLResidencySet_allocatedSize(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLResidencySet_allocationCount(const void* self);
PEWTER_IMPORT void pewter_MTLResidencySet_commit(const void* self);
PEWTER_IMPORT bool pewter_MTLResidencySet_containsAllocation_(const void* self, const void* anAllocation);
PEWTER_IMPORT void* pewter_MTLResidencySet_device(const void* self);
PEWTER_IMPORT void pewter_MTLResidencySet_endResidency(const void* self);
PEWTER_IMPORT void* pewter_MTLResidencySet_label(const void* self);
PEWTER_IMPORT void pewter_MTLResidencySet_removeAllAllocations(const void* self);
PEWTER_IMPORT void pewter_MTLResidencySet_removeAllocation_(const void* self, const void* allocation);
PEWTER_IMPORT void pewter_MTLResidencySet_removeAllocations_count_(const void* self, const void* const* allocations,
                                                                   NS::UInteger count);
PEWTER_IMPORT void pewter_MTLResidencySet_requestResidency(const void* self);

namespace MTL {

/// What a residency set is made from. Not thread-safe.
class ResidencySetDescriptor : public NS::Copying<ResidencySetDescriptor> {
 public:
  /// A new object, +1, for init().
  static ResidencySetDescriptor* alloc() { return Object::alloc<ResidencySetDescriptor>("MTLResidencySetDescriptor"); }

  /// The object, ready to use.
  ResidencySetDescriptor* init() { return Object::init<ResidencySetDescriptor>(); }

  /// Allocations to make room for; a hint.
  NS::UInteger initialCapacity() const { return pewter_MTLResidencySetDescriptor_initialCapacity(this); }

  /// Sets initialCapacity().
  void setInitialCapacity(NS::UInteger initialCapacity) {
    pewter_MTLResidencySetDescriptor_setInitialCapacity_(this, initialCapacity);
  }

  /// The set's label, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLResidencySetDescriptor_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLResidencySetDescriptor_setLabel_(this, label); }
};

/// A set of allocations to keep in memory. All memory is resident here, so the set only keeps count. Meant for one
/// thread at a time.
class ResidencySet : public NS::Referencing<ResidencySet> {
 public:
  /// Adds an allocation, which is retained. It counts from the next commit().
  void addAllocation(const Allocation* allocation) { pewter_MTLResidencySet_addAllocation_(this, allocation); }

  /// Adds `count` allocations, which are retained. They count from the next commit().
  void addAllocations(const Allocation* const allocations[], NS::UInteger count) {
    pewter_MTLResidencySet_addAllocations_count_(this, reinterpret_cast<const void* const*>(allocations), count);
  }

  /// What the set holds, additions not yet committed included; autoreleased.
  NS::Array* allAllocations() const { return static_cast<NS::Array*>(pewter_MTLResidencySet_allAllocations(this)); }

  /// Bytes that the set's allocations hold as of the last commit().
  uint64_t allocatedSize() const { return pewter_MTLResidencySet_allocatedSize(this); }

  /// Number of allocations, additions not yet committed included.
  NS::UInteger allocationCount() const { return pewter_MTLResidencySet_allocationCount(this); }

  /// Makes the additions and removals since the last commit count.
  void commit() { pewter_MTLResidencySet_commit(this); }

  /// Whether the set holds it, additions not yet committed included.
  bool containsAllocation(const Allocation* anAllocation) {
    return pewter_MTLResidencySet_containsAllocation_(this, anAllocation);
  }

  /// The device that made it; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLResidencySet_device(this)); }

  /// Accepted; memory stays where it is.
  void endResidency() { pewter_MTLResidencySet_endResidency(this); }

  /// The set's label, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLResidencySet_label(this)); }

  /// Removes everything.
  void removeAllAllocations() { pewter_MTLResidencySet_removeAllAllocations(this); }

  /// Removes an allocation.
  void removeAllocation(const Allocation* allocation) { pewter_MTLResidencySet_removeAllocation_(this, allocation); }

  /// Removes `count` allocations.
  void removeAllocations(const Allocation* const allocations[], NS::UInteger count) {
    pewter_MTLResidencySet_removeAllocations_count_(this, reinterpret_cast<const void* const*>(allocations), count);
  }

  /// Accepted; all memory is resident.
  void requestResidency() { pewter_MTLResidencySet_requestResidency(this); }
};

}  // namespace MTL
