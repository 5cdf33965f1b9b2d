// SPDX-License-Identifier: Apache-2.0
// Metal programs call methods on null, and nothing happens: every method of every class that there are objects of.
#include <gtest/gtest.h>

#include <Metal/Metal.hpp>
#include <cstring>

namespace {

NS::Error* const kGarbage = reinterpret_cast<NS::Error*>(0x10);  // programs leave the variable uninitialised

// A null that compilers do not know to be one.
template <class T>
T* null_of() {
  static T* volatile null = nullptr;
  return null;
}

template <class T>
bool zero(const T& value) {
  const T nothing{};
  return std::memcmp(&value, &nothing, sizeof(T)) == 0;
}

TEST(NullReceiver, Allocation) {
  auto* object = null_of<MTL::Allocation>();
  EXPECT_TRUE(zero(object->allocatedSize()));
}

TEST(NullReceiver, Architecture) {
  auto* object = null_of<MTL::Architecture>();
  EXPECT_TRUE(zero(object->name()));
}

TEST(NullReceiver, Argument) {
  auto* object = null_of<MTL::Argument>();
  EXPECT_TRUE(zero(object->access()));
  EXPECT_TRUE(zero(object->arrayLength()));
  EXPECT_TRUE(zero(object->bufferAlignment()));
  EXPECT_TRUE(zero(object->bufferDataSize()));
  EXPECT_TRUE(zero(object->bufferDataType()));
  EXPECT_TRUE(zero(object->bufferPointerType()));
  EXPECT_TRUE(zero(object->bufferStructType()));
  EXPECT_TRUE(zero(object->index()));
  EXPECT_TRUE(zero(object->isActive()));
  EXPECT_TRUE(zero(object->isDepthTexture()));
  EXPECT_TRUE(zero(object->name()));
  EXPECT_TRUE(zero(object->textureDataType()));
  EXPECT_TRUE(zero(object->textureType()));
  EXPECT_TRUE(zero(object->threadgroupMemoryAlignment()));
  EXPECT_TRUE(zero(object->threadgroupMemoryDataSize()));
  EXPECT_TRUE(zero(object->type()));
}

TEST(NullReceiver, ArgumentDescriptor) {
  auto* object = null_of<MTL::ArgumentDescriptor>();
  EXPECT_TRUE(zero(object->access()));
  object->setAccess(MTL::BindingAccess{});
  EXPECT_TRUE(zero(object->arrayLength()));
  object->setArrayLength(NS::UInteger{});
  EXPECT_TRUE(zero(object->constantBlockAlignment()));
  object->setConstantBlockAlignment(NS::UInteger{});
  EXPECT_TRUE(zero(object->dataType()));
  object->setDataType(MTL::DataType{});
  EXPECT_TRUE(zero(object->index()));
  object->setIndex(NS::UInteger{});
  EXPECT_TRUE(zero(object->textureType()));
  object->setTextureType(MTL::TextureType{});
}

TEST(NullReceiver, ArgumentEncoder) {
  auto* object = null_of<MTL::ArgumentEncoder>();
  object->setAccelerationStructure(static_cast<const MTL::AccelerationStructure*>(nullptr), NS::UInteger{});
  EXPECT_TRUE(zero(object->alignment()));
  object->setArgumentBuffer(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{});
  object->setArgumentBuffer(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, NS::UInteger{});
  object->setBuffer(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, NS::UInteger{});
  object->setBuffers(static_cast<const MTL::Buffer* const*>(nullptr), static_cast<const NS::UInteger*>(nullptr),
                     NS::Range(0, 0));
  object->setComputePipelineState(static_cast<const MTL::ComputePipelineState*>(nullptr), NS::UInteger{});
  object->setComputePipelineStates(static_cast<const MTL::ComputePipelineState* const*>(nullptr), NS::Range(0, 0));
  EXPECT_TRUE(zero(object->constantData(NS::UInteger{})));
  object->setDepthStencilState(static_cast<const MTL::DepthStencilState*>(nullptr), NS::UInteger{});
  object->setDepthStencilStates(static_cast<const MTL::DepthStencilState* const*>(nullptr), NS::Range(0, 0));
  EXPECT_TRUE(zero(object->device()));
  EXPECT_TRUE(zero(object->encodedLength()));
  object->setIndirectCommandBuffer(static_cast<const MTL::IndirectCommandBuffer*>(nullptr), NS::UInteger{});
  object->setIndirectCommandBuffers(static_cast<const MTL::IndirectCommandBuffer* const*>(nullptr), NS::Range(0, 0));
  object->setIntersectionFunctionTable(static_cast<const MTL::IntersectionFunctionTable*>(nullptr), NS::UInteger{});
  object->setIntersectionFunctionTables(static_cast<const MTL::IntersectionFunctionTable* const*>(nullptr),
                                        NS::Range(0, 0));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->newArgumentEncoder(NS::UInteger{})));
  object->setRenderPipelineState(static_cast<const MTL::RenderPipelineState*>(nullptr), NS::UInteger{});
  object->setRenderPipelineStates(static_cast<const MTL::RenderPipelineState* const*>(nullptr), NS::Range(0, 0));
  object->setSamplerState(static_cast<const MTL::SamplerState*>(nullptr), NS::UInteger{});
  object->setSamplerStates(static_cast<const MTL::SamplerState* const*>(nullptr), NS::Range(0, 0));
  object->setTexture(static_cast<const MTL::Texture*>(nullptr), NS::UInteger{});
  object->setTextures(static_cast<const MTL::Texture* const*>(nullptr), NS::Range(0, 0));
  object->setVisibleFunctionTable(static_cast<const MTL::VisibleFunctionTable*>(nullptr), NS::UInteger{});
  object->setVisibleFunctionTables(static_cast<const MTL::VisibleFunctionTable* const*>(nullptr), NS::Range(0, 0));
}

TEST(NullReceiver, Binding) {
  auto* object = null_of<MTL::Binding>();
  EXPECT_TRUE(zero(object->access()));
  EXPECT_TRUE(zero(object->index()));
  EXPECT_TRUE(zero(object->isArgument()));
  EXPECT_TRUE(zero(object->isUsed()));
  EXPECT_TRUE(zero(object->name()));
  EXPECT_TRUE(zero(object->type()));
}

