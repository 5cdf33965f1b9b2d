// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class CounterSampleBuffer;
class RasterizationRateMap;
class RenderPassAttachmentDescriptor;
class RenderPassColorAttachmentDescriptor;
class RenderPassColorAttachmentDescriptorArray;
class RenderPassDepthAttachmentDescriptor;
class RenderPassDescriptor;
class RenderPassSampleBufferAttachmentDescriptor;
class RenderPassSampleBufferAttachmentDescriptorArray;
class RenderPassStencilAttachmentDescriptor;
class Texture;
struct SamplePosition;

_MTL_ENUM(NS::UInteger, LoadAction){
    LoadActionDontCare = 0,
    LoadActionLoad = 1,
    LoadActionClear = 2,
};

_MTL_ENUM(NS::UInteger, StoreAction){
    StoreActionDontCare = 0,
    StoreActionStore = 1,
    StoreActionMultisampleResolve = 2,
    StoreActionStoreAndMultisampleResolve = 3,
    StoreActionUnknown = 4,
    StoreActionCustomSampleDepthStore = 5,
};

_MTL_ENUM(NS::Integer, VisibilityResultType){
    VisibilityResultTypeReset = 0,
    VisibilityResultTypeAccumulate = 1,
};

_MTL_ENUM(NS::UInteger, MultisampleDepthResolveFilter){
    MultisampleDepthResolveFilterSample0 = 0,
    MultisampleDepthResolveFilterMin = 1,
    MultisampleDepthResolveFilterMax = 2,
};

_MTL_ENUM(NS::UInteger, MultisampleStencilResolveFilter){
    MultisampleStencilResolveFilterSample0 = 0,
    MultisampleStencilResolveFilterDepthResolvedSample = 1,
};

_MTL_OPTIONS(NS::UInteger, StoreActionOptions){
    StoreActionOptionNone = 0,
    StoreActionOptionCustomSamplePositions = 1,
    StoreActionOptionValidMask = 1,
};

/// A colour to clear to.
struct ClearColor {
  ClearColor() = default;
  ClearColor(double red, double green, double blue, double alpha) : red(red), green(green), blue(blue), alpha(alpha) {}
  static ClearColor Make(double red, double green, double blue, double alpha) { return {red, green, blue, alpha}; }

