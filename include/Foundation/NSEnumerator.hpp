// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSObject.hpp"
#include "NSTypes.hpp"

namespace NS {
struct FastEnumerationState;
}

PEWTER_IMPORT NS::UInteger pewter_NSFastEnumeration_countByEnumeratingWithState_objects_count_(
    void* self, NS::FastEnumerationState* state, void** buffer, NS::UInteger count);
PEWTER_IMPORT void* pewter_NSEnumerator_nextObject(void* self);
PEWTER_IMPORT void* pewter_NSEnumerator_allObjects(void* self);

namespace NS {

/// Where a fast enumeration stands. Zero it before the first call.
struct FastEnumerationState {
  unsigned long state;
  Object** itemsPtr;
  unsigned long* mutationsPtr;
  unsigned long extra[5];
};

/// Enumeration in batches, for arrays, sets, dictionaries (their keys) and enumerators.
class FastEnumeration : public Referencing<FastEnumeration> {
 public:
  /// Points `pState->itemsPtr` at the next objects, at most `len` of them in `pBuffer`, and returns their number; 0 at the end.
  NS::UInteger countByEnumerating(FastEnumerationState* pState, Object** pBuffer, NS::UInteger len) {
    return pewter_NSFastEnumeration_countByEnumeratingWithState_objects_count_(
        this, pState, reinterpret_cast<void**>(pBuffer), len);
  }
};

/// Walks over objects once. For one thread at a time.
template <class _ObjectType>
class Enumerator : public Referencing<Enumerator<_ObjectType>, FastEnumeration> {
 public:
  /// The next object, not owned by the caller; null at the end.
  _ObjectType* nextObject() { return static_cast<_ObjectType*>(pewter_NSEnumerator_nextObject(this)); }
  /// All objects that are left. Autoreleased.
  class Array* allObjects() { return reinterpret_cast<class Array*>(pewter_NSEnumerator_allObjects(this)); }
};

}  // namespace NS
