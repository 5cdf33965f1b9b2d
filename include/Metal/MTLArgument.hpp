// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDataType.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLTensor.hpp"
#include "MTLTexture.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Argument;
class ArrayType;
class Binding;
class BufferBinding;
class ObjectPayloadBinding;
class PointerType;
class StructMember;
class StructType;
class TensorBinding;
class TensorExtents;
class TensorReferenceType;
class TextureBinding;
class TextureReferenceType;
class ThreadgroupBinding;
class Type;

_MTL_ENUM(NS::UInteger, IndexType){
    IndexTypeUInt16 = 0,
    IndexTypeUInt32 = 1,
};

_MTL_ENUM(NS::Integer, BindingType){
    BindingTypeBuffer = 0,
    BindingTypeThreadgroupMemory = 1,
    BindingTypeTexture = 2,
    BindingTypeSampler = 3,
    BindingTypeImageblockData = 16,
    BindingTypeImageblock = 17,
    BindingTypeVisibleFunctionTable = 24,
    BindingTypePrimitiveAccelerationStructure = 25,
    BindingTypeInstanceAccelerationStructure = 26,
    BindingTypeIntersectionFunctionTable = 27,
    BindingTypeObjectPayload = 34,
    BindingTypeTensor = 37,
};

_MTL_ENUM(NS::UInteger, ArgumentType){
    ArgumentTypeBuffer = 0,
    ArgumentTypeThreadgroupMemory = 1,
    ArgumentTypeTexture = 2,
    ArgumentTypeSampler = 3,
    ArgumentTypeImageblockData = 16,
    ArgumentTypeImageblock = 17,
    ArgumentTypeVisibleFunctionTable = 24,
    ArgumentTypePrimitiveAccelerationStructure = 25,
    ArgumentTypeInstanceAccelerationStructure = 26,
    ArgumentTypeIntersectionFunctionTable = 27,
};

/// How a kernel uses an argument.
_MTL_ENUM(NS::UInteger, BindingAccess){
    BindingAccessReadOnly = 0,  BindingAccessReadWrite = 1,  BindingAccessWriteOnly = 2,
    ArgumentAccessReadOnly = 0, ArgumentAccessReadWrite = 1, ArgumentAccessWriteOnly = 2,
};

}  // namespace MTL

