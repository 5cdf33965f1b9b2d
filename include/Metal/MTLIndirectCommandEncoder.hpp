// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLArgument.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLRenderCommandEncoder.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class ComputePipelineState;
class DepthStencilState;
class IndirectComputeCommand;
class IndirectRenderCommand;
class RenderPipelineState;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IndirectRenderCommand : public NS::Referencing<IndirectRenderCommand> {
 public:
  void setBarrier() {}

  void clearBarrier() {}

  void setCullMode(CullMode /*cullMode*/) {}

  void setDepthBias(float /*depthBias*/, float /*slopeScale*/, float /*clamp*/) {}

  void setDepthClipMode(DepthClipMode /*depthClipMode*/) {}

  void setDepthStencilState(const DepthStencilState* /*depthStencilState*/) {}

  void drawIndexedPatches(NS::UInteger /*numberOfPatchControlPoints*/, NS::UInteger /*patchStart*/,
                          NS::UInteger /*patchCount*/, const Buffer* /*patchIndexBuffer*/,
                          NS::UInteger /*patchIndexBufferOffset*/, const Buffer* /*controlPointIndexBuffer*/,
                          NS::UInteger /*controlPointIndexBufferOffset*/, NS::UInteger /*instanceCount*/,
                          NS::UInteger /*baseInstance*/, const Buffer* /*buffer*/, NS::UInteger /*offset*/,
                          NS::UInteger /*instanceStride*/) {}

  void drawIndexedPrimitives(PrimitiveType /*primitiveType*/, NS::UInteger /*indexCount*/, IndexType /*indexType*/,
                             const Buffer* /*indexBuffer*/, NS::UInteger /*indexBufferOffset*/,
                             NS::UInteger /*instanceCount*/, NS::Integer /*baseVertex*/,
                             NS::UInteger /*baseInstance*/) {}

  void drawMeshThreadgroups(Size /*threadgroupsPerGrid*/, Size /*threadsPerObjectThreadgroup*/,
                            Size /*threadsPerMeshThreadgroup*/) {}

  void drawMeshThreads(Size /*threadsPerGrid*/, Size /*threadsPerObjectThreadgroup*/,
                       Size /*threadsPerMeshThreadgroup*/) {}

  void drawPatches(NS::UInteger /*numberOfPatchControlPoints*/, NS::UInteger /*patchStart*/,
                   NS::UInteger /*patchCount*/, const Buffer* /*patchIndexBuffer*/,
                   NS::UInteger /*patchIndexBufferOffset*/, NS::UInteger /*instanceCount*/,
                   NS::UInteger /*baseInstance*/, const Buffer* /*buffer*/, NS::UInteger /*offset*/,
                   NS::UInteger /*instanceStride*/) {}

  void drawPrimitives(PrimitiveType /*primitiveType*/, NS::UInteger /*vertexStart*/, NS::UInteger /*vertexCount*/,
                      NS::UInteger /*instanceCount*/, NS::UInteger /*baseInstance*/) {}

  void setFragmentBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/, NS::UInteger /*index*/) {}

  void setFrontFacingWinding(Winding /*frontFacingWindning*/) {}

  void setMeshBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/, NS::UInteger /*index*/) {}

  void setObjectBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/, NS::UInteger /*index*/) {}

  void setObjectThreadgroupMemoryLength(NS::UInteger /*length*/, NS::UInteger /*index*/) {}

  void setRenderPipelineState(const RenderPipelineState* /*pipelineState*/) {}

  void reset() {}

  void setTriangleFillMode(TriangleFillMode /*fillMode*/) {}

  void setVertexBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/, NS::UInteger /*index*/) {}

  void setVertexBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/, NS::UInteger /*stride*/,
                       NS::UInteger /*index*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IndirectComputeCommand : public NS::Referencing<IndirectComputeCommand> {
 public:
  void setBarrier() {}

  void clearBarrier() {}

  void setComputePipelineState(const ComputePipelineState* /*pipelineState*/) {}

  void concurrentDispatchThreadgroups(Size /*threadgroupsPerGrid*/, Size /*threadsPerThreadgroup*/) {}

  void concurrentDispatchThreads(Size /*threadsPerGrid*/, Size /*threadsPerThreadgroup*/) {}

  void setImageblockWidth(NS::UInteger /*width*/, NS::UInteger /*height*/) {}

  void setKernelBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/, NS::UInteger /*index*/) {}

  void setKernelBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/, NS::UInteger /*stride*/,
                       NS::UInteger /*index*/) {}

  void reset() {}

  void setStageInRegion(Region /*region*/) {}

  void setThreadgroupMemoryLength(NS::UInteger /*length*/, NS::UInteger /*index*/) {}
};

}  // namespace MTL
