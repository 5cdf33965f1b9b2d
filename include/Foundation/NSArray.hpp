// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSObject.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_NSArray_array();
PEWTER_IMPORT void* pewter_NSArray_arrayWithObject_(const void* object);
PEWTER_IMPORT void* pewter_NSArray_arrayWithObjects_count_(const void* const* objects, NS::UInteger count);
PEWTER_IMPORT void* pewter_NSArray_initWithObjects_count_(void* self, const void* const* objects, NS::UInteger count);
PEWTER_IMPORT void* pewter_NSArray_initWithCoder_(void* self, const void* coder);
PEWTER_IMPORT void* pewter_NSArray_objectAtIndex_(const void* self, NS::UInteger index);
PEWTER_IMPORT NS::UInteger pewter_NSArray_count(const void* self);

namespace NS {

/// An immutable list of objects, each of which it retains. Thread-safe.
class Array : public Copying<Array> {
 public:
  /// An empty array. Autoreleased, as are the two below.
  static Array* array() { return static_cast<Array*>(pewter_NSArray_array()); }
  static Array* array(const Object* pObject) { return static_cast<Array*>(pewter_NSArray_arrayWithObject_(pObject)); }
  /// An array of `count` objects. A null among them is a misuse and ends the process, as on a Mac.
  static Array* array(const Object* const* pObjects, UInteger count) {
    return static_cast<Array*>(
        pewter_NSArray_arrayWithObjects_count_(reinterpret_cast<const void* const*>(pObjects), count));
  }

  /// A new array for one of the init methods. The caller owns it.
  static Array* alloc() { return Object::alloc<Array>("NSArray"); }
  Array* init() { return Object::init<Array>(); }
  Array* init(const Object* const* pObjects, UInteger count) {
    return static_cast<Array*>(
        pewter_NSArray_initWithObjects_count_(this, reinterpret_cast<const void* const*>(pObjects), count));
  }
  /// Not supported: returns null.
  Array* init(const class Coder* pCoder) { return static_cast<Array*>(pewter_NSArray_initWithCoder_(this, pCoder)); }

  /// The object at `index`, still owned by the array. An index that is not below count() ends the process.
  template <class _Object = Object>
  _Object* object(UInteger index) const {
    return static_cast<_Object*>(pewter_NSArray_objectAtIndex_(this, index));
  }
  UInteger count() const { return pewter_NSArray_count(this); }
};

}  // namespace NS