  double red;
  double green;
  double blue;
  double alpha;
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPassAttachmentDescriptor : public NS::Copying<RenderPassAttachmentDescriptor> {
 public:
  static RenderPassAttachmentDescriptor* alloc() {
    return static_cast<RenderPassAttachmentDescriptor*>(pewter_unsupported("MTLRenderPassAttachmentDescriptor"));
  }

  RenderPassAttachmentDescriptor* init() { return Object::init<RenderPassAttachmentDescriptor>(); }

  NS::UInteger depthPlane() const { return {}; }

  void setDepthPlane(NS::UInteger /*depthPlane*/) {}

  NS::UInteger level() const { return {}; }

  void setLevel(NS::UInteger /*level*/) {}

  LoadAction loadAction() const { return {}; }

  void setLoadAction(LoadAction /*loadAction*/) {}

  NS::UInteger resolveDepthPlane() const { return {}; }

  void setResolveDepthPlane(NS::UInteger /*resolveDepthPlane*/) {}

  NS::UInteger resolveLevel() const { return {}; }

  void setResolveLevel(NS::UInteger /*resolveLevel*/) {}

  NS::UInteger resolveSlice() const { return {}; }

  void setResolveSlice(NS::UInteger /*resolveSlice*/) {}

  Texture* resolveTexture() const { return {}; }

  void setResolveTexture(const Texture* /*resolveTexture*/) {}

  NS::UInteger slice() const { return {}; }

  void setSlice(NS::UInteger /*slice*/) {}

  StoreAction storeAction() const { return {}; }

  void setStoreAction(StoreAction /*storeAction*/) {}

  StoreActionOptions storeActionOptions() const { return {}; }

  void setStoreActionOptions(StoreActionOptions /*storeActionOptions*/) {}

  Texture* texture() const { return {}; }

  void setTexture(const Texture* /*texture*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPassColorAttachmentDescriptor
    : public NS::Copying<RenderPassColorAttachmentDescriptor, RenderPassAttachmentDescriptor> {
 public:
  static RenderPassColorAttachmentDescriptor* alloc() {
    return static_cast<RenderPassColorAttachmentDescriptor*>(
        pewter_unsupported("MTLRenderPassColorAttachmentDescriptor"));
  }

  RenderPassColorAttachmentDescriptor* init() { return Object::init<RenderPassColorAttachmentDescriptor>(); }

  ClearColor clearColor() const { return {}; }

  void setClearColor(ClearColor /*clearColor*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPassDepthAttachmentDescriptor
    : public NS::Copying<RenderPassDepthAttachmentDescriptor, RenderPassAttachmentDescriptor> {
 public:
  static RenderPassDepthAttachmentDescriptor* alloc() {
    return static_cast<RenderPassDepthAttachmentDescriptor*>(
        pewter_unsupported("MTLRenderPassDepthAttachmentDescriptor"));
  }

  RenderPassDepthAttachmentDescriptor* init() { return Object::init<RenderPassDepthAttachmentDescriptor>(); }

  double clearDepth() const { return {}; }

  void setClearDepth(double /*clearDepth*/) {}

  MultisampleDepthResolveFilter depthResolveFilter() const { return {}; }

  void setDepthResolveFilter(MultisampleDepthResolveFilter /*depthResolveFilter*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPassStencilAttachmentDescriptor
    : public NS::Copying<RenderPassStencilAttachmentDescriptor, RenderPassAttachmentDescriptor> {
 public:
  static RenderPassStencilAttachmentDescriptor* alloc() {
    return static_cast<RenderPassStencilAttachmentDescriptor*>(
        pewter_unsupported("MTLRenderPassStencilAttachmentDescriptor"));
  }

  RenderPassStencilAttachmentDescriptor* init() { return Object::init<RenderPassStencilAttachmentDescriptor>(); }

  uint32_t clearStencil() const { return {}; }

  void setClearStencil(uint32_t /*clearStencil*/) {}

  MultisampleStencilResolveFilter stencilResolveFilter() const { return {}; }

  void setStencilResolveFilter(MultisampleStencilResolveFilter /*stencilResolveFilter*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPassColorAttachmentDescriptorArray : public NS::Referencing<RenderPassColorAttachmentDescriptorArray> {
 public:
  static RenderPassColorAttachmentDescriptorArray* alloc() {
    return static_cast<RenderPassColorAttachmentDescriptorArray*>(
        pewter_unsupported("MTLRenderPassColorAttachmentDescriptorArray"));
  }

  RenderPassColorAttachmentDescriptorArray* init() { return Object::init<RenderPassColorAttachmentDescriptorArray>(); }

  RenderPassColorAttachmentDescriptor* object(NS::UInteger /*attachmentIndex*/) { return {}; }

  void setObject(const RenderPassColorAttachmentDescriptor* /*attachment*/, NS::UInteger /*attachmentIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPassSampleBufferAttachmentDescriptor : public NS::Copying<RenderPassSampleBufferAttachmentDescriptor> {
 public:
  static RenderPassSampleBufferAttachmentDescriptor* alloc() {
    return static_cast<RenderPassSampleBufferAttachmentDescriptor*>(
        pewter_unsupported("MTLRenderPassSampleBufferAttachmentDescriptor"));
  }

  RenderPassSampleBufferAttachmentDescriptor* init() {
    return Object::init<RenderPassSampleBufferAttachmentDescriptor>();
  }

  NS::UInteger endOfFragmentSampleIndex() const { return {}; }

  void setEndOfFragmentSampleIndex(NS::UInteger /*endOfFragmentSampleIndex*/) {}

  NS::UInteger endOfVertexSampleIndex() const { return {}; }

  void setEndOfVertexSampleIndex(NS::UInteger /*endOfVertexSampleIndex*/) {}

  CounterSampleBuffer* sampleBuffer() const { return {}; }

  void setSampleBuffer(const CounterSampleBuffer* /*sampleBuffer*/) {}

  NS::UInteger startOfFragmentSampleIndex() const { return {}; }

  void setStartOfFragmentSampleIndex(NS::UInteger /*startOfFragmentSampleIndex*/) {}

  NS::UInteger startOfVertexSampleIndex() const { return {}; }

  void setStartOfVertexSampleIndex(NS::UInteger /*startOfVertexSampleIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPassSampleBufferAttachmentDescriptorArray
    : public NS::Referencing<RenderPassSampleBufferAttachmentDescriptorArray> {
 public:
  static RenderPassSampleBufferAttachmentDescriptorArray* alloc() {
    return static_cast<RenderPassSampleBufferAttachmentDescriptorArray*>(
        pewter_unsupported("MTLRenderPassSampleBufferAttachmentDescriptorArray"));
  }

  RenderPassSampleBufferAttachmentDescriptorArray* init() {
    return Object::init<RenderPassSampleBufferAttachmentDescriptorArray>();
  }

  RenderPassSampleBufferAttachmentDescriptor* object(NS::UInteger /*attachmentIndex*/) { return {}; }

  void setObject(const RenderPassSampleBufferAttachmentDescriptor* /*attachment*/, NS::UInteger /*attachmentIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPassDescriptor : public NS::Copying<RenderPassDescriptor> {
 public:
  static RenderPassDescriptor* alloc() {
    return static_cast<RenderPassDescriptor*>(pewter_unsupported("MTLRenderPassDescriptor"));
  }

  RenderPassDescriptor* init() { return Object::init<RenderPassDescriptor>(); }

  static RenderPassDescriptor* renderPassDescriptor() {
    return static_cast<RenderPassDescriptor*>(pewter_unsupported("MTLRenderPassDescriptor"));
  }

  RenderPassColorAttachmentDescriptorArray* colorAttachments() const { return {}; }

  NS::UInteger defaultRasterSampleCount() const { return {}; }

  void setDefaultRasterSampleCount(NS::UInteger /*defaultRasterSampleCount*/) {}

  RenderPassDepthAttachmentDescriptor* depthAttachment() const { return {}; }

  void setDepthAttachment(const RenderPassDepthAttachmentDescriptor* /*depthAttachment*/) {}

  NS::UInteger getSamplePositions(SamplePosition* /*positions*/, NS::UInteger /*count*/) { return {}; }

  NS::UInteger imageblockSampleLength() const { return {}; }

  void setImageblockSampleLength(NS::UInteger /*imageblockSampleLength*/) {}

  RasterizationRateMap* rasterizationRateMap() const { return {}; }

  void setRasterizationRateMap(const RasterizationRateMap* /*rasterizationRateMap*/) {}

  NS::UInteger renderTargetArrayLength() const { return {}; }

  void setRenderTargetArrayLength(NS::UInteger /*renderTargetArrayLength*/) {}

  NS::UInteger renderTargetHeight() const { return {}; }

  void setRenderTargetHeight(NS::UInteger /*renderTargetHeight*/) {}

  NS::UInteger renderTargetWidth() const { return {}; }

  void setRenderTargetWidth(NS::UInteger /*renderTargetWidth*/) {}

  RenderPassSampleBufferAttachmentDescriptorArray* sampleBufferAttachments() const { return {}; }

  void setSamplePositions(const SamplePosition* /*positions*/, NS::UInteger /*count*/) {}

  RenderPassStencilAttachmentDescriptor* stencilAttachment() const { return {}; }

  void setStencilAttachment(const RenderPassStencilAttachmentDescriptor* /*stencilAttachment*/) {}

  bool supportColorAttachmentMapping() const { return {}; }

  void setSupportColorAttachmentMapping(bool /*supportColorAttachmentMapping*/) {}

  NS::UInteger threadgroupMemoryLength() const { return {}; }

  void setThreadgroupMemoryLength(NS::UInteger /*threadgroupMemoryLength*/) {}

  NS::UInteger tileHeight() const { return {}; }

  void setTileHeight(NS::UInteger /*tileHeight*/) {}

  NS::UInteger tileWidth() const { return {}; }

  void setTileWidth(NS::UInteger /*tileWidth*/) {}

  Buffer* visibilityResultBuffer() const { return {}; }

  void setVisibilityResultBuffer(const Buffer* /*visibilityResultBuffer*/) {}

  VisibilityResultType visibilityResultType() const { return {}; }

  void setVisibilityResultType(VisibilityResultType /*visibilityResultType*/) {}
};

}  // namespace MTL