TEST(NullReceiver, BlitCommandEncoder) {
  auto* object = null_of<MTL::BlitCommandEncoder>();
  object->copyFromBuffer(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, NS::UInteger{}, NS::UInteger{},
                         MTL::Size{}, static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{},
                         MTL::Origin{});
  object->copyFromBuffer(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, NS::UInteger{}, NS::UInteger{},
                         MTL::Size{}, static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{},
                         MTL::Origin{}, MTL::BlitOption{});
  object->copyFromBuffer(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{},
                         static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, NS::UInteger{});
  object->copyFromTensor(static_cast<const MTL::Tensor*>(nullptr), static_cast<const MTL::TensorExtents*>(nullptr),
                         static_cast<const MTL::TensorExtents*>(nullptr), static_cast<const MTL::Tensor*>(nullptr),
                         static_cast<const MTL::TensorExtents*>(nullptr),
                         static_cast<const MTL::TensorExtents*>(nullptr));
  object->copyFromTexture(static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{}, MTL::Origin{},
                          MTL::Size{}, static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{},
                          MTL::Origin{});
  object->copyFromTexture(static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{}, MTL::Origin{},
                          MTL::Size{}, static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, NS::UInteger{},
                          NS::UInteger{});
  object->copyFromTexture(static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{}, MTL::Origin{},
                          MTL::Size{}, static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, NS::UInteger{},
                          NS::UInteger{}, MTL::BlitOption{});
  object->copyFromTexture(static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{},
                          static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{}, NS::UInteger{},
                          NS::UInteger{});
  object->copyFromTexture(static_cast<const MTL::Texture*>(nullptr), static_cast<const MTL::Texture*>(nullptr));
  object->copyIndirectCommandBuffer(static_cast<const MTL::IndirectCommandBuffer*>(nullptr), NS::Range(0, 0),
                                    static_cast<const MTL::IndirectCommandBuffer*>(nullptr), NS::UInteger{});
  object->fillBuffer(static_cast<const MTL::Buffer*>(nullptr), NS::Range(0, 0), uint8_t{});
  object->generateMipmaps(static_cast<const MTL::Texture*>(nullptr));
  object->getTextureAccessCounters(static_cast<const MTL::Texture*>(nullptr), MTL::Region{}, NS::UInteger{},
                                   NS::UInteger{}, bool{}, static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{});
  object->optimizeContentsForCPUAccess(static_cast<const MTL::Texture*>(nullptr));
  object->optimizeContentsForCPUAccess(static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{});
  object->optimizeContentsForGPUAccess(static_cast<const MTL::Texture*>(nullptr));
  object->optimizeContentsForGPUAccess(static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{});
  object->optimizeIndirectCommandBuffer(static_cast<const MTL::IndirectCommandBuffer*>(nullptr), NS::Range(0, 0));
  object->resetCommandsInBuffer(static_cast<const MTL::IndirectCommandBuffer*>(nullptr), NS::Range(0, 0));
  object->resetTextureAccessCounters(static_cast<const MTL::Texture*>(nullptr), MTL::Region{}, NS::UInteger{},
                                     NS::UInteger{});
  object->resolveCounters(static_cast<const MTL::CounterSampleBuffer*>(nullptr), NS::Range(0, 0),
                          static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{});
  object->sampleCountersInBuffer(static_cast<const MTL::CounterSampleBuffer*>(nullptr), NS::UInteger{}, bool{});
  object->synchronizeResource(static_cast<const MTL::Resource*>(nullptr));
  object->synchronizeTexture(static_cast<const MTL::Texture*>(nullptr), NS::UInteger{}, NS::UInteger{});
  object->updateFence(static_cast<const MTL::Fence*>(nullptr));
  object->waitForFence(static_cast<const MTL::Fence*>(nullptr));
}

TEST(NullReceiver, BlitPassDescriptor) {
  auto* object = null_of<MTL::BlitPassDescriptor>();
  EXPECT_TRUE(zero(object->sampleBufferAttachments()));
}

