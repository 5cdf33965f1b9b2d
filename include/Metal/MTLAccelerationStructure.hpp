// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLAccelerationStructureTypes.hpp"
#include "MTLArgument.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLResource.hpp"
#include "MTLStageInputOutputDescriptor.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class AccelerationStructure;
class AccelerationStructureBoundingBoxGeometryDescriptor;
class AccelerationStructureCurveGeometryDescriptor;
class AccelerationStructureDescriptor;
class AccelerationStructureGeometryDescriptor;
class AccelerationStructureMotionBoundingBoxGeometryDescriptor;
class AccelerationStructureMotionCurveGeometryDescriptor;
class AccelerationStructureMotionTriangleGeometryDescriptor;
class AccelerationStructureTriangleGeometryDescriptor;
class Buffer;
class IndirectInstanceAccelerationStructureDescriptor;
class InstanceAccelerationStructureDescriptor;
class MotionKeyframeData;
class PrimitiveAccelerationStructureDescriptor;

_MTL_ENUM(NS::Integer, MatrixLayout){
    MatrixLayoutColumnMajor = 0,
    MatrixLayoutRowMajor = 1,
};

_MTL_ENUM(uint32_t, MotionBorderMode){
    MotionBorderModeClamp = 0,
    MotionBorderModeVanish = 1,
};

_MTL_ENUM(NS::Integer, CurveType){
    CurveTypeRound = 0,
    CurveTypeFlat = 1,
};

_MTL_ENUM(NS::Integer, CurveBasis){
    CurveBasisBSpline = 0,
    CurveBasisCatmullRom = 1,
    CurveBasisLinear = 2,
    CurveBasisBezier = 3,
};

_MTL_ENUM(NS::Integer, CurveEndCaps){
    CurveEndCapsNone = 0,
    CurveEndCapsDisk = 1,
    CurveEndCapsSphere = 2,
};

_MTL_ENUM(NS::UInteger, AccelerationStructureInstanceDescriptorType){
    AccelerationStructureInstanceDescriptorTypeDefault = 0,
    AccelerationStructureInstanceDescriptorTypeUserID = 1,
    AccelerationStructureInstanceDescriptorTypeMotion = 2,
    AccelerationStructureInstanceDescriptorTypeIndirect = 3,
    AccelerationStructureInstanceDescriptorTypeIndirectMotion = 4,
};

_MTL_ENUM(NS::Integer, TransformType){
    TransformTypePackedFloat4x3 = 0,
    TransformTypeComponent = 1,
};

_MTL_OPTIONS(NS::UInteger, AccelerationStructureRefitOptions){
    AccelerationStructureRefitOptionVertexData = 1,
    AccelerationStructureRefitOptionPerPrimitiveData = 1 << 1,
};

_MTL_OPTIONS(NS::UInteger, AccelerationStructureUsage){
    AccelerationStructureUsageNone = 0,
    AccelerationStructureUsageRefit = 1,
    AccelerationStructureUsagePreferFastBuild = 1 << 1,
    AccelerationStructureUsageExtendedLimits = 1 << 2,
    AccelerationStructureUsagePreferFastIntersection = 1 << 4,
    AccelerationStructureUsageMinimizeMemory = 1 << 5,
};

_MTL_OPTIONS(uint32_t, AccelerationStructureInstanceOptions){
    AccelerationStructureInstanceOptionNone = 0,
    AccelerationStructureInstanceOptionDisableTriangleCulling = 1,
    AccelerationStructureInstanceOptionTriangleFrontFacingWindingCounterClockwise = 1 << 1,
    AccelerationStructureInstanceOptionOpaque = 1 << 2,
    AccelerationStructureInstanceOptionNonOpaque = 1 << 3,
};

struct AccelerationStructureInstanceDescriptor {
  PackedFloat4x3 transformationMatrix;
  AccelerationStructureInstanceOptions options;
  uint32_t mask;
  uint32_t intersectionFunctionTableOffset;
  uint32_t accelerationStructureIndex;
};

struct AccelerationStructureUserIDInstanceDescriptor {
  PackedFloat4x3 transformationMatrix;
  AccelerationStructureInstanceOptions options;
  uint32_t mask;
  uint32_t intersectionFunctionTableOffset;
  uint32_t accelerationStructureIndex;
  uint32_t userID;
};

