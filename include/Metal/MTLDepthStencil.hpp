// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class DepthStencilDescriptor;
class DepthStencilState;
class Device;
class StencilDescriptor;

_MTL_ENUM(NS::UInteger, CompareFunction){
    CompareFunctionNever = 0,        CompareFunctionLess = 1,    CompareFunctionEqual = 2,
    CompareFunctionLessEqual = 3,    CompareFunctionGreater = 4, CompareFunctionNotEqual = 5,
    CompareFunctionGreaterEqual = 6, CompareFunctionAlways = 7,
};

_MTL_ENUM(NS::UInteger, StencilOperation){
    StencilOperationKeep = 0,           StencilOperationZero = 1,           StencilOperationReplace = 2,
    StencilOperationIncrementClamp = 3, StencilOperationDecrementClamp = 4, StencilOperationInvert = 5,
    StencilOperationIncrementWrap = 6,  StencilOperationDecrementWrap = 7,
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class StencilDescriptor : public NS::Copying<StencilDescriptor> {
 public:
  static StencilDescriptor* alloc() {
    return static_cast<StencilDescriptor*>(pewter_unsupported("MTLStencilDescriptor"));
  }

  StencilDescriptor* init() { return Object::init<StencilDescriptor>(); }

  StencilOperation depthFailureOperation() const { return {}; }

  void setDepthFailureOperation(StencilOperation /*depthFailureOperation*/) {}

  StencilOperation depthStencilPassOperation() const { return {}; }

  void setDepthStencilPassOperation(StencilOperation /*depthStencilPassOperation*/) {}

  uint32_t readMask() const { return {}; }

  void setReadMask(uint32_t /*readMask*/) {}

  CompareFunction stencilCompareFunction() const { return {}; }

  void setStencilCompareFunction(CompareFunction /*stencilCompareFunction*/) {}

  StencilOperation stencilFailureOperation() const { return {}; }

  void setStencilFailureOperation(StencilOperation /*stencilFailureOperation*/) {}

  uint32_t writeMask() const { return {}; }

  void setWriteMask(uint32_t /*writeMask*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class DepthStencilDescriptor : public NS::Copying<DepthStencilDescriptor> {
 public:
  static DepthStencilDescriptor* alloc() {
    return static_cast<DepthStencilDescriptor*>(pewter_unsupported("MTLDepthStencilDescriptor"));
  }

  DepthStencilDescriptor* init() { return Object::init<DepthStencilDescriptor>(); }

  StencilDescriptor* backFaceStencil() const { return {}; }

  void setBackFaceStencil(const StencilDescriptor* /*backFaceStencil*/) {}

  CompareFunction depthCompareFunction() const { return {}; }

  void setDepthCompareFunction(CompareFunction /*depthCompareFunction*/) {}

  [[deprecated("use isDepthWriteEnabled")]] bool depthWriteEnabled() const { return {}; }

  void setDepthWriteEnabled(bool /*depthWriteEnabled*/) {}

  StencilDescriptor* frontFaceStencil() const { return {}; }

  void setFrontFaceStencil(const StencilDescriptor* /*frontFaceStencil*/) {}

  bool isDepthWriteEnabled() const { return {}; }

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class DepthStencilState : public NS::Referencing<DepthStencilState> {
 public:
  Device* device() const { return {}; }

  ResourceID gpuResourceID() const { return {}; }

  NS::String* label() const { return {}; }
};

}  // namespace MTL