TEST(NullReceiver, Buffer) {
  auto* object = null_of<MTL::Buffer>();
  NS::Error* error = nullptr;
  object->addDebugMarker(static_cast<const NS::String*>(nullptr), NS::Range(0, 0));
  EXPECT_TRUE(zero(object->contents()));
  object->didModifyRange(NS::Range(0, 0));
  EXPECT_TRUE(zero(object->gpuAddress()));
  EXPECT_TRUE(zero(object->length()));
  EXPECT_TRUE(zero(object->newRemoteBufferViewForDevice(static_cast<const MTL::Device*>(nullptr))));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newTensor(static_cast<const MTL::TensorDescriptor*>(nullptr), NS::UInteger{}, &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(
      zero(object->newTexture(static_cast<const MTL::TextureDescriptor*>(nullptr), NS::UInteger{}, NS::UInteger{})));
  EXPECT_TRUE(zero(object->remoteStorageBuffer()));
  object->removeAllDebugMarkers();
  EXPECT_TRUE(zero(object->sparseBufferTier()));
}

TEST(NullReceiver, BufferBinding) {
  auto* object = null_of<MTL::BufferBinding>();
  EXPECT_TRUE(zero(object->bufferAlignment()));
  EXPECT_TRUE(zero(object->bufferDataSize()));
  EXPECT_TRUE(zero(object->bufferDataType()));
  EXPECT_TRUE(zero(object->bufferPointerType()));
  EXPECT_TRUE(zero(object->bufferStructType()));
}

TEST(NullReceiver, CaptureDescriptor) {
  auto* object = null_of<MTL::CaptureDescriptor>();
  EXPECT_TRUE(zero(object->captureObject()));
  object->setCaptureObject(static_cast<NS::Object*>(nullptr));
  EXPECT_TRUE(zero(object->destination()));
  object->setDestination(MTL::CaptureDestination{});
  EXPECT_TRUE(zero(object->outputURL()));
  object->setOutputURL(static_cast<const NS::URL*>(nullptr));
}

TEST(NullReceiver, CaptureManager) {
  auto* object = null_of<MTL::CaptureManager>();
  NS::Error* error = nullptr;
  EXPECT_TRUE(zero(object->defaultCaptureScope()));
  object->setDefaultCaptureScope(static_cast<const MTL::CaptureScope*>(nullptr));
  EXPECT_TRUE(zero(object->isCapturing()));
  EXPECT_TRUE(zero(object->newCaptureScope(static_cast<const MTL::Device*>(nullptr))));
  EXPECT_TRUE(zero(object->newCaptureScope(static_cast<const MTL::CommandQueue*>(nullptr))));
  error = kGarbage;
  EXPECT_TRUE(zero(object->startCapture(static_cast<const MTL::CaptureDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  object->startCapture(static_cast<const MTL::Device*>(nullptr));
  object->startCapture(static_cast<const MTL::CommandQueue*>(nullptr));
  object->startCapture(static_cast<const MTL::CaptureScope*>(nullptr));
  object->stopCapture();
  EXPECT_TRUE(zero(object->supportsDestination(MTL::CaptureDestination{})));
}

TEST(NullReceiver, CaptureScope) {
  auto* object = null_of<MTL::CaptureScope>();
  object->beginScope();
  EXPECT_TRUE(zero(object->commandQueue()));
  EXPECT_TRUE(zero(object->device()));
  object->endScope();
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
}

TEST(NullReceiver, CommandBuffer) {
  auto* object = null_of<MTL::CommandBuffer>();
  EXPECT_TRUE(zero(object->accelerationStructureCommandEncoder()));
  EXPECT_TRUE(zero(object->accelerationStructureCommandEncoder(
      static_cast<const MTL::AccelerationStructurePassDescriptor*>(nullptr))));
  object->addCompletedHandler(std::function<void(MTL::CommandBuffer*)>());
  object->addScheduledHandler(std::function<void(MTL::CommandBuffer*)>());
  EXPECT_TRUE(zero(object->blitCommandEncoder()));
  EXPECT_TRUE(zero(object->blitCommandEncoder(static_cast<const MTL::BlitPassDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->commandQueue()));
  object->commit();
  EXPECT_TRUE(zero(object->computeCommandEncoder(static_cast<const MTL::ComputePassDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->computeCommandEncoder()));
  EXPECT_TRUE(zero(object->computeCommandEncoder(MTL::DispatchType{})));
  EXPECT_TRUE(zero(object->device()));
  object->encodeSignalEvent(static_cast<const MTL::Event*>(nullptr), uint64_t{});
  object->encodeWait(static_cast<const MTL::Event*>(nullptr), uint64_t{});
  object->enqueue();
  EXPECT_TRUE(zero(object->error()));
  EXPECT_TRUE(zero(object->errorOptions()));
  EXPECT_TRUE(zero(object->GPUEndTime()));
  EXPECT_TRUE(zero(object->GPUStartTime()));
  EXPECT_TRUE(zero(object->kernelEndTime()));
  EXPECT_TRUE(zero(object->kernelStartTime()));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->logs()));
  EXPECT_TRUE(zero(object->parallelRenderCommandEncoder(static_cast<const MTL::RenderPassDescriptor*>(nullptr))));
  object->popDebugGroup();
  object->presentDrawable(static_cast<const MTL::Drawable*>(nullptr));
  object->presentDrawableAfterMinimumDuration(static_cast<const MTL::Drawable*>(nullptr), CFTimeInterval{});
  object->presentDrawableAtTime(static_cast<const MTL::Drawable*>(nullptr), CFTimeInterval{});
  object->pushDebugGroup(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->renderCommandEncoder(static_cast<const MTL::RenderPassDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->resourceStateCommandEncoder()));
  EXPECT_TRUE(zero(object->resourceStateCommandEncoder(static_cast<const MTL::ResourceStatePassDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->retainedReferences()));
  EXPECT_TRUE(zero(object->status()));
  object->useResidencySet(static_cast<const MTL::ResidencySet*>(nullptr));
  object->useResidencySets(static_cast<const MTL::ResidencySet* const*>(nullptr), NS::UInteger{});
  object->waitUntilCompleted();
  object->waitUntilScheduled();
}

TEST(NullReceiver, CommandBufferDescriptor) {
  auto* object = null_of<MTL::CommandBufferDescriptor>();
  EXPECT_TRUE(zero(object->errorOptions()));
  object->setErrorOptions(MTL::CommandBufferErrorOption{});
  EXPECT_TRUE(zero(object->logState()));
  object->setLogState(static_cast<const MTL::LogState*>(nullptr));
  EXPECT_TRUE(zero(object->retainedReferences()));
  object->setRetainedReferences(bool{});
}

TEST(NullReceiver, CommandEncoder) {
  auto* object = null_of<MTL::CommandEncoder>();
  object->barrierAfterQueueStages(MTL::Stages{}, MTL::Stages{});
  EXPECT_TRUE(zero(object->device()));
  object->endEncoding();
  object->insertDebugSignpost(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
  object->popDebugGroup();
  object->pushDebugGroup(static_cast<const NS::String*>(nullptr));
}

TEST(NullReceiver, CommandQueue) {
  auto* object = null_of<MTL::CommandQueue>();
  object->addResidencySet(static_cast<const MTL::ResidencySet*>(nullptr));
  object->addResidencySets(static_cast<const MTL::ResidencySet* const*>(nullptr), NS::UInteger{});
  EXPECT_TRUE(zero(object->commandBuffer()));
  EXPECT_TRUE(zero(object->commandBuffer(static_cast<const MTL::CommandBufferDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->commandBufferWithUnretainedReferences()));
  EXPECT_TRUE(zero(object->device()));
  object->insertDebugCaptureBoundary();
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
  object->removeResidencySet(static_cast<const MTL::ResidencySet*>(nullptr));
  object->removeResidencySets(static_cast<const MTL::ResidencySet* const*>(nullptr), NS::UInteger{});
}

TEST(NullReceiver, CommandQueueDescriptor) {
  auto* object = null_of<MTL::CommandQueueDescriptor>();
  EXPECT_TRUE(zero(object->logState()));
  object->setLogState(static_cast<const MTL::LogState*>(nullptr));
  EXPECT_TRUE(zero(object->maxCommandBufferCount()));
  object->setMaxCommandBufferCount(NS::UInteger{});
}

TEST(NullReceiver, CompileOptions) {
  auto* object = null_of<MTL::CompileOptions>();
  EXPECT_TRUE(zero(object->allowReferencingUndefinedSymbols()));
  object->setAllowReferencingUndefinedSymbols(bool{});
  EXPECT_TRUE(zero(object->compileSymbolVisibility()));
  object->setCompileSymbolVisibility(MTL::CompileSymbolVisibility{});
  EXPECT_TRUE(zero(object->enableLogging()));
  object->setEnableLogging(bool{});
  EXPECT_TRUE(zero(object->fastMathEnabled()));
  object->setFastMathEnabled(bool{});
  EXPECT_TRUE(zero(object->installName()));
  object->setInstallName(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->languageVersion()));
  object->setLanguageVersion(MTL::LanguageVersion{});
  EXPECT_TRUE(zero(object->libraries()));
  object->setLibraries(static_cast<const NS::Array*>(nullptr));
  EXPECT_TRUE(zero(object->libraryType()));
  object->setLibraryType(MTL::LibraryType{});
  EXPECT_TRUE(zero(object->mathFloatingPointFunctions()));
  object->setMathFloatingPointFunctions(MTL::MathFloatingPointFunctions{});
  EXPECT_TRUE(zero(object->mathMode()));
  object->setMathMode(MTL::MathMode{});
  EXPECT_TRUE(zero(object->maxTotalThreadsPerThreadgroup()));
  object->setMaxTotalThreadsPerThreadgroup(NS::UInteger{});
  EXPECT_TRUE(zero(object->optimizationLevel()));
  object->setOptimizationLevel(MTL::LibraryOptimizationLevel{});
  EXPECT_TRUE(zero(object->preprocessorMacros()));
  object->setPreprocessorMacros(static_cast<const NS::Dictionary*>(nullptr));
  EXPECT_TRUE(zero(object->preserveInvariance()));
  object->setPreserveInvariance(bool{});
  EXPECT_TRUE(zero(object->requiredThreadsPerThreadgroup()));
  object->setRequiredThreadsPerThreadgroup(MTL::Size{});
}

TEST(NullReceiver, ComputeCommandEncoder) {
  auto* object = null_of<MTL::ComputeCommandEncoder>();
  object->setAccelerationStructure(static_cast<const MTL::AccelerationStructure*>(nullptr), NS::UInteger{});
  object->setBuffer(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, NS::UInteger{});
  object->setBuffer(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, NS::UInteger{}, NS::UInteger{});
  object->setBufferOffset(NS::UInteger{}, NS::UInteger{});
  object->setBufferOffset(NS::UInteger{}, NS::UInteger{}, NS::UInteger{});
  object->setBuffers(static_cast<const MTL::Buffer* const*>(nullptr), static_cast<const NS::UInteger*>(nullptr),
                     NS::Range(0, 0));
  object->setBuffers(static_cast<const MTL::Buffer* const*>(nullptr), static_cast<const NS::UInteger*>(nullptr),
                     static_cast<const NS::UInteger*>(nullptr), NS::Range(0, 0));
  object->setBytes(static_cast<const void*>(nullptr), NS::UInteger{}, NS::UInteger{});
  object->setBytes(static_cast<const void*>(nullptr), NS::UInteger{}, NS::UInteger{}, NS::UInteger{});
  object->setComputePipelineState(static_cast<const MTL::ComputePipelineState*>(nullptr));
  object->dispatchThreadgroups(MTL::Size{}, MTL::Size{});
  object->dispatchThreadgroups(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{}, MTL::Size{});
  object->dispatchThreads(MTL::Size{}, MTL::Size{});
  EXPECT_TRUE(zero(object->dispatchType()));
  object->executeCommandsInBuffer(static_cast<const MTL::IndirectCommandBuffer*>(nullptr), NS::Range(0, 0));
  object->executeCommandsInBuffer(static_cast<const MTL::IndirectCommandBuffer*>(nullptr),
                                  static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{});
  object->setImageblockWidth(NS::UInteger{}, NS::UInteger{});
  object->setIntersectionFunctionTable(static_cast<const MTL::IntersectionFunctionTable*>(nullptr), NS::UInteger{});
  object->setIntersectionFunctionTables(static_cast<const MTL::IntersectionFunctionTable* const*>(nullptr),
                                        NS::Range(0, 0));
  object->memoryBarrier(MTL::BarrierScope{});
  object->memoryBarrier(static_cast<const MTL::Resource* const*>(nullptr), NS::UInteger{});
  object->sampleCountersInBuffer(static_cast<const MTL::CounterSampleBuffer*>(nullptr), NS::UInteger{}, bool{});
  object->setSamplerState(static_cast<const MTL::SamplerState*>(nullptr), NS::UInteger{});
  object->setSamplerState(static_cast<const MTL::SamplerState*>(nullptr), float{}, float{}, NS::UInteger{});
  object->setSamplerStates(static_cast<const MTL::SamplerState* const*>(nullptr), NS::Range(0, 0));
  object->setSamplerStates(static_cast<const MTL::SamplerState* const*>(nullptr), static_cast<const float*>(nullptr),
                           static_cast<const float*>(nullptr), NS::Range(0, 0));
  object->setStageInRegion(MTL::Region{});
  object->setStageInRegion(static_cast<const MTL::Buffer*>(nullptr), NS::UInteger{});
  object->setTexture(static_cast<const MTL::Texture*>(nullptr), NS::UInteger{});
  object->setTextures(static_cast<const MTL::Texture* const*>(nullptr), NS::Range(0, 0));
  object->setThreadgroupMemoryLength(NS::UInteger{}, NS::UInteger{});
  object->updateFence(static_cast<const MTL::Fence*>(nullptr));
  object->useHeap(static_cast<const MTL::Heap*>(nullptr));
  object->useHeaps(static_cast<const MTL::Heap* const*>(nullptr), NS::UInteger{});
  object->useResource(static_cast<const MTL::Resource*>(nullptr), MTL::ResourceUsage{});
  object->useResources(static_cast<const MTL::Resource* const*>(nullptr), NS::UInteger{}, MTL::ResourceUsage{});
  object->setVisibleFunctionTable(static_cast<const MTL::VisibleFunctionTable*>(nullptr), NS::UInteger{});
  object->setVisibleFunctionTables(static_cast<const MTL::VisibleFunctionTable* const*>(nullptr), NS::Range(0, 0));
  object->waitForFence(static_cast<const MTL::Fence*>(nullptr));
}

TEST(NullReceiver, ComputePassDescriptor) {
  auto* object = null_of<MTL::ComputePassDescriptor>();
  EXPECT_TRUE(zero(object->dispatchType()));
  object->setDispatchType(MTL::DispatchType{});
  EXPECT_TRUE(zero(object->sampleBufferAttachments()));
}

TEST(NullReceiver, ComputePipelineDescriptor) {
  auto* object = null_of<MTL::ComputePipelineDescriptor>();
  EXPECT_TRUE(zero(object->binaryArchives()));
  object->setBinaryArchives(static_cast<const NS::Array*>(nullptr));
  EXPECT_TRUE(zero(object->buffers()));
  EXPECT_TRUE(zero(object->computeFunction()));
  object->setComputeFunction(static_cast<const MTL::Function*>(nullptr));
  EXPECT_TRUE(zero(object->insertLibraries()));
  object->setInsertLibraries(static_cast<const NS::Array*>(nullptr));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->linkedFunctions()));
  object->setLinkedFunctions(static_cast<const MTL::LinkedFunctions*>(nullptr));
  EXPECT_TRUE(zero(object->maxCallStackDepth()));
  object->setMaxCallStackDepth(NS::UInteger{});
  EXPECT_TRUE(zero(object->maxTotalThreadsPerThreadgroup()));
  object->setMaxTotalThreadsPerThreadgroup(NS::UInteger{});
  EXPECT_TRUE(zero(object->preloadedLibraries()));
  object->setPreloadedLibraries(static_cast<const NS::Array*>(nullptr));
  EXPECT_TRUE(zero(object->requiredThreadsPerThreadgroup()));
  object->setRequiredThreadsPerThreadgroup(MTL::Size{});
  object->reset();
  EXPECT_TRUE(zero(object->shaderValidation()));
  object->setShaderValidation(MTL::ShaderValidation{});
  EXPECT_TRUE(zero(object->stageInputDescriptor()));
  object->setStageInputDescriptor(static_cast<const MTL::StageInputOutputDescriptor*>(nullptr));
  EXPECT_TRUE(zero(object->supportAddingBinaryFunctions()));
  object->setSupportAddingBinaryFunctions(bool{});
  EXPECT_TRUE(zero(object->supportIndirectCommandBuffers()));
  object->setSupportIndirectCommandBuffers(bool{});
  EXPECT_TRUE(zero(object->threadGroupSizeIsMultipleOfThreadExecutionWidth()));
  object->setThreadGroupSizeIsMultipleOfThreadExecutionWidth(bool{});
}

TEST(NullReceiver, ComputePipelineReflection) {
  auto* object = null_of<MTL::ComputePipelineReflection>();
  EXPECT_TRUE(zero(object->arguments()));
  EXPECT_TRUE(zero(object->bindings()));
}

TEST(NullReceiver, ComputePipelineState) {
  auto* object = null_of<MTL::ComputePipelineState>();
  NS::Error* error = nullptr;
  EXPECT_TRUE(zero(object->device()));
  EXPECT_TRUE(zero(object->functionHandle(static_cast<const NS::String*>(nullptr))));
  EXPECT_TRUE(zero(object->functionHandle(static_cast<const MTL::Function*>(nullptr))));
  EXPECT_TRUE(zero(object->gpuResourceID()));
  EXPECT_TRUE(zero(object->imageblockMemoryLength(MTL::Size{})));
  EXPECT_TRUE(zero(object->label()));
  EXPECT_TRUE(zero(object->maxTotalThreadsPerThreadgroup()));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newComputePipelineState(static_cast<const NS::Array*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newComputePipelineStateWithBinaryFunctions(static_cast<const NS::Array*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(zero(
      object->newIntersectionFunctionTable(static_cast<const MTL::IntersectionFunctionTableDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->newVisibleFunctionTable(static_cast<const MTL::VisibleFunctionTableDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->reflection()));
  EXPECT_TRUE(zero(object->requiredThreadsPerThreadgroup()));
  EXPECT_TRUE(zero(object->shaderValidation()));
  EXPECT_TRUE(zero(object->staticThreadgroupMemoryLength()));
  EXPECT_TRUE(zero(object->supportIndirectCommandBuffers()));
  EXPECT_TRUE(zero(object->threadExecutionWidth()));
}

TEST(NullReceiver, Device) {
  auto* object = null_of<MTL::Device>();
  NS::Error* error = nullptr;
  EXPECT_TRUE(
      zero(object->accelerationStructureSizes(static_cast<const MTL::AccelerationStructureDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->architecture()));
  EXPECT_TRUE(zero(object->areBarycentricCoordsSupported()));
  EXPECT_TRUE(zero(object->areProgrammableSamplePositionsSupported()));
  EXPECT_TRUE(zero(object->areRasterOrderGroupsSupported()));
  EXPECT_TRUE(zero(object->argumentBuffersSupport()));
  object->convertSparsePixelRegions(static_cast<const MTL::Region*>(nullptr), static_cast<MTL::Region*>(nullptr),
                                    MTL::Size{}, MTL::SparseTextureRegionAlignmentMode{}, NS::UInteger{});
  object->convertSparseTileRegions(static_cast<const MTL::Region*>(nullptr), static_cast<MTL::Region*>(nullptr),
                                   MTL::Size{}, NS::UInteger{});
  EXPECT_TRUE(zero(object->counterSets()));
  EXPECT_TRUE(zero(object->currentAllocatedSize()));
  EXPECT_TRUE(zero(object->functionHandle(static_cast<const MTL::Function*>(nullptr))));
  object->getDefaultSamplePositions(static_cast<MTL::SamplePosition*>(nullptr), NS::UInteger{});
  EXPECT_TRUE(zero(object->hasUnifiedMemory()));
  EXPECT_TRUE(zero(object->heapAccelerationStructureSizeAndAlign(NS::UInteger{})));
  EXPECT_TRUE(zero(object->heapAccelerationStructureSizeAndAlign(
      static_cast<const MTL::AccelerationStructureDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->heapBufferSizeAndAlign(NS::UInteger{}, MTL::ResourceOptions{})));
  EXPECT_TRUE(zero(object->heapTextureSizeAndAlign(static_cast<const MTL::TextureDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->isDepth24Stencil8PixelFormatSupported()));
  EXPECT_TRUE(zero(object->isHeadless()));
  EXPECT_TRUE(zero(object->isLowPower()));
  EXPECT_TRUE(zero(object->isRemovable()));
  EXPECT_TRUE(zero(object->location()));
  EXPECT_TRUE(zero(object->locationNumber()));
  EXPECT_TRUE(zero(object->maxArgumentBufferSamplerCount()));
  EXPECT_TRUE(zero(object->maxBufferLength()));
  EXPECT_TRUE(zero(object->maximumConcurrentCompilationTaskCount()));
  EXPECT_TRUE(zero(object->maxThreadgroupMemoryLength()));
  EXPECT_TRUE(zero(object->maxThreadsPerThreadgroup()));
  EXPECT_TRUE(zero(object->maxTransferRate()));
  EXPECT_TRUE(zero(object->minimumLinearTextureAlignmentForPixelFormat(MTL::PixelFormat{})));
  EXPECT_TRUE(zero(object->minimumTextureBufferAlignmentForPixelFormat(MTL::PixelFormat{})));
  EXPECT_TRUE(zero(object->name()));
  EXPECT_TRUE(zero(object->newAccelerationStructure(NS::UInteger{})));
  EXPECT_TRUE(
      zero(object->newAccelerationStructure(static_cast<const MTL::AccelerationStructureDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->newArgumentEncoder(static_cast<const NS::Array*>(nullptr))));
  EXPECT_TRUE(zero(object->newArgumentEncoder(static_cast<const MTL::BufferBinding*>(nullptr))));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newBinaryArchive(static_cast<const MTL::BinaryArchiveDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(zero(object->newBuffer(NS::UInteger{}, MTL::ResourceOptions{})));
  EXPECT_TRUE(zero(object->newBuffer(static_cast<const void*>(nullptr), NS::UInteger{}, MTL::ResourceOptions{})));
  EXPECT_TRUE(zero(object->newBuffer(NS::UInteger{}, MTL::ResourceOptions{}, MTL::SparsePageSize{})));
  EXPECT_TRUE(zero(object->newCommandQueue()));
  EXPECT_TRUE(zero(object->newCommandQueue(NS::UInteger{})));
  EXPECT_TRUE(zero(object->newCommandQueue(static_cast<const MTL::CommandQueueDescriptor*>(nullptr))));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newComputePipelineState(static_cast<const MTL::Function*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newComputePipelineState(static_cast<const MTL::Function*>(nullptr), MTL::PipelineOption{},
                                                   nullptr, &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newComputePipelineState(static_cast<const MTL::ComputePipelineDescriptor*>(nullptr),
                                                   MTL::PipelineOption{}, nullptr, &error)));
  EXPECT_EQ(error, nullptr);
  object->newComputePipelineState(static_cast<const MTL::Function*>(nullptr),
                                  std::function<void(MTL::ComputePipelineState*, NS::Error*)>());
  object->newComputePipelineState(
      static_cast<const MTL::Function*>(nullptr), MTL::PipelineOption{},
      std::function<void(MTL::ComputePipelineState*, MTL::ComputePipelineReflection*, NS::Error*)>());
  object->newComputePipelineState(
      static_cast<const MTL::ComputePipelineDescriptor*>(nullptr), MTL::PipelineOption{},
      std::function<void(MTL::ComputePipelineState*, MTL::ComputePipelineReflection*, NS::Error*)>());
  error = kGarbage;
  EXPECT_TRUE(
      zero(object->newCounterSampleBuffer(static_cast<const MTL::CounterSampleBufferDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(zero(object->newDefaultLibrary()));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newDefaultLibrary(static_cast<const NS::Bundle*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(zero(object->newDepthStencilState(static_cast<const MTL::DepthStencilDescriptor*>(nullptr))));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newDynamicLibrary(static_cast<const MTL::Library*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newDynamicLibrary(static_cast<const NS::URL*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(zero(object->newEvent()));
  EXPECT_TRUE(zero(object->newFence()));
  EXPECT_TRUE(zero(object->newHeap(static_cast<const MTL::HeapDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->newIndirectCommandBuffer(static_cast<const MTL::IndirectCommandBufferDescriptor*>(nullptr),
                                                    NS::UInteger{}, MTL::ResourceOptions{})));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newIOCommandQueue(static_cast<const MTL::IOCommandQueueDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newIOFileHandle(static_cast<const NS::URL*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newIOFileHandle(static_cast<const NS::URL*>(nullptr), MTL::IOCompressionMethod{}, &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newIOHandle(static_cast<const NS::URL*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newIOHandle(static_cast<const NS::URL*>(nullptr), MTL::IOCompressionMethod{}, &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newLibrary(static_cast<const NS::String*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newLibrary(static_cast<const NS::URL*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newLibrary(dispatch_data_t{}, &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newLibrary(static_cast<const NS::String*>(nullptr),
                                      static_cast<const MTL::CompileOptions*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newLibrary(static_cast<const MTL::StitchedLibraryDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  object->newLibrary(static_cast<const NS::String*>(nullptr), static_cast<const MTL::CompileOptions*>(nullptr),
                     std::function<void(MTL::Library*, NS::Error*)>());
  object->newLibrary(static_cast<const MTL::StitchedLibraryDescriptor*>(nullptr),
                     std::function<void(MTL::Library*, NS::Error*)>());
  error = kGarbage;
  EXPECT_TRUE(zero(object->newLogState(static_cast<const MTL::LogStateDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(zero(object->newRasterizationRateMap(static_cast<const MTL::RasterizationRateMapDescriptor*>(nullptr))));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newRenderPipelineState(static_cast<const MTL::RenderPipelineDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newRenderPipelineState(static_cast<const MTL::RenderPipelineDescriptor*>(nullptr),
                                                  MTL::PipelineOption{}, nullptr, &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newRenderPipelineState(static_cast<const MTL::TileRenderPipelineDescriptor*>(nullptr),
                                                  MTL::PipelineOption{}, nullptr, &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newRenderPipelineState(static_cast<const MTL::MeshRenderPipelineDescriptor*>(nullptr),
                                                  MTL::PipelineOption{}, nullptr, &error)));
  EXPECT_EQ(error, nullptr);
  object->newRenderPipelineState(static_cast<const MTL::RenderPipelineDescriptor*>(nullptr),
                                 std::function<void(MTL::RenderPipelineState*, NS::Error*)>());
  object->newRenderPipelineState(
      static_cast<const MTL::RenderPipelineDescriptor*>(nullptr), MTL::PipelineOption{},
      std::function<void(MTL::RenderPipelineState*, MTL::RenderPipelineReflection*, NS::Error*)>());
  object->newRenderPipelineState(
      static_cast<const MTL::TileRenderPipelineDescriptor*>(nullptr), MTL::PipelineOption{},
      std::function<void(MTL::RenderPipelineState*, MTL::RenderPipelineReflection*, NS::Error*)>());
  error = kGarbage;
  EXPECT_TRUE(zero(object->newResidencySet(static_cast<const MTL::ResidencySetDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(zero(object->newSamplerState(static_cast<const MTL::SamplerDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->newSharedEvent()));
  EXPECT_TRUE(zero(object->newSharedEvent(static_cast<const MTL::SharedEventHandle*>(nullptr))));
  EXPECT_TRUE(zero(object->newSharedTexture(static_cast<const MTL::TextureDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->newSharedTexture(static_cast<const MTL::SharedTextureHandle*>(nullptr))));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newTensor(static_cast<const MTL::TensorDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(zero(object->newTexture(static_cast<const MTL::TextureDescriptor*>(nullptr))));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newTextureViewPool(static_cast<const MTL::ResourceViewPoolDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(zero(object->peerCount()));
  EXPECT_TRUE(zero(object->peerGroupID()));
  EXPECT_TRUE(zero(object->peerIndex()));
  EXPECT_TRUE(zero(object->queryTimestampFrequency()));
  EXPECT_TRUE(zero(object->readWriteTextureSupport()));
  EXPECT_TRUE(zero(object->recommendedMaxWorkingSetSize()));
  EXPECT_TRUE(zero(object->registryID()));
  object->sampleTimestamps(static_cast<MTL::Timestamp*>(nullptr), static_cast<MTL::Timestamp*>(nullptr));
  EXPECT_TRUE(zero(object->shouldMaximizeConcurrentCompilation()));
  object->setShouldMaximizeConcurrentCompilation(bool{});
  EXPECT_TRUE(zero(object->sparseTileSize(MTL::TextureType{}, MTL::PixelFormat{}, NS::UInteger{})));
  EXPECT_TRUE(
      zero(object->sparseTileSize(MTL::TextureType{}, MTL::PixelFormat{}, NS::UInteger{}, MTL::SparsePageSize{})));
  EXPECT_TRUE(zero(object->sparseTileSizeInBytes()));
  EXPECT_TRUE(zero(object->sparseTileSizeInBytes(MTL::SparsePageSize{})));
  EXPECT_TRUE(zero(object->supports32BitFloatFiltering()));
  EXPECT_TRUE(zero(object->supports32BitMSAA()));
  EXPECT_TRUE(zero(object->supportsBCTextureCompression()));
  EXPECT_TRUE(zero(object->supportsCounterSampling(MTL::CounterSamplingPoint{})));
  EXPECT_TRUE(zero(object->supportsDynamicLibraries()));
  EXPECT_TRUE(zero(object->supportsFamily(MTL::GPUFamily{})));
  EXPECT_TRUE(zero(object->supportsFeatureSet(MTL::FeatureSet{})));
  EXPECT_TRUE(zero(object->supportsFunctionPointers()));
  EXPECT_TRUE(zero(object->supportsFunctionPointersFromRender()));
  EXPECT_TRUE(zero(object->supportsPrimitiveMotionBlur()));
  EXPECT_TRUE(zero(object->supportsPullModelInterpolation()));
  EXPECT_TRUE(zero(object->supportsQueryTextureLOD()));
  EXPECT_TRUE(zero(object->supportsRasterizationRateMap(NS::UInteger{})));
  EXPECT_TRUE(zero(object->supportsRaytracing()));
  EXPECT_TRUE(zero(object->supportsRaytracingFromRender()));
  EXPECT_TRUE(zero(object->supportsRenderDynamicLibraries()));
  EXPECT_TRUE(zero(object->supportsShaderBarycentricCoordinates()));
  EXPECT_TRUE(zero(object->supportsTextureSampleCount(NS::UInteger{})));
  EXPECT_TRUE(zero(object->supportsVertexAmplificationCount(NS::UInteger{})));
  EXPECT_TRUE(zero(object->tensorSizeAndAlign(static_cast<const MTL::TensorDescriptor*>(nullptr))));
}

TEST(NullReceiver, Event) {
  auto* object = null_of<MTL::Event>();
  EXPECT_TRUE(zero(object->device()));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
}

TEST(NullReceiver, Fence) {
  auto* object = null_of<MTL::Fence>();
  EXPECT_TRUE(zero(object->device()));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
}

TEST(NullReceiver, Function) {
  auto* object = null_of<MTL::Function>();
  EXPECT_TRUE(zero(object->device()));
  EXPECT_TRUE(zero(object->functionConstantsDictionary()));
  EXPECT_TRUE(zero(object->functionType()));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->name()));
  EXPECT_TRUE(zero(object->newArgumentEncoder(NS::UInteger{})));
  EXPECT_TRUE(zero(object->newArgumentEncoder(NS::UInteger{}, nullptr)));
  EXPECT_TRUE(zero(object->options()));
  EXPECT_TRUE(zero(object->patchControlPointCount()));
  EXPECT_TRUE(zero(object->patchType()));
  EXPECT_TRUE(zero(object->stageInputAttributes()));
  EXPECT_TRUE(zero(object->vertexAttributes()));
}

TEST(NullReceiver, FunctionConstant) {
  auto* object = null_of<MTL::FunctionConstant>();
  EXPECT_TRUE(zero(object->index()));
  EXPECT_TRUE(zero(object->name()));
  EXPECT_TRUE(zero(object->required()));
  EXPECT_TRUE(zero(object->type()));
}

TEST(NullReceiver, FunctionConstantValues) {
  auto* object = null_of<MTL::FunctionConstantValues>();
  object->setConstantValue(static_cast<const void*>(nullptr), MTL::DataType{}, NS::UInteger{});
  object->setConstantValue(static_cast<const void*>(nullptr), MTL::DataType{}, static_cast<const NS::String*>(nullptr));
  object->setConstantValues(static_cast<const void*>(nullptr), MTL::DataType{}, NS::Range(0, 0));
  object->reset();
}

TEST(NullReceiver, FunctionDescriptor) {
  auto* object = null_of<MTL::FunctionDescriptor>();
  EXPECT_TRUE(zero(object->binaryArchives()));
  object->setBinaryArchives(static_cast<const NS::Array*>(nullptr));
  EXPECT_TRUE(zero(object->constantValues()));
  object->setConstantValues(static_cast<const MTL::FunctionConstantValues*>(nullptr));
  EXPECT_TRUE(zero(object->name()));
  object->setName(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->options()));
  object->setOptions(MTL::FunctionOptions{});
  EXPECT_TRUE(zero(object->specializedName()));
  object->setSpecializedName(static_cast<const NS::String*>(nullptr));
}

TEST(NullReceiver, FunctionReflection) {
  auto* object = null_of<MTL::FunctionReflection>();
  EXPECT_TRUE(zero(object->bindings()));
}

TEST(NullReceiver, Heap) {
  auto* object = null_of<MTL::Heap>();
  EXPECT_TRUE(zero(object->cpuCacheMode()));
  EXPECT_TRUE(zero(object->currentAllocatedSize()));
  EXPECT_TRUE(zero(object->device()));
  EXPECT_TRUE(zero(object->hazardTrackingMode()));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->maxAvailableSize(NS::UInteger{})));
  EXPECT_TRUE(zero(object->newAccelerationStructure(NS::UInteger{})));
  EXPECT_TRUE(
      zero(object->newAccelerationStructure(static_cast<const MTL::AccelerationStructureDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->newAccelerationStructure(NS::UInteger{}, NS::UInteger{})));
  EXPECT_TRUE(zero(object->newAccelerationStructure(static_cast<const MTL::AccelerationStructureDescriptor*>(nullptr),
                                                    NS::UInteger{})));
  EXPECT_TRUE(zero(object->newBuffer(NS::UInteger{}, MTL::ResourceOptions{})));
  EXPECT_TRUE(zero(object->newBuffer(NS::UInteger{}, MTL::ResourceOptions{}, NS::UInteger{})));
  EXPECT_TRUE(zero(object->newTexture(static_cast<const MTL::TextureDescriptor*>(nullptr))));
  EXPECT_TRUE(zero(object->newTexture(static_cast<const MTL::TextureDescriptor*>(nullptr), NS::UInteger{})));
  EXPECT_TRUE(zero(object->setPurgeableState(MTL::PurgeableState{})));
  EXPECT_TRUE(zero(object->resourceOptions()));
  EXPECT_TRUE(zero(object->size()));
  EXPECT_TRUE(zero(object->storageMode()));
  EXPECT_TRUE(zero(object->type()));
  EXPECT_TRUE(zero(object->usedSize()));
}

TEST(NullReceiver, HeapDescriptor) {
  auto* object = null_of<MTL::HeapDescriptor>();
  EXPECT_TRUE(zero(object->cpuCacheMode()));
  object->setCpuCacheMode(MTL::CPUCacheMode{});
  EXPECT_TRUE(zero(object->hazardTrackingMode()));
  object->setHazardTrackingMode(MTL::HazardTrackingMode{});
  EXPECT_TRUE(zero(object->maxCompatiblePlacementSparsePageSize()));
  object->setMaxCompatiblePlacementSparsePageSize(MTL::SparsePageSize{});
  EXPECT_TRUE(zero(object->resourceOptions()));
  object->setResourceOptions(MTL::ResourceOptions{});
  EXPECT_TRUE(zero(object->size()));
  object->setSize(NS::UInteger{});
  EXPECT_TRUE(zero(object->sparsePageSize()));
  object->setSparsePageSize(MTL::SparsePageSize{});
  EXPECT_TRUE(zero(object->storageMode()));
  object->setStorageMode(MTL::StorageMode{});
  EXPECT_TRUE(zero(object->type()));
  object->setType(MTL::HeapType{});
}

TEST(NullReceiver, Library) {
  auto* object = null_of<MTL::Library>();
  NS::Error* error = nullptr;
  EXPECT_TRUE(zero(object->device()));
  EXPECT_TRUE(zero(object->functionNames()));
  EXPECT_TRUE(zero(object->installName()));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
  EXPECT_TRUE(zero(object->newFunction(static_cast<const NS::String*>(nullptr))));
  error = kGarbage;
  EXPECT_TRUE(zero(object->newFunction(static_cast<const NS::String*>(nullptr),
                                       static_cast<const MTL::FunctionConstantValues*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  error = kGarbage;
  EXPECT_TRUE(zero(object->newFunction(static_cast<const MTL::FunctionDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  object->newFunction(static_cast<const NS::String*>(nullptr), static_cast<const MTL::FunctionConstantValues*>(nullptr),
                      std::function<void(MTL::Function*, NS::Error*)>());
  object->newFunction(static_cast<const MTL::FunctionDescriptor*>(nullptr),
                      std::function<void(MTL::Function*, NS::Error*)>());
  error = kGarbage;
  EXPECT_TRUE(
      zero(object->newIntersectionFunction(static_cast<const MTL::IntersectionFunctionDescriptor*>(nullptr), &error)));
  EXPECT_EQ(error, nullptr);
  object->newIntersectionFunction(static_cast<const MTL::IntersectionFunctionDescriptor*>(nullptr),
                                  std::function<void(MTL::Function*, NS::Error*)>());
  EXPECT_TRUE(zero(object->reflectionForFunction(static_cast<const NS::String*>(nullptr))));
  EXPECT_TRUE(zero(object->type()));
}

TEST(NullReceiver, LinkedFunctions) {
  auto* object = null_of<MTL::LinkedFunctions>();
  EXPECT_TRUE(zero(object->binaryFunctions()));
  object->setBinaryFunctions(static_cast<const NS::Array*>(nullptr));
  EXPECT_TRUE(zero(object->functions()));
  object->setFunctions(static_cast<const NS::Array*>(nullptr));
  EXPECT_TRUE(zero(object->groups()));
  object->setGroups(static_cast<const NS::Dictionary*>(nullptr));
  EXPECT_TRUE(zero(object->privateFunctions()));
  object->setPrivateFunctions(static_cast<const NS::Array*>(nullptr));
}

TEST(NullReceiver, LogState) {
  auto* object = null_of<MTL::LogState>();
  object->addLogHandler(std::function<void(NS::String*, NS::String*, MTL::LogLevel, NS::String*)>());
}

TEST(NullReceiver, LogStateDescriptor) {
  auto* object = null_of<MTL::LogStateDescriptor>();
  EXPECT_TRUE(zero(object->bufferSize()));
  object->setBufferSize(NS::Integer{});
  EXPECT_TRUE(zero(object->level()));
  object->setLevel(MTL::LogLevel{});
}

TEST(NullReceiver, ResidencySet) {
  auto* object = null_of<MTL::ResidencySet>();
  object->addAllocation(static_cast<const MTL::Allocation*>(nullptr));
  object->addAllocations(static_cast<const MTL::Allocation* const*>(nullptr), NS::UInteger{});
  EXPECT_TRUE(zero(object->allAllocations()));
  EXPECT_TRUE(zero(object->allocatedSize()));
  EXPECT_TRUE(zero(object->allocationCount()));
  object->commit();
  EXPECT_TRUE(zero(object->containsAllocation(static_cast<const MTL::Allocation*>(nullptr))));
  EXPECT_TRUE(zero(object->device()));
  object->endResidency();
  EXPECT_TRUE(zero(object->label()));
  object->removeAllAllocations();
  object->removeAllocation(static_cast<const MTL::Allocation*>(nullptr));
  object->removeAllocations(static_cast<const MTL::Allocation* const*>(nullptr), NS::UInteger{});
  object->requestResidency();
}

TEST(NullReceiver, ResidencySetDescriptor) {
  auto* object = null_of<MTL::ResidencySetDescriptor>();
  EXPECT_TRUE(zero(object->initialCapacity()));
  object->setInitialCapacity(NS::UInteger{});
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
}

TEST(NullReceiver, Resource) {
  auto* object = null_of<MTL::Resource>();
  EXPECT_TRUE(zero(object->allocatedSize()));
  EXPECT_TRUE(zero(object->cpuCacheMode()));
  EXPECT_TRUE(zero(object->device()));
  EXPECT_TRUE(zero(object->hazardTrackingMode()));
  EXPECT_TRUE(zero(object->heap()));
  EXPECT_TRUE(zero(object->heapOffset()));
  EXPECT_TRUE(zero(object->isAliasable()));
  EXPECT_TRUE(zero(object->label()));
  object->setLabel(static_cast<const NS::String*>(nullptr));
  object->makeAliasable();
  EXPECT_TRUE(zero(object->setPurgeableState(MTL::PurgeableState{})));
  EXPECT_TRUE(zero(object->resourceOptions()));
  EXPECT_TRUE(zero(object->storageMode()));
}

TEST(NullReceiver, SharedEvent) {
  auto* object = null_of<MTL::SharedEvent>();
  EXPECT_TRUE(zero(object->newSharedEventHandle()));
  object->notifyListener(static_cast<const MTL::SharedEventListener*>(nullptr), uint64_t{},
                         std::function<void(MTL::SharedEvent*, std::uint64_t)>());
  EXPECT_TRUE(zero(object->signaledValue()));
  object->setSignaledValue(uint64_t{});
  EXPECT_TRUE(zero(object->waitUntilSignaledValue(uint64_t{}, uint64_t{})));
}

TEST(NullReceiver, SharedEventHandle) {
  auto* object = null_of<MTL::SharedEventHandle>();
  EXPECT_TRUE(zero(object->label()));
}

TEST(NullReceiver, SharedEventListener) {
  auto* object = null_of<MTL::SharedEventListener>();
  EXPECT_TRUE(zero(object->init(dispatch_queue_t{})));
  EXPECT_TRUE(zero(object->dispatchQueue()));
}

TEST(NullReceiver, ThreadgroupBinding) {
  auto* object = null_of<MTL::ThreadgroupBinding>();
  EXPECT_TRUE(zero(object->threadgroupMemoryAlignment()));
  EXPECT_TRUE(zero(object->threadgroupMemoryDataSize()));
}

}  // namespace
