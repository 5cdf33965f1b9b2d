// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSPrivate.hpp"
#include "NSTypes.hpp"

#include <type_traits>

PEWTER_IMPORT void* pewter_class_alloc(const char* class_name);
PEWTER_IMPORT void* pewter_NSObject_init(void* self);
PEWTER_IMPORT void* pewter_NSObject_retain(const void* self);
PEWTER_IMPORT void pewter_NSObject_release(const void* self);
PEWTER_IMPORT void* pewter_NSObject_autorelease(const void* self);
PEWTER_IMPORT NS::UInteger pewter_NSObject_retainCount(const void* self);
PEWTER_IMPORT void* pewter_NSObject_copy(const void* self);
PEWTER_IMPORT NS::UInteger pewter_NSObject_hash(const void* self);
PEWTER_IMPORT bool pewter_NSObject_isEqual_(const void* self, const void* other);
PEWTER_IMPORT void* pewter_NSObject_description(const void* self);
PEWTER_IMPORT void* pewter_NSObject_debugDescription(const void* self);

namespace NS {

class Object;

namespace Private {
/// What Object derives from: nothing. Objects live in the library; a program only ever holds pointers to them.
struct Root {};
}  // namespace Private

/// Reference counting for `_Class`. An object lives while its count is above zero. Methods whose name starts with alloc,
/// new, copy or Create hand a reference to the caller; objects from any other method are autoreleased: retain them to keep
/// them. All of it is thread-safe, and a call on null does nothing.
template <class _Class, class _Base = class Object>
class Referencing : public _Base {
 public:
  /// Adds a reference and returns the object.
  _Class* retain() { return static_cast<_Class*>(pewter_NSObject_retain(this)); }
  /// Gives a reference back; the last one frees the object. A release too many is ignored and reported once a class.
  void release() { pewter_NSObject_release(this); }
  /// Gives the reference to the innermost autorelease pool of this thread. Without a pool the object leaks.
  _Class* autorelease() { return static_cast<_Class*>(pewter_NSObject_autorelease(this)); }
  /// The number of references. Only good for debugging: other threads may change it at any time.
  UInteger retainCount() const { return pewter_NSObject_retainCount(this); }
};

/// Adds copy() to `_Class`.
template <class _Class, class _Base = class Object>
class Copying : public Referencing<_Class, _Base> {
 public:
  /// A copy that the caller owns. Immutable objects return themselves, retained.
  _Class* copy() const { return static_cast<_Class*>(pewter_NSObject_copy(this)); }
};

/// Marks classes that Apple can archive. Archiving itself is not supported.
template <class _Class, class _Base = class Object>
class SecureCoding : public Referencing<_Class, _Base> {};

/// The root of all classes. Objects are made by alloc()->init() or by methods, never by a constructor.
class Object : public Referencing<Object, Private::Root> {
 public:
  /// Equal objects have equal hashes.
  UInteger hash() const { return pewter_NSObject_hash(this); }
  /// Equality of value for strings, numbers, collections and the like; identity for everything else.
  bool isEqual(const Object* pObject) const { return pewter_NSObject_isEqual_(this, pObject); }

  /// A text for people. Autoreleased.
  class String* description() const { return reinterpret_cast<class String*>(pewter_NSObject_description(this)); }
  /// A text for debugging. Autoreleased.
  class String* debugDescription() const {
    return reinterpret_cast<class String*>(pewter_NSObject_debugDescription(this));
  }

 protected:
  friend class Referencing<Object, Private::Root>;

  /// A new object of the class with that Objective-C name, owned by the caller; null if it cannot be allocated.
  template <class _Class>
  static _Class* alloc(const char* pClassName) {
    return static_cast<_Class*>(pewter_class_alloc(pClassName));
  }

  template <class _Class>
  _Class* init() {
    return static_cast<_Class*>(pewter_NSObject_init(this));
  }

 private:
  Object() = delete;
  Object(const Object&) = delete;
  ~Object() = delete;
  Object& operator=(const Object&) = delete;
};

}  // namespace NS
