// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLDepthStencil.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Device;
class SamplerDescriptor;
class SamplerState;

_MTL_ENUM(NS::UInteger, SamplerMinMagFilter){
    SamplerMinMagFilterNearest = 0,
    SamplerMinMagFilterLinear = 1,
};

_MTL_ENUM(NS::UInteger, SamplerMipFilter){
    SamplerMipFilterNotMipmapped = 0,
    SamplerMipFilterNearest = 1,
    SamplerMipFilterLinear = 2,
};

_MTL_ENUM(NS::UInteger, SamplerAddressMode){
    SamplerAddressModeClampToEdge = 0, SamplerAddressModeMirrorClampToEdge = 1,
    SamplerAddressModeRepeat = 2,      SamplerAddressModeMirrorRepeat = 3,
    SamplerAddressModeClampToZero = 4, SamplerAddressModeClampToBorderColor = 5,
};

_MTL_ENUM(NS::UInteger, SamplerBorderColor){
    SamplerBorderColorTransparentBlack = 0,
    SamplerBorderColorOpaqueBlack = 1,
    SamplerBorderColorOpaqueWhite = 2,
};

_MTL_ENUM(NS::UInteger, SamplerReductionMode){
    SamplerReductionModeWeightedAverage = 0,
    SamplerReductionModeMinimum = 1,
    SamplerReductionModeMaximum = 2,
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class SamplerDescriptor : public NS::Copying<SamplerDescriptor> {
 public:
  static SamplerDescriptor* alloc() {
    return static_cast<SamplerDescriptor*>(pewter_unsupported("MTLSamplerDescriptor"));
  }

  SamplerDescriptor* init() { return Object::init<SamplerDescriptor>(); }

  SamplerBorderColor borderColor() const { return {}; }

  void setBorderColor(SamplerBorderColor /*borderColor*/) {}

  CompareFunction compareFunction() const { return {}; }

  void setCompareFunction(CompareFunction /*compareFunction*/) {}

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  bool lodAverage() const { return {}; }

  void setLodAverage(bool /*lodAverage*/) {}

  float lodBias() const { return {}; }

  void setLodBias(float /*lodBias*/) {}

  float lodMaxClamp() const { return {}; }

  void setLodMaxClamp(float /*lodMaxClamp*/) {}

  float lodMinClamp() const { return {}; }

  void setLodMinClamp(float /*lodMinClamp*/) {}

  SamplerMinMagFilter magFilter() const { return {}; }

  void setMagFilter(SamplerMinMagFilter /*magFilter*/) {}

  NS::UInteger maxAnisotropy() const { return {}; }

  void setMaxAnisotropy(NS::UInteger /*maxAnisotropy*/) {}

  SamplerMinMagFilter minFilter() const { return {}; }

  void setMinFilter(SamplerMinMagFilter /*minFilter*/) {}

  SamplerMipFilter mipFilter() const { return {}; }

  void setMipFilter(SamplerMipFilter /*mipFilter*/) {}

  bool normalizedCoordinates() const { return {}; }

  void setNormalizedCoordinates(bool /*normalizedCoordinates*/) {}

  SamplerAddressMode rAddressMode() const { return {}; }

  void setRAddressMode(SamplerAddressMode /*rAddressMode*/) {}

  SamplerReductionMode reductionMode() const { return {}; }

  void setReductionMode(SamplerReductionMode /*reductionMode*/) {}

  SamplerAddressMode sAddressMode() const { return {}; }

  void setSAddressMode(SamplerAddressMode /*sAddressMode*/) {}

  bool supportArgumentBuffers() const { return {}; }

  void setSupportArgumentBuffers(bool /*supportArgumentBuffers*/) {}

  SamplerAddressMode tAddressMode() const { return {}; }

  void setTAddressMode(SamplerAddressMode /*tAddressMode*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class SamplerState : public NS::Referencing<SamplerState> {
 public:
  Device* device() const { return {}; }

  ResourceID gpuResourceID() const { return {}; }

  NS::String* label() const { return {}; }
};

}  // namespace MTL
