// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class LinkedFunctions;

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLLinkedFunctions_linkedFunctions();
PEWTER_IMPORT void* pewter_MTLLinkedFunctions_binaryFunctions(const void* self);
PEWTER_IMPORT void pewter_MTLLinkedFunctions_setBinaryFunctions_(const void* self, const void* binaryFunctions);
PEWTER_IMPORT void* pewter_MTLLinkedFunctions_functions(const void* self);
PEWTER_IMPORT void pewter_MTLLinkedFunctions_setFunctions_(const void* self, const void* functions);
PEWTER_IMPORT void* pewter_MTLLinkedFunctions_groups(const void* self);
PEWTER_IMPORT void pewter_MTLLinkedFunctions_setGroups_(const void* self, const void* groups);
PEWTER_IMPORT void* pewter_MTLLinkedFunctions_privateFunctions(const void* self);
PEWTER_IMPORT void pewter_MTLLinkedFunctions_setPrivateFunctions_(const void* self, const void* privateFunctions);

namespace MTL {

/// Functions that a pipeline may call through pointers or by name. Not thread-safe.
class LinkedFunctions : public NS::Copying<LinkedFunctions> {
 public:
  /// A new object, +1, for init().
  static LinkedFunctions* alloc() { return Object::alloc<LinkedFunctions>("MTLLinkedFunctions"); }

  /// The object, ready to use.
  LinkedFunctions* init() { return Object::init<LinkedFunctions>(); }

  /// A new one, autoreleased.
  static LinkedFunctions* linkedFunctions() {
    return static_cast<LinkedFunctions*>(pewter_MTLLinkedFunctions_linkedFunctions());
  }

  /// Functions already compiled; autoreleased.
  NS::Array* binaryFunctions() const {
    return static_cast<NS::Array*>(pewter_MTLLinkedFunctions_binaryFunctions(this));
  }

  /// Sets binaryFunctions().
  void setBinaryFunctions(const NS::Array* binaryFunctions) {
    pewter_MTLLinkedFunctions_setBinaryFunctions_(this, binaryFunctions);
  }

  /// Array of Function; autoreleased.
  NS::Array* functions() const { return static_cast<NS::Array*>(pewter_MTLLinkedFunctions_functions(this)); }

  /// Sets functions().
  void setFunctions(const NS::Array* functions) { pewter_MTLLinkedFunctions_setFunctions_(this, functions); }

  /// Name of a group to array of Function; autoreleased.
  NS::Dictionary* groups() const { return static_cast<NS::Dictionary*>(pewter_MTLLinkedFunctions_groups(this)); }

  /// Sets groups().
  void setGroups(const NS::Dictionary* groups) { pewter_MTLLinkedFunctions_setGroups_(this, groups); }

  /// Array of Function that the pipeline calls by name only; autoreleased.
  NS::Array* privateFunctions() const {
    return static_cast<NS::Array*>(pewter_MTLLinkedFunctions_privateFunctions(this));
  }

  /// Sets privateFunctions().
  void setPrivateFunctions(const NS::Array* privateFunctions) {
    pewter_MTLLinkedFunctions_setPrivateFunctions_(this, privateFunctions);
  }
};

}  // namespace MTL