PEWTER_IMPORT MTL::BindingAccess pewter_MTLArgument_access(const void* self);
PEWTER_IMPORT bool pewter_MTLArgument_isActive(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLArgument_arrayLength(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLArgument_bufferAlignment(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLArgument_bufferDataSize(const void* self);
PEWTER_IMPORT MTL::DataType pewter_MTLArgument_bufferDataType(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLArgument_index(const void* self);
PEWTER_IMPORT bool pewter_MTLArgument_isDepthTexture(const void* self);
PEWTER_IMPORT void* pewter_MTLArgument_name(const void* self);
PEWTER_IMPORT MTL::DataType pewter_MTLArgument_textureDataType(const void* self);
PEWTER_IMPORT MTL::TextureType pewter_MTLArgument_textureType(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLArgument_threadgroupMemoryAlignment(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLArgument_threadgroupMemoryDataSize(const void* self);
PEWTER_IMPORT MTL::ArgumentType pewter_MTLArgument_type(const void* self);
PEWTER_IMPORT MTL::BindingAccess pewter_MTLBinding_access(const void* self);
PEWTER_IMPORT bool pewter_MTLBinding_isArgument(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLBinding_index(const void* self);
PEWTER_IMPORT bool pewter_MTLBinding_isUsed(const void* self);
PEWTER_IMPORT void* pewter_MTLBinding_name(const void* self);
PEWTER_IMPORT MTL::BindingType pewter_MTLBinding_type(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLBufferBinding_bufferAlignment(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLBufferBinding_bufferDataSize(const void* self);
PEWTER_IMPORT MTL::DataType pewter_MTLBufferBinding_bufferDataType(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLThreadgroupBinding_threadgroupMemoryAlignment(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLThreadgroupBinding_threadgroupMemoryDataSize(const void* self);

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class Type : public NS::Referencing<Type> {
 public:
  static Type* alloc() { return static_cast<Type*>(pewter_unsupported("MTLType")); }

  Type* init() { return Object::init<Type>(); }

  DataType dataType() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class StructMember : public NS::Referencing<StructMember> {
 public:
  static StructMember* alloc() { return static_cast<StructMember*>(pewter_unsupported("MTLStructMember")); }

  StructMember* init() { return Object::init<StructMember>(); }

  NS::UInteger argumentIndex() const { return {}; }

  ArrayType* arrayType() { return {}; }

  DataType dataType() const { return {}; }

  NS::String* name() const { return {}; }

  NS::UInteger offset() const { return {}; }

  PointerType* pointerType() { return {}; }

  StructType* structType() { return {}; }

  TensorReferenceType* tensorReferenceType() { return {}; }

  TextureReferenceType* textureReferenceType() { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class StructType : public NS::Referencing<StructType, Type> {
 public:
  static StructType* alloc() { return static_cast<StructType*>(pewter_unsupported("MTLStructType")); }

  StructType* init() { return Object::init<StructType>(); }

  StructMember* memberByName(const NS::String* /*name*/) { return {}; }

  NS::Array* members() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ArrayType : public NS::Referencing<ArrayType, Type> {
 public:
  static ArrayType* alloc() { return static_cast<ArrayType*>(pewter_unsupported("MTLArrayType")); }

  ArrayType* init() { return Object::init<ArrayType>(); }

  NS::UInteger argumentIndexStride() const { return {}; }

  NS::UInteger arrayLength() const { return {}; }

  ArrayType* elementArrayType() { return {}; }

  PointerType* elementPointerType() { return {}; }

  StructType* elementStructType() { return {}; }

  TensorReferenceType* elementTensorReferenceType() { return {}; }

  TextureReferenceType* elementTextureReferenceType() { return {}; }

  DataType elementType() const { return {}; }

  NS::UInteger stride() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class PointerType : public NS::Referencing<PointerType, Type> {
 public:
  static PointerType* alloc() { return static_cast<PointerType*>(pewter_unsupported("MTLPointerType")); }

  PointerType* init() { return Object::init<PointerType>(); }

  BindingAccess access() const { return {}; }

  NS::UInteger alignment() const { return {}; }

  NS::UInteger dataSize() const { return {}; }

  ArrayType* elementArrayType() { return {}; }

  bool elementIsArgumentBuffer() const { return {}; }

  StructType* elementStructType() { return {}; }

  DataType elementType() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TextureReferenceType : public NS::Referencing<TextureReferenceType, Type> {
 public:
  static TextureReferenceType* alloc() {
    return static_cast<TextureReferenceType*>(pewter_unsupported("MTLTextureReferenceType"));
  }

  TextureReferenceType* init() { return Object::init<TextureReferenceType>(); }

  BindingAccess access() const { return {}; }

  bool isDepthTexture() const { return {}; }

  DataType textureDataType() const { return {}; }

  TextureType textureType() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TensorReferenceType : public NS::Referencing<TensorReferenceType, Type> {
 public:
  static TensorReferenceType* alloc() {
    return static_cast<TensorReferenceType*>(pewter_unsupported("MTLTensorReferenceType"));
  }

  TensorReferenceType* init() { return Object::init<TensorReferenceType>(); }

  BindingAccess access() const { return {}; }

  TensorExtents* dimensions() const { return {}; }

  DataType indexType() const { return {}; }

  TensorDataType tensorDataType() const { return {}; }
};

/// One argument of a kernel, by the older interface. Thread-safe.
class Argument : public NS::Referencing<Argument> {
 public:
  /// A new object, +1, for init().
  static Argument* alloc() { return Object::alloc<Argument>("MTLArgument"); }

  /// The object, ready to use.
  Argument* init() { return Object::init<Argument>(); }

  /// How the kernel uses it.
  BindingAccess access() const { return pewter_MTLArgument_access(this); }

  /// Whether the kernel uses it.
  [[deprecated("use isActive")]] bool active() const { return pewter_MTLArgument_isActive(this); }

  /// 1, or elements of an array argument.
  NS::UInteger arrayLength() const { return pewter_MTLArgument_arrayLength(this); }

  /// Bytes that the bound address must be a multiple of.
  NS::UInteger bufferAlignment() const { return pewter_MTLArgument_bufferAlignment(this); }

  /// Bytes of the type pointed to; 0 where unknown.
  NS::UInteger bufferDataSize() const { return pewter_MTLArgument_bufferDataSize(this); }

  /// Type pointed to, where known.
  DataType bufferDataType() const { return pewter_MTLArgument_bufferDataType(this); }

  /// Always null: members are not described.
  PointerType* bufferPointerType() const { return nullptr; }

  /// Always null: members are not described.
  StructType* bufferStructType() const { return nullptr; }

  /// Its [[buffer(n)]] or [[threadgroup(n)]].
  NS::UInteger index() const { return pewter_MTLArgument_index(this); }

  /// Whether the kernel uses it.
  bool isActive() const { return pewter_MTLArgument_isActive(this); }

  /// Always false.
  bool isDepthTexture() const { return pewter_MTLArgument_isDepthTexture(this); }

  /// Its name in the source; autoreleased.
  NS::String* name() const { return static_cast<NS::String*>(pewter_MTLArgument_name(this)); }

  /// Always DataTypeNone.
  DataType textureDataType() const { return pewter_MTLArgument_textureDataType(this); }

  /// Always TextureType1D: textures are not supported.
  TextureType textureType() const { return pewter_MTLArgument_textureType(this); }

  /// Bytes that threadgroup memory is aligned to.
  NS::UInteger threadgroupMemoryAlignment() const { return pewter_MTLArgument_threadgroupMemoryAlignment(this); }

  /// Bytes of the type pointed to.
  NS::UInteger threadgroupMemoryDataSize() const { return pewter_MTLArgument_threadgroupMemoryDataSize(this); }

  /// Buffer or threadgroup memory.
  ArgumentType type() const { return pewter_MTLArgument_type(this); }
};

/// One argument of a kernel. Thread-safe.
class Binding : public NS::Referencing<Binding> {
 public:
  /// How the kernel uses it.
  BindingAccess access() const { return pewter_MTLBinding_access(this); }

  /// Always true: not an implicit binding.
  [[deprecated("use isArgument")]] bool argument() const { return pewter_MTLBinding_isArgument(this); }

  /// Its [[buffer(n)]] or [[threadgroup(n)]].
  NS::UInteger index() const { return pewter_MTLBinding_index(this); }

  /// Always true: not an implicit binding.
  bool isArgument() const { return pewter_MTLBinding_isArgument(this); }

  /// Whether the kernel uses it.
  bool isUsed() const { return pewter_MTLBinding_isUsed(this); }

  /// Its name in the source; autoreleased.
  NS::String* name() const { return static_cast<NS::String*>(pewter_MTLBinding_name(this)); }

  /// Buffer or threadgroup memory.
  BindingType type() const { return pewter_MTLBinding_type(this); }

  /// Whether the kernel uses it.
  [[deprecated("use isUsed")]] bool used() const { return pewter_MTLBinding_isUsed(this); }
};

/// A buffer argument. Thread-safe.
class BufferBinding : public NS::Referencing<BufferBinding, Binding> {
 public:
  /// Bytes that the bound address must be a multiple of.
  NS::UInteger bufferAlignment() const { return pewter_MTLBufferBinding_bufferAlignment(this); }

  /// Bytes of the type pointed to; 0 where unknown.
  NS::UInteger bufferDataSize() const { return pewter_MTLBufferBinding_bufferDataSize(this); }

  /// Type pointed to, where known.
  DataType bufferDataType() const { return pewter_MTLBufferBinding_bufferDataType(this); }

  /// Always null: members are not described.
  PointerType* bufferPointerType() const { return nullptr; }

  /// Always null: members are not described.
  StructType* bufferStructType() const { return nullptr; }
};

/// A threadgroup memory argument. Thread-safe.
class ThreadgroupBinding : public NS::Referencing<ThreadgroupBinding, Binding> {
 public:
  /// Bytes that threadgroup memory is aligned to.
  NS::UInteger threadgroupMemoryAlignment() const {
    return pewter_MTLThreadgroupBinding_threadgroupMemoryAlignment(this);
  }

  /// Bytes of the type pointed to.
  NS::UInteger threadgroupMemoryDataSize() const {
    return pewter_MTLThreadgroupBinding_threadgroupMemoryDataSize(this);
  }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TextureBinding : public NS::Referencing<TextureBinding, Binding> {
 public:
  NS::UInteger arrayLength() const { return {}; }

  [[deprecated("use isDepthTexture")]] bool depthTexture() const { return {}; }

  bool isDepthTexture() const { return {}; }

  DataType textureDataType() const { return {}; }

  TextureType textureType() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ObjectPayloadBinding : public NS::Referencing<ObjectPayloadBinding, Binding> {
 public:
  NS::UInteger objectPayloadAlignment() const { return {}; }

  NS::UInteger objectPayloadDataSize() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TensorBinding : public NS::Referencing<TensorBinding, Binding> {
 public:
  TensorExtents* dimensions() const { return {}; }

  DataType indexType() const { return {}; }

  TensorDataType tensorDataType() const { return {}; }
};

}  // namespace MTL
