// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSEnumerator.hpp"
#include "NSObject.hpp"

PEWTER_IMPORT NS::UInteger pewter_NSSet_count(const void* self);
PEWTER_IMPORT void* pewter_NSSet_objectEnumerator(const void* self);
PEWTER_IMPORT void* pewter_NSSet_initWithObjects_count_(void* self, const void* const* objects, NS::UInteger count);
PEWTER_IMPORT void* pewter_NSSet_initWithCoder_(void* self, const void* coder);

namespace NS {

/// An immutable set of objects, each of which it retains. Thread-safe.
class Set : public NS::Copying<Set> {
 public:
  UInteger count() const { return pewter_NSSet_count(this); }
  /// Walks over the objects in no particular order. Autoreleased.
  Enumerator<Object>* objectEnumerator() const {
    return static_cast<Enumerator<Object>*>(pewter_NSSet_objectEnumerator(this));
  }

  /// A new set for one of the init methods. The caller owns it.
  static Set* alloc() { return Object::alloc<Set>("NSSet"); }
  Set* init() { return Object::init<Set>(); }
  /// A set of `count` objects, equal ones once. A null among them is a misuse and ends the process, as on a Mac.
  Set* init(const Object* const* pObjects, UInteger count) {
    return static_cast<Set*>(
        pewter_NSSet_initWithObjects_count_(this, reinterpret_cast<const void* const*>(pObjects), count));
  }
  /// Not supported: returns null.
  Set* init(const class Coder* pCoder) { return static_cast<Set*>(pewter_NSSet_initWithCoder_(this, pCoder)); }
};

}  // namespace NS
