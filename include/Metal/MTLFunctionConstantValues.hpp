// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDataType.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class FunctionConstantValues;

}  // namespace MTL

PEWTER_IMPORT void pewter_MTLFunctionConstantValues_setConstantValue_type_atIndex_(const void* self, const void* value,
                                                                                   MTL::DataType type,
                                                                                   NS::UInteger index);
PEWTER_IMPORT void pewter_MTLFunctionConstantValues_setConstantValue_type_withName_(const void* self, const void* value,
                                                                                    MTL::DataType type,
                                                                                    const void* name);
PEWTER_IMPORT void pewter_MTLFunctionConstantValues_setConstantValues_type_withRange_(const void* self,
                                                                                      const void* values,
                                                                                      MTL::DataType type,
                                                                                      NS::Range range);
PEWTER_IMPORT void pewter_MTLFunctionConstantValues_reset(const void* self);

namespace MTL {

/// Values for function constants. Not thread-safe.
class FunctionConstantValues : public NS::Copying<FunctionConstantValues> {
 public:
  /// A new object, +1, for init().
  static FunctionConstantValues* alloc() { return Object::alloc<FunctionConstantValues>("MTLFunctionConstantValues"); }

  /// The object, ready to use.
  FunctionConstantValues* init() { return Object::init<FunctionConstantValues>(); }

  /// Copies a value of `type` for the constant with this index or name. The later value wins.
  void setConstantValue(const void* value, DataType type, NS::UInteger index) {
    pewter_MTLFunctionConstantValues_setConstantValue_type_atIndex_(this, value, type, index);
  }

  void setConstantValue(const void* value, DataType type, const NS::String* name) {
    pewter_MTLFunctionConstantValues_setConstantValue_type_withName_(this, value, type, name);
  }

  /// Copies `range.length` values of `type`, one after another, for the constants from `range.location` on.
  void setConstantValues(const void* values, DataType type, NS::Range range) {
    pewter_MTLFunctionConstantValues_setConstantValues_type_withRange_(this, values, type, range);
  }

  /// Forgets all values.
  void reset() { pewter_MTLFunctionConstantValues_reset(this); }
};

}  // namespace MTL