struct AccelerationStructureMotionInstanceDescriptor {
  AccelerationStructureInstanceOptions options;
  uint32_t mask;
  uint32_t intersectionFunctionTableOffset;
  uint32_t accelerationStructureIndex;
  uint32_t userID;
  uint32_t motionTransformsStartIndex;
  uint32_t motionTransformsCount;
  MotionBorderMode motionStartBorderMode;
  MotionBorderMode motionEndBorderMode;
  float motionStartTime;
  float motionEndTime;
};

struct IndirectAccelerationStructureInstanceDescriptor {
  PackedFloat4x3 transformationMatrix;
  AccelerationStructureInstanceOptions options;
  uint32_t mask;
  uint32_t intersectionFunctionTableOffset;
  uint32_t userID;
  ResourceID accelerationStructureID;
};

struct IndirectAccelerationStructureMotionInstanceDescriptor {
  AccelerationStructureInstanceOptions options;
  uint32_t mask;
  uint32_t intersectionFunctionTableOffset;
  uint32_t userID;
  ResourceID accelerationStructureID;
  uint32_t motionTransformsStartIndex;
  uint32_t motionTransformsCount;
  MotionBorderMode motionStartBorderMode;
  MotionBorderMode motionEndBorderMode;
  float motionStartTime;
  float motionEndTime;
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructureDescriptor : public NS::Copying<AccelerationStructureDescriptor> {
 public:
  static AccelerationStructureDescriptor* alloc() {
    return static_cast<AccelerationStructureDescriptor*>(pewter_unsupported("MTLAccelerationStructureDescriptor"));
  }

  AccelerationStructureDescriptor* init() { return Object::init<AccelerationStructureDescriptor>(); }

  AccelerationStructureUsage usage() const { return {}; }

  void setUsage(AccelerationStructureUsage /*usage*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructureGeometryDescriptor : public NS::Copying<AccelerationStructureGeometryDescriptor> {
 public:
  static AccelerationStructureGeometryDescriptor* alloc() {
    return static_cast<AccelerationStructureGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureGeometryDescriptor"));
  }

  AccelerationStructureGeometryDescriptor* init() { return Object::init<AccelerationStructureGeometryDescriptor>(); }

  bool allowDuplicateIntersectionFunctionInvocation() const { return {}; }

  void setAllowDuplicateIntersectionFunctionInvocation(bool /*allowDuplicateIntersectionFunctionInvocation*/) {}

  NS::UInteger intersectionFunctionTableOffset() const { return {}; }

  void setIntersectionFunctionTableOffset(NS::UInteger /*intersectionFunctionTableOffset*/) {}

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  bool opaque() const { return {}; }

  void setOpaque(bool /*opaque*/) {}

  Buffer* primitiveDataBuffer() const { return {}; }

  void setPrimitiveDataBuffer(const Buffer* /*primitiveDataBuffer*/) {}

  NS::UInteger primitiveDataBufferOffset() const { return {}; }

  void setPrimitiveDataBufferOffset(NS::UInteger /*primitiveDataBufferOffset*/) {}

  NS::UInteger primitiveDataElementSize() const { return {}; }

  void setPrimitiveDataElementSize(NS::UInteger /*primitiveDataElementSize*/) {}

  NS::UInteger primitiveDataStride() const { return {}; }

  void setPrimitiveDataStride(NS::UInteger /*primitiveDataStride*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class PrimitiveAccelerationStructureDescriptor
    : public NS::Copying<PrimitiveAccelerationStructureDescriptor, AccelerationStructureDescriptor> {
 public:
  static PrimitiveAccelerationStructureDescriptor* alloc() {
    return static_cast<PrimitiveAccelerationStructureDescriptor*>(
        pewter_unsupported("MTLPrimitiveAccelerationStructureDescriptor"));
  }

  PrimitiveAccelerationStructureDescriptor* init() { return Object::init<PrimitiveAccelerationStructureDescriptor>(); }

  static PrimitiveAccelerationStructureDescriptor* descriptor() {
    return static_cast<PrimitiveAccelerationStructureDescriptor*>(
        pewter_unsupported("MTLPrimitiveAccelerationStructureDescriptor"));
  }

  NS::Array* geometryDescriptors() const { return {}; }

  void setGeometryDescriptors(const NS::Array* /*geometryDescriptors*/) {}

  MotionBorderMode motionEndBorderMode() const { return {}; }

  void setMotionEndBorderMode(MotionBorderMode /*motionEndBorderMode*/) {}

  float motionEndTime() const { return {}; }

  void setMotionEndTime(float /*motionEndTime*/) {}

  NS::UInteger motionKeyframeCount() const { return {}; }

  void setMotionKeyframeCount(NS::UInteger /*motionKeyframeCount*/) {}

  MotionBorderMode motionStartBorderMode() const { return {}; }

  void setMotionStartBorderMode(MotionBorderMode /*motionStartBorderMode*/) {}

  float motionStartTime() const { return {}; }

  void setMotionStartTime(float /*motionStartTime*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructureTriangleGeometryDescriptor
    : public NS::Copying<AccelerationStructureTriangleGeometryDescriptor, AccelerationStructureGeometryDescriptor> {
 public:
  static AccelerationStructureTriangleGeometryDescriptor* alloc() {
    return static_cast<AccelerationStructureTriangleGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureTriangleGeometryDescriptor"));
  }

  AccelerationStructureTriangleGeometryDescriptor* init() {
    return Object::init<AccelerationStructureTriangleGeometryDescriptor>();
  }

  static AccelerationStructureTriangleGeometryDescriptor* descriptor() {
    return static_cast<AccelerationStructureTriangleGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureTriangleGeometryDescriptor"));
  }

  Buffer* indexBuffer() const { return {}; }

  void setIndexBuffer(const Buffer* /*indexBuffer*/) {}

  NS::UInteger indexBufferOffset() const { return {}; }

  void setIndexBufferOffset(NS::UInteger /*indexBufferOffset*/) {}

  IndexType indexType() const { return {}; }

  void setIndexType(IndexType /*indexType*/) {}

  Buffer* transformationMatrixBuffer() const { return {}; }

  void setTransformationMatrixBuffer(const Buffer* /*transformationMatrixBuffer*/) {}

  NS::UInteger transformationMatrixBufferOffset() const { return {}; }

  void setTransformationMatrixBufferOffset(NS::UInteger /*transformationMatrixBufferOffset*/) {}

  MatrixLayout transformationMatrixLayout() const { return {}; }

  void setTransformationMatrixLayout(MatrixLayout /*transformationMatrixLayout*/) {}

  NS::UInteger triangleCount() const { return {}; }

  void setTriangleCount(NS::UInteger /*triangleCount*/) {}

  Buffer* vertexBuffer() const { return {}; }

  void setVertexBuffer(const Buffer* /*vertexBuffer*/) {}

  NS::UInteger vertexBufferOffset() const { return {}; }

  void setVertexBufferOffset(NS::UInteger /*vertexBufferOffset*/) {}

  AttributeFormat vertexFormat() const { return {}; }

  void setVertexFormat(AttributeFormat /*vertexFormat*/) {}

  NS::UInteger vertexStride() const { return {}; }

  void setVertexStride(NS::UInteger /*vertexStride*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructureBoundingBoxGeometryDescriptor
    : public NS::Copying<AccelerationStructureBoundingBoxGeometryDescriptor, AccelerationStructureGeometryDescriptor> {
 public:
  static AccelerationStructureBoundingBoxGeometryDescriptor* alloc() {
    return static_cast<AccelerationStructureBoundingBoxGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureBoundingBoxGeometryDescriptor"));
  }

  AccelerationStructureBoundingBoxGeometryDescriptor* init() {
    return Object::init<AccelerationStructureBoundingBoxGeometryDescriptor>();
  }

  static AccelerationStructureBoundingBoxGeometryDescriptor* descriptor() {
    return static_cast<AccelerationStructureBoundingBoxGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureBoundingBoxGeometryDescriptor"));
  }

  Buffer* boundingBoxBuffer() const { return {}; }

  void setBoundingBoxBuffer(const Buffer* /*boundingBoxBuffer*/) {}

  NS::UInteger boundingBoxBufferOffset() const { return {}; }

  void setBoundingBoxBufferOffset(NS::UInteger /*boundingBoxBufferOffset*/) {}

  NS::UInteger boundingBoxCount() const { return {}; }

  void setBoundingBoxCount(NS::UInteger /*boundingBoxCount*/) {}

  NS::UInteger boundingBoxStride() const { return {}; }

  void setBoundingBoxStride(NS::UInteger /*boundingBoxStride*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class MotionKeyframeData : public NS::Referencing<MotionKeyframeData> {
 public:
  static MotionKeyframeData* alloc() {
    return static_cast<MotionKeyframeData*>(pewter_unsupported("MTLMotionKeyframeData"));
  }

  MotionKeyframeData* init() { return Object::init<MotionKeyframeData>(); }

  static MotionKeyframeData* data() {
    return static_cast<MotionKeyframeData*>(pewter_unsupported("MTLMotionKeyframeData"));
  }

  Buffer* buffer() const { return {}; }

  void setBuffer(const Buffer* /*buffer*/) {}

  NS::UInteger offset() const { return {}; }

  void setOffset(NS::UInteger /*offset*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructureMotionTriangleGeometryDescriptor
    : public NS::Copying<AccelerationStructureMotionTriangleGeometryDescriptor,
                         AccelerationStructureGeometryDescriptor> {
 public:
  static AccelerationStructureMotionTriangleGeometryDescriptor* alloc() {
    return static_cast<AccelerationStructureMotionTriangleGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureMotionTriangleGeometryDescriptor"));
  }

  AccelerationStructureMotionTriangleGeometryDescriptor* init() {
    return Object::init<AccelerationStructureMotionTriangleGeometryDescriptor>();
  }

  static AccelerationStructureMotionTriangleGeometryDescriptor* descriptor() {
    return static_cast<AccelerationStructureMotionTriangleGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureMotionTriangleGeometryDescriptor"));
  }

  Buffer* indexBuffer() const { return {}; }

  void setIndexBuffer(const Buffer* /*indexBuffer*/) {}

  NS::UInteger indexBufferOffset() const { return {}; }

  void setIndexBufferOffset(NS::UInteger /*indexBufferOffset*/) {}

  IndexType indexType() const { return {}; }

  void setIndexType(IndexType /*indexType*/) {}

  Buffer* transformationMatrixBuffer() const { return {}; }

  void setTransformationMatrixBuffer(const Buffer* /*transformationMatrixBuffer*/) {}

  NS::UInteger transformationMatrixBufferOffset() const { return {}; }

  void setTransformationMatrixBufferOffset(NS::UInteger /*transformationMatrixBufferOffset*/) {}

  MatrixLayout transformationMatrixLayout() const { return {}; }

  void setTransformationMatrixLayout(MatrixLayout /*transformationMatrixLayout*/) {}

  NS::UInteger triangleCount() const { return {}; }

  void setTriangleCount(NS::UInteger /*triangleCount*/) {}

  NS::Array* vertexBuffers() const { return {}; }

  void setVertexBuffers(const NS::Array* /*vertexBuffers*/) {}

  AttributeFormat vertexFormat() const { return {}; }

  void setVertexFormat(AttributeFormat /*vertexFormat*/) {}

  NS::UInteger vertexStride() const { return {}; }

  void setVertexStride(NS::UInteger /*vertexStride*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructureMotionBoundingBoxGeometryDescriptor
    : public NS::Copying<AccelerationStructureMotionBoundingBoxGeometryDescriptor,
                         AccelerationStructureGeometryDescriptor> {
 public:
  static AccelerationStructureMotionBoundingBoxGeometryDescriptor* alloc() {
    return static_cast<AccelerationStructureMotionBoundingBoxGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureMotionBoundingBoxGeometryDescriptor"));
  }

  AccelerationStructureMotionBoundingBoxGeometryDescriptor* init() {
    return Object::init<AccelerationStructureMotionBoundingBoxGeometryDescriptor>();
  }

  static AccelerationStructureMotionBoundingBoxGeometryDescriptor* descriptor() {
    return static_cast<AccelerationStructureMotionBoundingBoxGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureMotionBoundingBoxGeometryDescriptor"));
  }

  NS::Array* boundingBoxBuffers() const { return {}; }

  void setBoundingBoxBuffers(const NS::Array* /*boundingBoxBuffers*/) {}

  NS::UInteger boundingBoxCount() const { return {}; }

  void setBoundingBoxCount(NS::UInteger /*boundingBoxCount*/) {}

  NS::UInteger boundingBoxStride() const { return {}; }

  void setBoundingBoxStride(NS::UInteger /*boundingBoxStride*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructureCurveGeometryDescriptor
    : public NS::Copying<AccelerationStructureCurveGeometryDescriptor, AccelerationStructureGeometryDescriptor> {
 public:
  static AccelerationStructureCurveGeometryDescriptor* alloc() {
    return static_cast<AccelerationStructureCurveGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureCurveGeometryDescriptor"));
  }

  AccelerationStructureCurveGeometryDescriptor* init() {
    return Object::init<AccelerationStructureCurveGeometryDescriptor>();
  }

  static AccelerationStructureCurveGeometryDescriptor* descriptor() {
    return static_cast<AccelerationStructureCurveGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureCurveGeometryDescriptor"));
  }

  Buffer* controlPointBuffer() const { return {}; }

  void setControlPointBuffer(const Buffer* /*controlPointBuffer*/) {}

  NS::UInteger controlPointBufferOffset() const { return {}; }

  void setControlPointBufferOffset(NS::UInteger /*controlPointBufferOffset*/) {}

  NS::UInteger controlPointCount() const { return {}; }

  void setControlPointCount(NS::UInteger /*controlPointCount*/) {}

  AttributeFormat controlPointFormat() const { return {}; }

  void setControlPointFormat(AttributeFormat /*controlPointFormat*/) {}

  NS::UInteger controlPointStride() const { return {}; }

  void setControlPointStride(NS::UInteger /*controlPointStride*/) {}

  CurveBasis curveBasis() const { return {}; }

  void setCurveBasis(CurveBasis /*curveBasis*/) {}

  CurveEndCaps curveEndCaps() const { return {}; }

  void setCurveEndCaps(CurveEndCaps /*curveEndCaps*/) {}

  CurveType curveType() const { return {}; }

  void setCurveType(CurveType /*curveType*/) {}

  Buffer* indexBuffer() const { return {}; }

  void setIndexBuffer(const Buffer* /*indexBuffer*/) {}

  NS::UInteger indexBufferOffset() const { return {}; }

  void setIndexBufferOffset(NS::UInteger /*indexBufferOffset*/) {}

  IndexType indexType() const { return {}; }

  void setIndexType(IndexType /*indexType*/) {}

  Buffer* radiusBuffer() const { return {}; }

  void setRadiusBuffer(const Buffer* /*radiusBuffer*/) {}

  NS::UInteger radiusBufferOffset() const { return {}; }

  void setRadiusBufferOffset(NS::UInteger /*radiusBufferOffset*/) {}

  AttributeFormat radiusFormat() const { return {}; }

  void setRadiusFormat(AttributeFormat /*radiusFormat*/) {}

  NS::UInteger radiusStride() const { return {}; }

  void setRadiusStride(NS::UInteger /*radiusStride*/) {}

  NS::UInteger segmentControlPointCount() const { return {}; }

  void setSegmentControlPointCount(NS::UInteger /*segmentControlPointCount*/) {}

  NS::UInteger segmentCount() const { return {}; }

  void setSegmentCount(NS::UInteger /*segmentCount*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructureMotionCurveGeometryDescriptor
    : public NS::Copying<AccelerationStructureMotionCurveGeometryDescriptor, AccelerationStructureGeometryDescriptor> {
 public:
  static AccelerationStructureMotionCurveGeometryDescriptor* alloc() {
    return static_cast<AccelerationStructureMotionCurveGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureMotionCurveGeometryDescriptor"));
  }

  AccelerationStructureMotionCurveGeometryDescriptor* init() {
    return Object::init<AccelerationStructureMotionCurveGeometryDescriptor>();
  }

  static AccelerationStructureMotionCurveGeometryDescriptor* descriptor() {
    return static_cast<AccelerationStructureMotionCurveGeometryDescriptor*>(
        pewter_unsupported("MTLAccelerationStructureMotionCurveGeometryDescriptor"));
  }

  NS::Array* controlPointBuffers() const { return {}; }

  void setControlPointBuffers(const NS::Array* /*controlPointBuffers*/) {}

  NS::UInteger controlPointCount() const { return {}; }

  void setControlPointCount(NS::UInteger /*controlPointCount*/) {}

  AttributeFormat controlPointFormat() const { return {}; }

  void setControlPointFormat(AttributeFormat /*controlPointFormat*/) {}

  NS::UInteger controlPointStride() const { return {}; }

  void setControlPointStride(NS::UInteger /*controlPointStride*/) {}

  CurveBasis curveBasis() const { return {}; }

  void setCurveBasis(CurveBasis /*curveBasis*/) {}

  CurveEndCaps curveEndCaps() const { return {}; }

  void setCurveEndCaps(CurveEndCaps /*curveEndCaps*/) {}

  CurveType curveType() const { return {}; }

  void setCurveType(CurveType /*curveType*/) {}

  Buffer* indexBuffer() const { return {}; }

  void setIndexBuffer(const Buffer* /*indexBuffer*/) {}

  NS::UInteger indexBufferOffset() const { return {}; }

  void setIndexBufferOffset(NS::UInteger /*indexBufferOffset*/) {}

  IndexType indexType() const { return {}; }

  void setIndexType(IndexType /*indexType*/) {}

  NS::Array* radiusBuffers() const { return {}; }

  void setRadiusBuffers(const NS::Array* /*radiusBuffers*/) {}

  AttributeFormat radiusFormat() const { return {}; }

  void setRadiusFormat(AttributeFormat /*radiusFormat*/) {}

  NS::UInteger radiusStride() const { return {}; }

  void setRadiusStride(NS::UInteger /*radiusStride*/) {}

  NS::UInteger segmentControlPointCount() const { return {}; }

  void setSegmentControlPointCount(NS::UInteger /*segmentControlPointCount*/) {}

  NS::UInteger segmentCount() const { return {}; }

  void setSegmentCount(NS::UInteger /*segmentCount*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class InstanceAccelerationStructureDescriptor
    : public NS::Copying<InstanceAccelerationStructureDescriptor, AccelerationStructureDescriptor> {
 public:
  static InstanceAccelerationStructureDescriptor* alloc() {
    return static_cast<InstanceAccelerationStructureDescriptor*>(
        pewter_unsupported("MTLInstanceAccelerationStructureDescriptor"));
  }

  InstanceAccelerationStructureDescriptor* init() { return Object::init<InstanceAccelerationStructureDescriptor>(); }

  static InstanceAccelerationStructureDescriptor* descriptor() {
    return static_cast<InstanceAccelerationStructureDescriptor*>(
        pewter_unsupported("MTLInstanceAccelerationStructureDescriptor"));
  }

  NS::UInteger instanceCount() const { return {}; }

  void setInstanceCount(NS::UInteger /*instanceCount*/) {}

  NS::Array* instancedAccelerationStructures() const { return {}; }

  void setInstancedAccelerationStructures(const NS::Array* /*instancedAccelerationStructures*/) {}

  Buffer* instanceDescriptorBuffer() const { return {}; }

  void setInstanceDescriptorBuffer(const Buffer* /*instanceDescriptorBuffer*/) {}

  NS::UInteger instanceDescriptorBufferOffset() const { return {}; }

  void setInstanceDescriptorBufferOffset(NS::UInteger /*instanceDescriptorBufferOffset*/) {}

  NS::UInteger instanceDescriptorStride() const { return {}; }

  void setInstanceDescriptorStride(NS::UInteger /*instanceDescriptorStride*/) {}

  AccelerationStructureInstanceDescriptorType instanceDescriptorType() const { return {}; }

  void setInstanceDescriptorType(AccelerationStructureInstanceDescriptorType /*instanceDescriptorType*/) {}

  MatrixLayout instanceTransformationMatrixLayout() const { return {}; }

  void setInstanceTransformationMatrixLayout(MatrixLayout /*instanceTransformationMatrixLayout*/) {}

  Buffer* motionTransformBuffer() const { return {}; }

  void setMotionTransformBuffer(const Buffer* /*motionTransformBuffer*/) {}

  NS::UInteger motionTransformBufferOffset() const { return {}; }

  void setMotionTransformBufferOffset(NS::UInteger /*motionTransformBufferOffset*/) {}

  NS::UInteger motionTransformCount() const { return {}; }

  void setMotionTransformCount(NS::UInteger /*motionTransformCount*/) {}

  NS::UInteger motionTransformStride() const { return {}; }

  void setMotionTransformStride(NS::UInteger /*motionTransformStride*/) {}

  TransformType motionTransformType() const { return {}; }

  void setMotionTransformType(TransformType /*motionTransformType*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IndirectInstanceAccelerationStructureDescriptor
    : public NS::Copying<IndirectInstanceAccelerationStructureDescriptor, AccelerationStructureDescriptor> {
 public:
  static IndirectInstanceAccelerationStructureDescriptor* alloc() {
    return static_cast<IndirectInstanceAccelerationStructureDescriptor*>(
        pewter_unsupported("MTLIndirectInstanceAccelerationStructureDescriptor"));
  }

  IndirectInstanceAccelerationStructureDescriptor* init() {
    return Object::init<IndirectInstanceAccelerationStructureDescriptor>();
  }

  static IndirectInstanceAccelerationStructureDescriptor* descriptor() {
    return static_cast<IndirectInstanceAccelerationStructureDescriptor*>(
        pewter_unsupported("MTLIndirectInstanceAccelerationStructureDescriptor"));
  }

  Buffer* instanceCountBuffer() const { return {}; }

  void setInstanceCountBuffer(const Buffer* /*instanceCountBuffer*/) {}

  NS::UInteger instanceCountBufferOffset() const { return {}; }

  void setInstanceCountBufferOffset(NS::UInteger /*instanceCountBufferOffset*/) {}

  Buffer* instanceDescriptorBuffer() const { return {}; }

  void setInstanceDescriptorBuffer(const Buffer* /*instanceDescriptorBuffer*/) {}

  NS::UInteger instanceDescriptorBufferOffset() const { return {}; }

  void setInstanceDescriptorBufferOffset(NS::UInteger /*instanceDescriptorBufferOffset*/) {}

  NS::UInteger instanceDescriptorStride() const { return {}; }

  void setInstanceDescriptorStride(NS::UInteger /*instanceDescriptorStride*/) {}

  AccelerationStructureInstanceDescriptorType instanceDescriptorType() const { return {}; }

  void setInstanceDescriptorType(AccelerationStructureInstanceDescriptorType /*instanceDescriptorType*/) {}

  MatrixLayout instanceTransformationMatrixLayout() const { return {}; }

  void setInstanceTransformationMatrixLayout(MatrixLayout /*instanceTransformationMatrixLayout*/) {}

  NS::UInteger maxInstanceCount() const { return {}; }

  void setMaxInstanceCount(NS::UInteger /*maxInstanceCount*/) {}

  NS::UInteger maxMotionTransformCount() const { return {}; }

  void setMaxMotionTransformCount(NS::UInteger /*maxMotionTransformCount*/) {}

  Buffer* motionTransformBuffer() const { return {}; }

  void setMotionTransformBuffer(const Buffer* /*motionTransformBuffer*/) {}

  NS::UInteger motionTransformBufferOffset() const { return {}; }

  void setMotionTransformBufferOffset(NS::UInteger /*motionTransformBufferOffset*/) {}

  Buffer* motionTransformCountBuffer() const { return {}; }

  void setMotionTransformCountBuffer(const Buffer* /*motionTransformCountBuffer*/) {}

  NS::UInteger motionTransformCountBufferOffset() const { return {}; }

  void setMotionTransformCountBufferOffset(NS::UInteger /*motionTransformCountBufferOffset*/) {}

  NS::UInteger motionTransformStride() const { return {}; }

  void setMotionTransformStride(NS::UInteger /*motionTransformStride*/) {}

  TransformType motionTransformType() const { return {}; }

  void setMotionTransformType(TransformType /*motionTransformType*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructure : public NS::Referencing<AccelerationStructure, Resource> {
 public:
  ResourceID gpuResourceID() const { return {}; }

  NS::UInteger size() const { return {}; }
};

}  // namespace MTL
