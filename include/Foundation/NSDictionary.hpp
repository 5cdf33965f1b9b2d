// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSEnumerator.hpp"
#include "NSObject.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_NSDictionary_dictionary();
PEWTER_IMPORT void* pewter_NSDictionary_dictionaryWithObject_forKey_(const void* object, const void* key);
PEWTER_IMPORT void* pewter_NSDictionary_dictionaryWithObjects_forKeys_count_(const void* const* objects,
                                                                             const void* const* keys,
                                                                             NS::UInteger count);
PEWTER_IMPORT void* pewter_NSDictionary_initWithObjects_forKeys_count_(void* self, const void* const* objects,
                                                                       const void* const* keys, NS::UInteger count);
PEWTER_IMPORT void* pewter_NSDictionary_initWithCoder_(void* self, const void* coder);
PEWTER_IMPORT void* pewter_NSDictionary_keyEnumerator(const void* self);
PEWTER_IMPORT void* pewter_NSDictionary_objectForKey_(const void* self, const void* key);
PEWTER_IMPORT NS::UInteger pewter_NSDictionary_count(const void* self);

namespace NS {

/// An immutable map. It copies its keys and retains its objects. Thread-safe.
class Dictionary : public NS::Copying<Dictionary> {
 public:
  /// An empty dictionary. Autoreleased, as are the two below.
  static Dictionary* dictionary() { return static_cast<Dictionary*>(pewter_NSDictionary_dictionary()); }
  static Dictionary* dictionary(const Object* pObject, const Object* pKey) {
    return static_cast<Dictionary*>(pewter_NSDictionary_dictionaryWithObject_forKey_(pObject, pKey));
  }
  /// A dictionary of `count` pairs. A null among them is a misuse and ends the process, as on a Mac.
  static Dictionary* dictionary(const Object* const* pObjects, const Object* const* pKeys, UInteger count) {
    return static_cast<Dictionary*>(pewter_NSDictionary_dictionaryWithObjects_forKeys_count_(
        reinterpret_cast<const void* const*>(pObjects), reinterpret_cast<const void* const*>(pKeys), count));
  }

  /// A new dictionary for one of the init methods. The caller owns it.
  static Dictionary* alloc() { return Object::alloc<Dictionary>("NSDictionary"); }
  Dictionary* init() { return Object::init<Dictionary>(); }
  Dictionary* init(const Object* const* pObjects, const Object* const* pKeys, UInteger count) {
    return static_cast<Dictionary*>(pewter_NSDictionary_initWithObjects_forKeys_count_(
        this, reinterpret_cast<const void* const*>(pObjects), reinterpret_cast<const void* const*>(pKeys), count));
  }
  /// Not supported: returns null.
  Dictionary* init(const class Coder* pCoder) {
    return static_cast<Dictionary*>(pewter_NSDictionary_initWithCoder_(this, pCoder));
  }

  /// Walks over the keys in no particular order. Autoreleased.
  template <class _KeyType = Object>
  Enumerator<_KeyType>* keyEnumerator() const {
    return static_cast<Enumerator<_KeyType>*>(pewter_NSDictionary_keyEnumerator(this));
  }

  /// The object of a key that isEqual() to `pKey`, still owned by the dictionary; null if there is none.
  template <class _Object = Object>
  _Object* object(const Object* pKey) const {
    return static_cast<_Object*>(pewter_NSDictionary_objectForKey_(this, pKey));
  }
  UInteger count() const { return pewter_NSDictionary_count(this); }
};

}  // namespace NS
