// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class FunctionConstantValues;
class FunctionDescriptor;
class IntersectionFunctionDescriptor;

_MTL_OPTIONS(NS::UInteger, FunctionOptions){
    FunctionOptionNone = 0,
    FunctionOptionCompileToBinary = 1,
    FunctionOptionStoreFunctionInMetalPipelinesScript = 1 << 1,
    FunctionOptionStoreFunctionInMetalScript = 1 << 1,
    FunctionOptionFailOnBinaryArchiveMiss = 1 << 2,
    FunctionOptionPipelineIndependent = 1 << 3,
};

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLFunctionDescriptor_functionDescriptor();
PEWTER_IMPORT void* pewter_MTLFunctionDescriptor_binaryArchives(const void* self);
PEWTER_IMPORT void pewter_MTLFunctionDescriptor_setBinaryArchives_(const void* self, const void* binaryArchives);
PEWTER_IMPORT void* pewter_MTLFunctionDescriptor_constantValues(const void* self);
PEWTER_IMPORT void pewter_MTLFunctionDescriptor_setConstantValues_(const void* self, const void* constantValues);
PEWTER_IMPORT void* pewter_MTLFunctionDescriptor_name(const void* self);
PEWTER_IMPORT void pewter_MTLFunctionDescriptor_setName_(const void* self, const void* name);
PEWTER_IMPORT MTL::FunctionOptions pewter_MTLFunctionDescriptor_options(const void* self);
PEWTER_IMPORT void pewter_MTLFunctionDescriptor_setOptions_(const void* self, MTL::FunctionOptions options);
PEWTER_IMPORT void* pewter_MTLFunctionDescriptor_specializedName(const void* self);
PEWTER_IMPORT void pewter_MTLFunctionDescriptor_setSpecializedName_(const void* self, const void* specializedName);

namespace MTL {

/// What a function is made from. Not thread-safe.
class FunctionDescriptor : public NS::Copying<FunctionDescriptor> {
 public:
  /// A new object, +1, for init().
  static FunctionDescriptor* alloc() { return Object::alloc<FunctionDescriptor>("MTLFunctionDescriptor"); }

  /// The object, ready to use.
  FunctionDescriptor* init() { return Object::init<FunctionDescriptor>(); }

  /// A new one, autoreleased.
  static FunctionDescriptor* functionDescriptor() {
    return static_cast<FunctionDescriptor*>(pewter_MTLFunctionDescriptor_functionDescriptor());
  }

  /// Remembered only: binary archives are not supported. Autoreleased.
  NS::Array* binaryArchives() const {
    return static_cast<NS::Array*>(pewter_MTLFunctionDescriptor_binaryArchives(this));
  }

  /// Sets binaryArchives().
  void setBinaryArchives(const NS::Array* binaryArchives) {
    pewter_MTLFunctionDescriptor_setBinaryArchives_(this, binaryArchives);
  }

  /// Values of its function constants; borrowed.
  FunctionConstantValues* constantValues() const {
    return static_cast<FunctionConstantValues*>(pewter_MTLFunctionDescriptor_constantValues(this));
  }

  /// Sets constantValues().
  void setConstantValues(const FunctionConstantValues* constantValues) {
    pewter_MTLFunctionDescriptor_setConstantValues_(this, constantValues);
  }

  /// The function's name in the library; autoreleased.
  NS::String* name() const { return static_cast<NS::String*>(pewter_MTLFunctionDescriptor_name(this)); }

  /// Sets name(); the string is copied.
  void setName(const NS::String* name) { pewter_MTLFunctionDescriptor_setName_(this, name); }

  /// Remembered only.
  FunctionOptions options() const { return pewter_MTLFunctionDescriptor_options(this); }

  /// Sets options().
  void setOptions(FunctionOptions options) { pewter_MTLFunctionDescriptor_setOptions_(this, options); }

  /// The name that the result goes by; null: name(). Autoreleased.
  NS::String* specializedName() const {
    return static_cast<NS::String*>(pewter_MTLFunctionDescriptor_specializedName(this));
  }

  /// Sets specializedName(); the string is copied.
  void setSpecializedName(const NS::String* specializedName) {
    pewter_MTLFunctionDescriptor_setSpecializedName_(this, specializedName);
  }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IntersectionFunctionDescriptor : public NS::Copying<IntersectionFunctionDescriptor, FunctionDescriptor> {
 public:
  static IntersectionFunctionDescriptor* alloc() {
    return static_cast<IntersectionFunctionDescriptor*>(pewter_unsupported("MTLIntersectionFunctionDescriptor"));
  }

  IntersectionFunctionDescriptor* init() { return Object::init<IntersectionFunctionDescriptor>(); }
};

}  // namespace MTL
