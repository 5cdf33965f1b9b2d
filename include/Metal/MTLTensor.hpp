// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLResource.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class Tensor;
class TensorDescriptor;
class TensorExtents;

_PEWTER_STRING_CONST(NS::ErrorDomain, TensorDomain, "MTLTensorDomain");

_MTL_ENUM(NS::Integer, TensorDataType){
    TensorDataTypeNone = 0,   TensorDataTypeFloat32 = 3, TensorDataTypeFloat16 = 16, TensorDataTypeBFloat16 = 121,
    TensorDataTypeInt8 = 45,  TensorDataTypeUInt8 = 49,  TensorDataTypeInt16 = 37,   TensorDataTypeUInt16 = 41,
    TensorDataTypeInt32 = 29, TensorDataTypeUInt32 = 33,
};

_MTL_ENUM(NS::Integer, TensorError){
    TensorErrorNone = 0,
    TensorErrorInternalError = 1,
    TensorErrorInvalidDescriptor = 2,
};

_MTL_OPTIONS(NS::UInteger, TensorUsage){
    TensorUsageCompute = 1,
    TensorUsageRender = 1 << 1,
    TensorUsageMachineLearning = 1 << 2,
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TensorExtents : public NS::Referencing<TensorExtents> {
 public:
  static TensorExtents* alloc() { return static_cast<TensorExtents*>(pewter_unsupported("MTLTensorExtents")); }

  TensorExtents* init() { return Object::init<TensorExtents>(); }

  TensorExtents* init(NS::UInteger /*rank*/, const NS::Integer* /*values*/) { return {}; }

  NS::Integer extentAtDimensionIndex(NS::UInteger /*dimensionIndex*/) { return {}; }

  NS::UInteger rank() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TensorDescriptor : public NS::Copying<TensorDescriptor> {
 public:
  static TensorDescriptor* alloc() { return static_cast<TensorDescriptor*>(pewter_unsupported("MTLTensorDescriptor")); }

  TensorDescriptor* init() { return Object::init<TensorDescriptor>(); }

  CPUCacheMode cpuCacheMode() const { return {}; }

  void setCpuCacheMode(CPUCacheMode /*cpuCacheMode*/) {}

  TensorDataType dataType() const { return {}; }

  void setDataType(TensorDataType /*dataType*/) {}

  TensorExtents* dimensions() const { return {}; }

  void setDimensions(const TensorExtents* /*dimensions*/) {}

  HazardTrackingMode hazardTrackingMode() const { return {}; }

  void setHazardTrackingMode(HazardTrackingMode /*hazardTrackingMode*/) {}

  ResourceOptions resourceOptions() const { return {}; }

  void setResourceOptions(ResourceOptions /*resourceOptions*/) {}

  StorageMode storageMode() const { return {}; }

  void setStorageMode(StorageMode /*storageMode*/) {}

  TensorExtents* strides() const { return {}; }

  void setStrides(const TensorExtents* /*strides*/) {}

  TensorUsage usage() const { return {}; }

  void setUsage(TensorUsage /*usage*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class Tensor : public NS::Referencing<Tensor, Resource> {
 public:
  Buffer* buffer() const { return {}; }

  NS::UInteger bufferOffset() const { return {}; }

  TensorDataType dataType() const { return {}; }

  TensorExtents* dimensions() const { return {}; }

  void getBytes(void* /*bytes*/, const TensorExtents* /*strides*/, const TensorExtents* /*sliceOrigin*/,
                const TensorExtents* /*sliceDimensions*/) {}

  ResourceID gpuResourceID() const { return {}; }

  void replaceSliceOrigin(const TensorExtents* /*sliceOrigin*/, const TensorExtents* /*sliceDimensions*/,
                          const void* /*bytes*/, const TensorExtents* /*strides*/) {}

  TensorExtents* strides() const { return {}; }

  TensorUsage usage() const { return {}; }
};

}  // namespace MTL
