// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLAllocation.hpp"
#include "MTLDefines.hpp"
#include "MTLPipeline.hpp"
#include "MTLPixelFormat.hpp"
#include "MTLPrivate.hpp"
#include "MTLRenderCommandEncoder.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Device;
class Function;
class FunctionHandle;
class IntersectionFunctionTable;
class IntersectionFunctionTableDescriptor;
class LinkedFunctions;
class LogicalToPhysicalColorAttachmentMap;
class MeshRenderPipelineDescriptor;
class PipelineBufferDescriptorArray;
class RenderPipelineColorAttachmentDescriptor;
class RenderPipelineColorAttachmentDescriptorArray;
class RenderPipelineDescriptor;
class RenderPipelineFunctionsDescriptor;
class RenderPipelineReflection;
class RenderPipelineState;
class TileRenderPipelineColorAttachmentDescriptor;
class TileRenderPipelineColorAttachmentDescriptorArray;
class TileRenderPipelineDescriptor;
class VertexDescriptor;
class VisibleFunctionTable;
class VisibleFunctionTableDescriptor;

_MTL_ENUM(NS::UInteger, BlendFactor){
    BlendFactorZero = 0,
    BlendFactorOne = 1,
    BlendFactorSourceColor = 2,
    BlendFactorOneMinusSourceColor = 3,
    BlendFactorSourceAlpha = 4,
    BlendFactorOneMinusSourceAlpha = 5,
    BlendFactorDestinationColor = 6,
    BlendFactorOneMinusDestinationColor = 7,
    BlendFactorDestinationAlpha = 8,
    BlendFactorOneMinusDestinationAlpha = 9,
    BlendFactorSourceAlphaSaturated = 10,
    BlendFactorBlendColor = 11,
    BlendFactorOneMinusBlendColor = 12,
    BlendFactorBlendAlpha = 13,
    BlendFactorOneMinusBlendAlpha = 14,
    BlendFactorSource1Color = 15,
    BlendFactorOneMinusSource1Color = 16,
    BlendFactorSource1Alpha = 17,
    BlendFactorOneMinusSource1Alpha = 18,
    BlendFactorUnspecialized = 19,
};

_MTL_ENUM(NS::UInteger, BlendOperation){
    BlendOperationAdd = 0, BlendOperationSubtract = 1, BlendOperationReverseSubtract = 2,
    BlendOperationMin = 3, BlendOperationMax = 4,      BlendOperationUnspecialized = 5,
};

_MTL_ENUM(NS::UInteger, PrimitiveTopologyClass){
    PrimitiveTopologyClassUnspecified = 0,
    PrimitiveTopologyClassPoint = 1,
    PrimitiveTopologyClassLine = 2,
    PrimitiveTopologyClassTriangle = 3,
};

_MTL_ENUM(NS::UInteger, TessellationPartitionMode){
    TessellationPartitionModePow2 = 0,
    TessellationPartitionModeInteger = 1,
    TessellationPartitionModeFractionalOdd = 2,
    TessellationPartitionModeFractionalEven = 3,
};

_MTL_ENUM(NS::UInteger, TessellationFactorStepFunction){
    TessellationFactorStepFunctionConstant = 0,
    TessellationFactorStepFunctionPerPatch = 1,
    TessellationFactorStepFunctionPerInstance = 2,
    TessellationFactorStepFunctionPerPatchAndPerInstance = 3,
};

_MTL_ENUM(NS::UInteger, TessellationFactorFormat){
    TessellationFactorFormatHalf = 0,
};

_MTL_ENUM(NS::UInteger, TessellationControlPointIndexType){
    TessellationControlPointIndexTypeNone = 0,
    TessellationControlPointIndexTypeUInt16 = 1,
    TessellationControlPointIndexTypeUInt32 = 2,
};

