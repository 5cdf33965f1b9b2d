// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLArgument.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class AttributeDescriptor;
class AttributeDescriptorArray;
class BufferLayoutDescriptor;
class BufferLayoutDescriptorArray;
class StageInputOutputDescriptor;

_MTL_ENUM(NS::UInteger, AttributeFormat){
    AttributeFormatInvalid = 0,
    AttributeFormatUChar2 = 1,
    AttributeFormatUChar3 = 2,
    AttributeFormatUChar4 = 3,
    AttributeFormatChar2 = 4,
    AttributeFormatChar3 = 5,
    AttributeFormatChar4 = 6,
    AttributeFormatUChar2Normalized = 7,
    AttributeFormatUChar3Normalized = 8,
    AttributeFormatUChar4Normalized = 9,
    AttributeFormatChar2Normalized = 10,
    AttributeFormatChar3Normalized = 11,
    AttributeFormatChar4Normalized = 12,
    AttributeFormatUShort2 = 13,
    AttributeFormatUShort3 = 14,
    AttributeFormatUShort4 = 15,
    AttributeFormatShort2 = 16,
    AttributeFormatShort3 = 17,
    AttributeFormatShort4 = 18,
    AttributeFormatUShort2Normalized = 19,
    AttributeFormatUShort3Normalized = 20,
    AttributeFormatUShort4Normalized = 21,
    AttributeFormatShort2Normalized = 22,
    AttributeFormatShort3Normalized = 23,
    AttributeFormatShort4Normalized = 24,
    AttributeFormatHalf2 = 25,
    AttributeFormatHalf3 = 26,
    AttributeFormatHalf4 = 27,
    AttributeFormatFloat = 28,
    AttributeFormatFloat2 = 29,
    AttributeFormatFloat3 = 30,
    AttributeFormatFloat4 = 31,
    AttributeFormatInt = 32,
    AttributeFormatInt2 = 33,
    AttributeFormatInt3 = 34,
    AttributeFormatInt4 = 35,
    AttributeFormatUInt = 36,
    AttributeFormatUInt2 = 37,
    AttributeFormatUInt3 = 38,
    AttributeFormatUInt4 = 39,
    AttributeFormatInt1010102Normalized = 40,
    AttributeFormatUInt1010102Normalized = 41,
    AttributeFormatUChar4Normalized_BGRA = 42,
    AttributeFormatUChar = 45,
    AttributeFormatChar = 46,
    AttributeFormatUCharNormalized = 47,
    AttributeFormatCharNormalized = 48,
    AttributeFormatUShort = 49,
    AttributeFormatShort = 50,
    AttributeFormatUShortNormalized = 51,
    AttributeFormatShortNormalized = 52,
    AttributeFormatHalf = 53,
    AttributeFormatFloatRG11B10 = 54,
    AttributeFormatFloatRGB9E5 = 55,
};

_MTL_ENUM(NS::UInteger, StepFunction){
    StepFunctionConstant = 0,
    StepFunctionPerVertex = 1,
    StepFunctionPerInstance = 2,
    StepFunctionPerPatch = 3,
    StepFunctionPerPatchControlPoint = 4,
    StepFunctionThreadPositionInGridX = 5,
    StepFunctionThreadPositionInGridY = 6,
    StepFunctionThreadPositionInGridXIndexed = 7,
    StepFunctionThreadPositionInGridYIndexed = 8,
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class BufferLayoutDescriptor : public NS::Copying<BufferLayoutDescriptor> {
 public:
  static BufferLayoutDescriptor* alloc() {
    return static_cast<BufferLayoutDescriptor*>(pewter_unsupported("MTLBufferLayoutDescriptor"));
  }

  BufferLayoutDescriptor* init() { return Object::init<BufferLayoutDescriptor>(); }

  StepFunction stepFunction() const { return {}; }

  void setStepFunction(StepFunction /*stepFunction*/) {}

  NS::UInteger stepRate() const { return {}; }

  void setStepRate(NS::UInteger /*stepRate*/) {}

  NS::UInteger stride() const { return {}; }

  void setStride(NS::UInteger /*stride*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class BufferLayoutDescriptorArray : public NS::Referencing<BufferLayoutDescriptorArray> {
 public:
  static BufferLayoutDescriptorArray* alloc() {
    return static_cast<BufferLayoutDescriptorArray*>(pewter_unsupported("MTLBufferLayoutDescriptorArray"));
  }

  BufferLayoutDescriptorArray* init() { return Object::init<BufferLayoutDescriptorArray>(); }

  BufferLayoutDescriptor* object(NS::UInteger /*index*/) { return {}; }

  void setObject(const BufferLayoutDescriptor* /*bufferDesc*/, NS::UInteger /*index*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AttributeDescriptor : public NS::Copying<AttributeDescriptor> {
 public:
  static AttributeDescriptor* alloc() {
    return static_cast<AttributeDescriptor*>(pewter_unsupported("MTLAttributeDescriptor"));
  }

  AttributeDescriptor* init() { return Object::init<AttributeDescriptor>(); }

  NS::UInteger bufferIndex() const { return {}; }

  void setBufferIndex(NS::UInteger /*bufferIndex*/) {}

  AttributeFormat format() const { return {}; }

  void setFormat(AttributeFormat /*format*/) {}

  NS::UInteger offset() const { return {}; }

  void setOffset(NS::UInteger /*offset*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AttributeDescriptorArray : public NS::Referencing<AttributeDescriptorArray> {
 public:
  static AttributeDescriptorArray* alloc() {
    return static_cast<AttributeDescriptorArray*>(pewter_unsupported("MTLAttributeDescriptorArray"));
  }

  AttributeDescriptorArray* init() { return Object::init<AttributeDescriptorArray>(); }

  AttributeDescriptor* object(NS::UInteger /*index*/) { return {}; }

  void setObject(const AttributeDescriptor* /*attributeDesc*/, NS::UInteger /*index*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class StageInputOutputDescriptor : public NS::Copying<StageInputOutputDescriptor> {
 public:
  static StageInputOutputDescriptor* alloc() {
    return static_cast<StageInputOutputDescriptor*>(pewter_unsupported("MTLStageInputOutputDescriptor"));
  }

  StageInputOutputDescriptor* init() { return Object::init<StageInputOutputDescriptor>(); }

  static StageInputOutputDescriptor* stageInputOutputDescriptor() {
    return static_cast<StageInputOutputDescriptor*>(pewter_unsupported("MTLStageInputOutputDescriptor"));
  }

  AttributeDescriptorArray* attributes() const { return {}; }

  NS::UInteger indexBufferIndex() const { return {}; }

  void setIndexBufferIndex(NS::UInteger /*indexBufferIndex*/) {}

  IndexType indexType() const { return {}; }

  void setIndexType(IndexType /*indexType*/) {}

  BufferLayoutDescriptorArray* layouts() const { return {}; }

  void reset() {}
};

}  // namespace MTL
