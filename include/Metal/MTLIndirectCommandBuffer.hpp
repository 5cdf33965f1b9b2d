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

class IndirectCommandBuffer;
class IndirectCommandBufferDescriptor;
class IndirectComputeCommand;
class IndirectRenderCommand;

_MTL_OPTIONS(NS::UInteger, IndirectCommandType){
    IndirectCommandTypeDraw = 1,
    IndirectCommandTypeDrawIndexed = 1 << 1,
    IndirectCommandTypeDrawPatches = 1 << 2,
    IndirectCommandTypeDrawIndexedPatches = 1 << 3,
    IndirectCommandTypeConcurrentDispatch = 1 << 5,
    IndirectCommandTypeConcurrentDispatchThreads = 1 << 6,
    IndirectCommandTypeDrawMeshThreadgroups = 1 << 7,
    IndirectCommandTypeDrawMeshThreads = 1 << 8,
};

struct IndirectCommandBufferExecutionRange {
  uint32_t location;
  uint32_t length;
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IndirectCommandBufferDescriptor : public NS::Copying<IndirectCommandBufferDescriptor> {
 public:
  static IndirectCommandBufferDescriptor* alloc() {
    return static_cast<IndirectCommandBufferDescriptor*>(pewter_unsupported("MTLIndirectCommandBufferDescriptor"));
  }

  IndirectCommandBufferDescriptor* init() { return Object::init<IndirectCommandBufferDescriptor>(); }

  IndirectCommandType commandTypes() const { return {}; }

  void setCommandTypes(IndirectCommandType /*commandTypes*/) {}

  bool inheritBuffers() const { return {}; }

  void setInheritBuffers(bool /*inheritBuffers*/) {}

  bool inheritCullMode() const { return {}; }

  void setInheritCullMode(bool /*inheritCullMode*/) {}

  bool inheritDepthBias() const { return {}; }

  void setInheritDepthBias(bool /*inheritDepthBias*/) {}

  bool inheritDepthClipMode() const { return {}; }

  void setInheritDepthClipMode(bool /*inheritDepthClipMode*/) {}

  bool inheritDepthStencilState() const { return {}; }

  void setInheritDepthStencilState(bool /*inheritDepthStencilState*/) {}

  bool inheritFrontFacingWinding() const { return {}; }

  void setInheritFrontFacingWinding(bool /*inheritFrontFacingWinding*/) {}

  bool inheritPipelineState() const { return {}; }

  void setInheritPipelineState(bool /*inheritPipelineState*/) {}

  bool inheritTriangleFillMode() const { return {}; }

  void setInheritTriangleFillMode(bool /*inheritTriangleFillMode*/) {}

  NS::UInteger maxFragmentBufferBindCount() const { return {}; }

  void setMaxFragmentBufferBindCount(NS::UInteger /*maxFragmentBufferBindCount*/) {}

  NS::UInteger maxKernelBufferBindCount() const { return {}; }

  void setMaxKernelBufferBindCount(NS::UInteger /*maxKernelBufferBindCount*/) {}

  NS::UInteger maxKernelThreadgroupMemoryBindCount() const { return {}; }

  void setMaxKernelThreadgroupMemoryBindCount(NS::UInteger /*maxKernelThreadgroupMemoryBindCount*/) {}

  NS::UInteger maxMeshBufferBindCount() const { return {}; }

  void setMaxMeshBufferBindCount(NS::UInteger /*maxMeshBufferBindCount*/) {}

  NS::UInteger maxObjectBufferBindCount() const { return {}; }

  void setMaxObjectBufferBindCount(NS::UInteger /*maxObjectBufferBindCount*/) {}

  NS::UInteger maxObjectThreadgroupMemoryBindCount() const { return {}; }

  void setMaxObjectThreadgroupMemoryBindCount(NS::UInteger /*maxObjectThreadgroupMemoryBindCount*/) {}

  NS::UInteger maxVertexBufferBindCount() const { return {}; }

  void setMaxVertexBufferBindCount(NS::UInteger /*maxVertexBufferBindCount*/) {}

  bool supportColorAttachmentMapping() const { return {}; }

  void setSupportColorAttachmentMapping(bool /*supportColorAttachmentMapping*/) {}

  bool supportDynamicAttributeStride() const { return {}; }

  void setSupportDynamicAttributeStride(bool /*supportDynamicAttributeStride*/) {}

  bool supportRayTracing() const { return {}; }

  void setSupportRayTracing(bool /*supportRayTracing*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IndirectCommandBuffer : public NS::Referencing<IndirectCommandBuffer, Resource> {
 public:
  ResourceID gpuResourceID() const { return {}; }

  IndirectComputeCommand* indirectComputeCommand(NS::UInteger /*commandIndex*/) { return {}; }

  IndirectRenderCommand* indirectRenderCommand(NS::UInteger /*commandIndex*/) { return {}; }

  void reset(NS::Range /*range*/) {}

  NS::UInteger size() const { return {}; }
};

}  // namespace MTL