_MTL_OPTIONS(NS::UInteger, ColorWriteMask){
    ColorWriteMaskNone = 0,
    ColorWriteMaskRed = 1 << 3,
    ColorWriteMaskGreen = 1 << 2,
    ColorWriteMaskBlue = 1 << 1,
    ColorWriteMaskAlpha = 1,
    ColorWriteMaskAll = 15,
    ColorWriteMaskUnspecialized = 1 << 4,
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPipelineColorAttachmentDescriptor : public NS::Copying<RenderPipelineColorAttachmentDescriptor> {
 public:
  static RenderPipelineColorAttachmentDescriptor* alloc() {
    return static_cast<RenderPipelineColorAttachmentDescriptor*>(
        pewter_unsupported("MTLRenderPipelineColorAttachmentDescriptor"));
  }

  RenderPipelineColorAttachmentDescriptor* init() { return Object::init<RenderPipelineColorAttachmentDescriptor>(); }

  BlendOperation alphaBlendOperation() const { return {}; }

  void setAlphaBlendOperation(BlendOperation /*alphaBlendOperation*/) {}

  [[deprecated("use isBlendingEnabled")]] bool blendingEnabled() const { return {}; }

  void setBlendingEnabled(bool /*blendingEnabled*/) {}

  BlendFactor destinationAlphaBlendFactor() const { return {}; }

  void setDestinationAlphaBlendFactor(BlendFactor /*destinationAlphaBlendFactor*/) {}

  BlendFactor destinationRGBBlendFactor() const { return {}; }

  void setDestinationRGBBlendFactor(BlendFactor /*destinationRGBBlendFactor*/) {}

  bool isBlendingEnabled() const { return {}; }

  PixelFormat pixelFormat() const { return {}; }

  void setPixelFormat(PixelFormat /*pixelFormat*/) {}

  BlendOperation rgbBlendOperation() const { return {}; }

  void setRgbBlendOperation(BlendOperation /*rgbBlendOperation*/) {}

  BlendFactor sourceAlphaBlendFactor() const { return {}; }

  void setSourceAlphaBlendFactor(BlendFactor /*sourceAlphaBlendFactor*/) {}

  BlendFactor sourceRGBBlendFactor() const { return {}; }

  void setSourceRGBBlendFactor(BlendFactor /*sourceRGBBlendFactor*/) {}

  ColorWriteMask writeMask() const { return {}; }

  void setWriteMask(ColorWriteMask /*writeMask*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class LogicalToPhysicalColorAttachmentMap : public NS::Copying<LogicalToPhysicalColorAttachmentMap> {
 public:
  static LogicalToPhysicalColorAttachmentMap* alloc() {
    return static_cast<LogicalToPhysicalColorAttachmentMap*>(
        pewter_unsupported("MTLLogicalToPhysicalColorAttachmentMap"));
  }

  LogicalToPhysicalColorAttachmentMap* init() { return Object::init<LogicalToPhysicalColorAttachmentMap>(); }

  NS::UInteger getPhysicalIndex(NS::UInteger /*logicalIndex*/) { return {}; }

  void setPhysicalIndex(NS::UInteger /*physicalIndex*/, NS::UInteger /*logicalIndex*/) {}

  void reset() {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPipelineReflection : public NS::Referencing<RenderPipelineReflection> {
 public:
  static RenderPipelineReflection* alloc() {
    return static_cast<RenderPipelineReflection*>(pewter_unsupported("MTLRenderPipelineReflection"));
  }

  RenderPipelineReflection* init() { return Object::init<RenderPipelineReflection>(); }

  NS::Array* fragmentArguments() const { return {}; }

  NS::Array* fragmentBindings() const { return {}; }

  NS::Array* meshBindings() const { return {}; }

  NS::Array* objectBindings() const { return {}; }

  NS::Array* tileArguments() const { return {}; }

  NS::Array* tileBindings() const { return {}; }

  NS::Array* vertexArguments() const { return {}; }

  NS::Array* vertexBindings() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPipelineDescriptor : public NS::Copying<RenderPipelineDescriptor> {
 public:
  static RenderPipelineDescriptor* alloc() {
    return static_cast<RenderPipelineDescriptor*>(pewter_unsupported("MTLRenderPipelineDescriptor"));
  }

  RenderPipelineDescriptor* init() { return Object::init<RenderPipelineDescriptor>(); }

  [[deprecated("use isAlphaToCoverageEnabled")]] bool alphaToCoverageEnabled() const { return {}; }

  void setAlphaToCoverageEnabled(bool /*alphaToCoverageEnabled*/) {}

  [[deprecated("use isAlphaToOneEnabled")]] bool alphaToOneEnabled() const { return {}; }

  void setAlphaToOneEnabled(bool /*alphaToOneEnabled*/) {}

  NS::Array* binaryArchives() const { return {}; }

  void setBinaryArchives(const NS::Array* /*binaryArchives*/) {}

  RenderPipelineColorAttachmentDescriptorArray* colorAttachments() const { return {}; }

  PixelFormat depthAttachmentPixelFormat() const { return {}; }

  void setDepthAttachmentPixelFormat(PixelFormat /*depthAttachmentPixelFormat*/) {}

  PipelineBufferDescriptorArray* fragmentBuffers() const { return {}; }

  Function* fragmentFunction() const { return {}; }

  void setFragmentFunction(const Function* /*fragmentFunction*/) {}

  LinkedFunctions* fragmentLinkedFunctions() const { return {}; }

  void setFragmentLinkedFunctions(const LinkedFunctions* /*fragmentLinkedFunctions*/) {}

  NS::Array* fragmentPreloadedLibraries() const { return {}; }

  void setFragmentPreloadedLibraries(const NS::Array* /*fragmentPreloadedLibraries*/) {}

  PrimitiveTopologyClass inputPrimitiveTopology() const { return {}; }

  void setInputPrimitiveTopology(PrimitiveTopologyClass /*inputPrimitiveTopology*/) {}

  bool isAlphaToCoverageEnabled() const { return {}; }

  bool isAlphaToOneEnabled() const { return {}; }

  bool isRasterizationEnabled() const { return {}; }

  bool isTessellationFactorScaleEnabled() const { return {}; }

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  NS::UInteger maxFragmentCallStackDepth() const { return {}; }

  void setMaxFragmentCallStackDepth(NS::UInteger /*maxFragmentCallStackDepth*/) {}

  NS::UInteger maxTessellationFactor() const { return {}; }

  void setMaxTessellationFactor(NS::UInteger /*maxTessellationFactor*/) {}

  NS::UInteger maxVertexAmplificationCount() const { return {}; }

  void setMaxVertexAmplificationCount(NS::UInteger /*maxVertexAmplificationCount*/) {}

  NS::UInteger maxVertexCallStackDepth() const { return {}; }

  void setMaxVertexCallStackDepth(NS::UInteger /*maxVertexCallStackDepth*/) {}

  [[deprecated("use isRasterizationEnabled")]] bool rasterizationEnabled() const { return {}; }

  void setRasterizationEnabled(bool /*rasterizationEnabled*/) {}

  NS::UInteger rasterSampleCount() const { return {}; }

  void setRasterSampleCount(NS::UInteger /*rasterSampleCount*/) {}

  void reset() {}

  NS::UInteger sampleCount() const { return {}; }

  void setSampleCount(NS::UInteger /*sampleCount*/) {}

  ShaderValidation shaderValidation() const { return {}; }

  void setShaderValidation(ShaderValidation /*shaderValidation*/) {}

  PixelFormat stencilAttachmentPixelFormat() const { return {}; }

  void setStencilAttachmentPixelFormat(PixelFormat /*stencilAttachmentPixelFormat*/) {}

  bool supportAddingFragmentBinaryFunctions() const { return {}; }

  void setSupportAddingFragmentBinaryFunctions(bool /*supportAddingFragmentBinaryFunctions*/) {}

  bool supportAddingVertexBinaryFunctions() const { return {}; }

  void setSupportAddingVertexBinaryFunctions(bool /*supportAddingVertexBinaryFunctions*/) {}

  bool supportIndirectCommandBuffers() const { return {}; }

  void setSupportIndirectCommandBuffers(bool /*supportIndirectCommandBuffers*/) {}

  TessellationControlPointIndexType tessellationControlPointIndexType() const { return {}; }

  void setTessellationControlPointIndexType(TessellationControlPointIndexType /*tessellationControlPointIndexType*/) {}

  TessellationFactorFormat tessellationFactorFormat() const { return {}; }

  void setTessellationFactorFormat(TessellationFactorFormat /*tessellationFactorFormat*/) {}

  [[deprecated("use isTessellationFactorScaleEnabled")]] bool tessellationFactorScaleEnabled() const { return {}; }

  void setTessellationFactorScaleEnabled(bool /*tessellationFactorScaleEnabled*/) {}

  TessellationFactorStepFunction tessellationFactorStepFunction() const { return {}; }

  void setTessellationFactorStepFunction(TessellationFactorStepFunction /*tessellationFactorStepFunction*/) {}

  Winding tessellationOutputWindingOrder() const { return {}; }

  void setTessellationOutputWindingOrder(Winding /*tessellationOutputWindingOrder*/) {}

  TessellationPartitionMode tessellationPartitionMode() const { return {}; }

  void setTessellationPartitionMode(TessellationPartitionMode /*tessellationPartitionMode*/) {}

  PipelineBufferDescriptorArray* vertexBuffers() const { return {}; }

  VertexDescriptor* vertexDescriptor() const { return {}; }

  void setVertexDescriptor(const VertexDescriptor* /*vertexDescriptor*/) {}

  Function* vertexFunction() const { return {}; }

  void setVertexFunction(const Function* /*vertexFunction*/) {}

  LinkedFunctions* vertexLinkedFunctions() const { return {}; }

  void setVertexLinkedFunctions(const LinkedFunctions* /*vertexLinkedFunctions*/) {}

  NS::Array* vertexPreloadedLibraries() const { return {}; }

  void setVertexPreloadedLibraries(const NS::Array* /*vertexPreloadedLibraries*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPipelineFunctionsDescriptor : public NS::Copying<RenderPipelineFunctionsDescriptor> {
 public:
  static RenderPipelineFunctionsDescriptor* alloc() {
    return static_cast<RenderPipelineFunctionsDescriptor*>(pewter_unsupported("MTLRenderPipelineFunctionsDescriptor"));
  }

  RenderPipelineFunctionsDescriptor* init() { return Object::init<RenderPipelineFunctionsDescriptor>(); }

  NS::Array* fragmentAdditionalBinaryFunctions() const { return {}; }

  void setFragmentAdditionalBinaryFunctions(const NS::Array* /*fragmentAdditionalBinaryFunctions*/) {}

  NS::Array* tileAdditionalBinaryFunctions() const { return {}; }

  void setTileAdditionalBinaryFunctions(const NS::Array* /*tileAdditionalBinaryFunctions*/) {}

  NS::Array* vertexAdditionalBinaryFunctions() const { return {}; }

  void setVertexAdditionalBinaryFunctions(const NS::Array* /*vertexAdditionalBinaryFunctions*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPipelineState : public NS::Referencing<RenderPipelineState, Allocation> {
 public:
  Device* device() const { return {}; }

  FunctionHandle* functionHandle(const NS::String* /*name*/, RenderStages /*stage*/) { return {}; }

  FunctionHandle* functionHandle(const Function* /*function*/, RenderStages /*stage*/) { return {}; }

  ResourceID gpuResourceID() const { return {}; }

  NS::UInteger imageblockMemoryLength(Size /*imageblockDimensions*/) { return {}; }

  NS::UInteger imageblockSampleLength() const { return {}; }

  NS::String* label() const { return {}; }

  NS::UInteger maxTotalThreadgroupsPerMeshGrid() const { return {}; }

  NS::UInteger maxTotalThreadsPerMeshThreadgroup() const { return {}; }

  NS::UInteger maxTotalThreadsPerObjectThreadgroup() const { return {}; }

  NS::UInteger maxTotalThreadsPerThreadgroup() const { return {}; }

  NS::UInteger meshThreadExecutionWidth() const { return {}; }

  IntersectionFunctionTable* newIntersectionFunctionTable(const IntersectionFunctionTableDescriptor* /*descriptor*/,
                                                          RenderStages /*stage*/) {
    return {};
  }

  RenderPipelineState* newRenderPipelineState(const RenderPipelineFunctionsDescriptor* /*additionalBinaryFunctions*/,
                                              NS::Error** error) {
    if (error) *error = nullptr;
    return {};
  }

  VisibleFunctionTable* newVisibleFunctionTable(const VisibleFunctionTableDescriptor* /*descriptor*/,
                                                RenderStages /*stage*/) {
    return {};
  }

  NS::UInteger objectThreadExecutionWidth() const { return {}; }

  RenderPipelineReflection* reflection() const { return {}; }

  Size requiredThreadsPerMeshThreadgroup() const { return {}; }

  Size requiredThreadsPerObjectThreadgroup() const { return {}; }

  Size requiredThreadsPerTileThreadgroup() const { return {}; }

  ShaderValidation shaderValidation() const { return {}; }

  bool supportIndirectCommandBuffers() const { return {}; }

  bool threadgroupSizeMatchesTileSize() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RenderPipelineColorAttachmentDescriptorArray
    : public NS::Referencing<RenderPipelineColorAttachmentDescriptorArray> {
 public:
  static RenderPipelineColorAttachmentDescriptorArray* alloc() {
    return static_cast<RenderPipelineColorAttachmentDescriptorArray*>(
        pewter_unsupported("MTLRenderPipelineColorAttachmentDescriptorArray"));
  }

  RenderPipelineColorAttachmentDescriptorArray* init() {
    return Object::init<RenderPipelineColorAttachmentDescriptorArray>();
  }

  RenderPipelineColorAttachmentDescriptor* object(NS::UInteger /*attachmentIndex*/) { return {}; }

  void setObject(const RenderPipelineColorAttachmentDescriptor* /*attachment*/, NS::UInteger /*attachmentIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TileRenderPipelineColorAttachmentDescriptor : public NS::Copying<TileRenderPipelineColorAttachmentDescriptor> {
 public:
  static TileRenderPipelineColorAttachmentDescriptor* alloc() {
    return static_cast<TileRenderPipelineColorAttachmentDescriptor*>(
        pewter_unsupported("MTLTileRenderPipelineColorAttachmentDescriptor"));
  }

  TileRenderPipelineColorAttachmentDescriptor* init() {
    return Object::init<TileRenderPipelineColorAttachmentDescriptor>();
  }

  PixelFormat pixelFormat() const { return {}; }

  void setPixelFormat(PixelFormat /*pixelFormat*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TileRenderPipelineColorAttachmentDescriptorArray
    : public NS::Referencing<TileRenderPipelineColorAttachmentDescriptorArray> {
 public:
  static TileRenderPipelineColorAttachmentDescriptorArray* alloc() {
    return static_cast<TileRenderPipelineColorAttachmentDescriptorArray*>(
        pewter_unsupported("MTLTileRenderPipelineColorAttachmentDescriptorArray"));
  }

  TileRenderPipelineColorAttachmentDescriptorArray* init() {
    return Object::init<TileRenderPipelineColorAttachmentDescriptorArray>();
  }

  TileRenderPipelineColorAttachmentDescriptor* object(NS::UInteger /*attachmentIndex*/) { return {}; }

  void setObject(const TileRenderPipelineColorAttachmentDescriptor* /*attachment*/, NS::UInteger /*attachmentIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TileRenderPipelineDescriptor : public NS::Copying<TileRenderPipelineDescriptor> {
 public:
  static TileRenderPipelineDescriptor* alloc() {
    return static_cast<TileRenderPipelineDescriptor*>(pewter_unsupported("MTLTileRenderPipelineDescriptor"));
  }

  TileRenderPipelineDescriptor* init() { return Object::init<TileRenderPipelineDescriptor>(); }

  NS::Array* binaryArchives() const { return {}; }

  void setBinaryArchives(const NS::Array* /*binaryArchives*/) {}

  TileRenderPipelineColorAttachmentDescriptorArray* colorAttachments() const { return {}; }

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  LinkedFunctions* linkedFunctions() const { return {}; }

  void setLinkedFunctions(const LinkedFunctions* /*linkedFunctions*/) {}

  NS::UInteger maxCallStackDepth() const { return {}; }

  void setMaxCallStackDepth(NS::UInteger /*maxCallStackDepth*/) {}

  NS::UInteger maxTotalThreadsPerThreadgroup() const { return {}; }

  void setMaxTotalThreadsPerThreadgroup(NS::UInteger /*maxTotalThreadsPerThreadgroup*/) {}

  NS::Array* preloadedLibraries() const { return {}; }

  void setPreloadedLibraries(const NS::Array* /*preloadedLibraries*/) {}

  NS::UInteger rasterSampleCount() const { return {}; }

  void setRasterSampleCount(NS::UInteger /*rasterSampleCount*/) {}

  Size requiredThreadsPerThreadgroup() const { return {}; }

  void setRequiredThreadsPerThreadgroup(Size /*requiredThreadsPerThreadgroup*/) {}

  void reset() {}

  ShaderValidation shaderValidation() const { return {}; }

  void setShaderValidation(ShaderValidation /*shaderValidation*/) {}

  bool supportAddingBinaryFunctions() const { return {}; }

  void setSupportAddingBinaryFunctions(bool /*supportAddingBinaryFunctions*/) {}

  bool threadgroupSizeMatchesTileSize() const { return {}; }

  void setThreadgroupSizeMatchesTileSize(bool /*threadgroupSizeMatchesTileSize*/) {}

  PipelineBufferDescriptorArray* tileBuffers() const { return {}; }

  Function* tileFunction() const { return {}; }

  void setTileFunction(const Function* /*tileFunction*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class MeshRenderPipelineDescriptor : public NS::Copying<MeshRenderPipelineDescriptor> {
 public:
  static MeshRenderPipelineDescriptor* alloc() {
    return static_cast<MeshRenderPipelineDescriptor*>(pewter_unsupported("MTLMeshRenderPipelineDescriptor"));
  }

  MeshRenderPipelineDescriptor* init() { return Object::init<MeshRenderPipelineDescriptor>(); }

  [[deprecated("use isAlphaToCoverageEnabled")]] bool alphaToCoverageEnabled() const { return {}; }

  void setAlphaToCoverageEnabled(bool /*alphaToCoverageEnabled*/) {}

  [[deprecated("use isAlphaToOneEnabled")]] bool alphaToOneEnabled() const { return {}; }

  void setAlphaToOneEnabled(bool /*alphaToOneEnabled*/) {}

  NS::Array* binaryArchives() const { return {}; }

  void setBinaryArchives(const NS::Array* /*binaryArchives*/) {}

  RenderPipelineColorAttachmentDescriptorArray* colorAttachments() const { return {}; }

  PixelFormat depthAttachmentPixelFormat() const { return {}; }

  void setDepthAttachmentPixelFormat(PixelFormat /*depthAttachmentPixelFormat*/) {}

  PipelineBufferDescriptorArray* fragmentBuffers() const { return {}; }

  Function* fragmentFunction() const { return {}; }

  void setFragmentFunction(const Function* /*fragmentFunction*/) {}

  LinkedFunctions* fragmentLinkedFunctions() const { return {}; }

  void setFragmentLinkedFunctions(const LinkedFunctions* /*fragmentLinkedFunctions*/) {}

  bool isAlphaToCoverageEnabled() const { return {}; }

  bool isAlphaToOneEnabled() const { return {}; }

  bool isRasterizationEnabled() const { return {}; }

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  NS::UInteger maxTotalThreadgroupsPerMeshGrid() const { return {}; }

  void setMaxTotalThreadgroupsPerMeshGrid(NS::UInteger /*maxTotalThreadgroupsPerMeshGrid*/) {}

  NS::UInteger maxTotalThreadsPerMeshThreadgroup() const { return {}; }

  void setMaxTotalThreadsPerMeshThreadgroup(NS::UInteger /*maxTotalThreadsPerMeshThreadgroup*/) {}

  NS::UInteger maxTotalThreadsPerObjectThreadgroup() const { return {}; }

  void setMaxTotalThreadsPerObjectThreadgroup(NS::UInteger /*maxTotalThreadsPerObjectThreadgroup*/) {}

  NS::UInteger maxVertexAmplificationCount() const { return {}; }

  void setMaxVertexAmplificationCount(NS::UInteger /*maxVertexAmplificationCount*/) {}

  PipelineBufferDescriptorArray* meshBuffers() const { return {}; }

  Function* meshFunction() const { return {}; }

  void setMeshFunction(const Function* /*meshFunction*/) {}

  LinkedFunctions* meshLinkedFunctions() const { return {}; }

  void setMeshLinkedFunctions(const LinkedFunctions* /*meshLinkedFunctions*/) {}

  bool meshThreadgroupSizeIsMultipleOfThreadExecutionWidth() const { return {}; }

  void setMeshThreadgroupSizeIsMultipleOfThreadExecutionWidth(
      bool /*meshThreadgroupSizeIsMultipleOfThreadExecutionWidth*/) {}

  PipelineBufferDescriptorArray* objectBuffers() const { return {}; }

  Function* objectFunction() const { return {}; }

  void setObjectFunction(const Function* /*objectFunction*/) {}

  LinkedFunctions* objectLinkedFunctions() const { return {}; }

  void setObjectLinkedFunctions(const LinkedFunctions* /*objectLinkedFunctions*/) {}

  bool objectThreadgroupSizeIsMultipleOfThreadExecutionWidth() const { return {}; }

  void setObjectThreadgroupSizeIsMultipleOfThreadExecutionWidth(
      bool /*objectThreadgroupSizeIsMultipleOfThreadExecutionWidth*/) {}

  NS::UInteger payloadMemoryLength() const { return {}; }

  void setPayloadMemoryLength(NS::UInteger /*payloadMemoryLength*/) {}

  [[deprecated("use isRasterizationEnabled")]] bool rasterizationEnabled() const { return {}; }

  void setRasterizationEnabled(bool /*rasterizationEnabled*/) {}

  NS::UInteger rasterSampleCount() const { return {}; }

  void setRasterSampleCount(NS::UInteger /*rasterSampleCount*/) {}

  Size requiredThreadsPerMeshThreadgroup() const { return {}; }

  void setRequiredThreadsPerMeshThreadgroup(Size /*requiredThreadsPerMeshThreadgroup*/) {}

  Size requiredThreadsPerObjectThreadgroup() const { return {}; }

  void setRequiredThreadsPerObjectThreadgroup(Size /*requiredThreadsPerObjectThreadgroup*/) {}

  void reset() {}

  ShaderValidation shaderValidation() const { return {}; }

  void setShaderValidation(ShaderValidation /*shaderValidation*/) {}

  PixelFormat stencilAttachmentPixelFormat() const { return {}; }

  void setStencilAttachmentPixelFormat(PixelFormat /*stencilAttachmentPixelFormat*/) {}

  bool supportIndirectCommandBuffers() const { return {}; }

  void setSupportIndirectCommandBuffers(bool /*supportIndirectCommandBuffers*/) {}
};

}  // namespace MTL
