// SPDX-License-Identifier: Apache-2.0
// Programs must compile unchanged: the signatures of tier 1, as metal-cpp has them, checked by the compiler:
// there is nothing here to run.
#include <Metal/Metal.hpp>
#include <type_traits>

namespace {

// True if the overload set behind `method` has exactly this signature; a compile error otherwise.
template <class Signature>
constexpr bool has(Signature) {
  return true;
}

using U = NS::UInteger;

static_assert(has<MTL::Device* (*)()>(&MTL::CreateSystemDefaultDevice));
static_assert(has<NS::Array* (*)()>(&MTL::CopyAllDevices));

// Device
static_assert(has<NS::String* (MTL::Device::*)() const>(&MTL::Device::name));
static_assert(has<MTL::Architecture* (MTL::Device::*)() const>(&MTL::Device::architecture));
static_assert(has<NS::String* (MTL::Architecture::*)() const>(&MTL::Architecture::name));
static_assert(has<bool (MTL::Device::*)(MTL::GPUFamily)>(&MTL::Device::supportsFamily));
static_assert(has<U (MTL::Device::*)() const>(&MTL::Device::maxBufferLength));
static_assert(has<uint64_t (MTL::Device::*)() const>(&MTL::Device::recommendedMaxWorkingSetSize));
static_assert(has<MTL::CommandQueue* (MTL::Device::*)()>(&MTL::Device::newCommandQueue));
static_assert(has<MTL::Library* (MTL::Device::*)(const NS::String*, NS::Error**)>(&MTL::Device::newLibrary));
static_assert(has<MTL::Library* (MTL::Device::*)(const NS::String*, const MTL::CompileOptions*, NS::Error**)>(
    &MTL::Device::newLibrary));
static_assert(has<MTL::ComputePipelineState* (MTL::Device::*)(const MTL::Function*, NS::Error**)>(
    &MTL::Device::newComputePipelineState));
static_assert(
    has<MTL::ComputePipelineState* (MTL::Device::*)(const MTL::ComputePipelineDescriptor*, MTL::PipelineOption,
                                                    const MTL::AutoreleasedComputePipelineReflection*, NS::Error**)>(
        &MTL::Device::newComputePipelineState));
static_assert(has<MTL::Buffer* (MTL::Device::*)(U, MTL::ResourceOptions)>(&MTL::Device::newBuffer));
static_assert(has<MTL::Buffer* (MTL::Device::*)(const void*, U, MTL::ResourceOptions)>(&MTL::Device::newBuffer));
static_assert(has<MTL::Heap* (MTL::Device::*)(const MTL::HeapDescriptor*)>(&MTL::Device::newHeap));
static_assert(has<MTL::Fence* (MTL::Device::*)()>(&MTL::Device::newFence));
static_assert(has<MTL::SharedEvent* (MTL::Device::*)()>(&MTL::Device::newSharedEvent));
static_assert(has<MTL::ResidencySet* (MTL::Device::*)(const MTL::ResidencySetDescriptor*, NS::Error**)>(
    &MTL::Device::newResidencySet));

// CommandQueue
static_assert(has<MTL::CommandBuffer* (MTL::CommandQueue::*)()>(&MTL::CommandQueue::commandBuffer));
static_assert(
    has<MTL::CommandBuffer* (MTL::CommandQueue::*)()>(&MTL::CommandQueue::commandBufferWithUnretainedReferences));
static_assert(has<void (MTL::CommandQueue::*)(const MTL::ResidencySet*)>(&MTL::CommandQueue::addResidencySet));
static_assert(
    has<void (MTL::CommandQueue::*)(const MTL::ResidencySet* const[], U)>(&MTL::CommandQueue::addResidencySets));

// CommandBuffer
static_assert(std::is_same_v<MTL::HandlerFunction, std::function<void(MTL::CommandBuffer*)>>);
static_assert(has<MTL::ComputeCommandEncoder* (MTL::CommandBuffer::*)(MTL::DispatchType)>(
    &MTL::CommandBuffer::computeCommandEncoder));
static_assert(has<MTL::ComputeCommandEncoder* (MTL::CommandBuffer::*)()>(&MTL::CommandBuffer::computeCommandEncoder));
static_assert(has<void (MTL::CommandBuffer::*)(const MTL::HandlerFunction&)>(&MTL::CommandBuffer::addCompletedHandler));
static_assert(has<void (MTL::CommandBuffer::*)()>(&MTL::CommandBuffer::commit));
static_assert(has<void (MTL::CommandBuffer::*)()>(&MTL::CommandBuffer::waitUntilCompleted));
static_assert(has<MTL::CommandBufferStatus (MTL::CommandBuffer::*)() const>(&MTL::CommandBuffer::status));
static_assert(has<NS::Error* (MTL::CommandBuffer::*)() const>(&MTL::CommandBuffer::error));
static_assert(has<void (MTL::CommandBuffer::*)(const MTL::Event*, uint64_t)>(&MTL::CommandBuffer::encodeWait));
static_assert(has<void (MTL::CommandBuffer::*)(const MTL::Event*, uint64_t)>(&MTL::CommandBuffer::encodeSignalEvent));

// ComputeCommandEncoder
using Encoder = MTL::ComputeCommandEncoder;
static_assert(has<void (Encoder::*)(const MTL::ComputePipelineState*)>(&Encoder::setComputePipelineState));
static_assert(has<void (Encoder::*)(const MTL::Buffer*, U, U)>(&Encoder::setBuffer));
static_assert(has<void (Encoder::*)(const void*, U, U)>(&Encoder::setBytes));
static_assert(has<void (Encoder::*)(MTL::Size, MTL::Size)>(&Encoder::dispatchThreads));
static_assert(has<void (Encoder::*)(MTL::Size, MTL::Size)>(&Encoder::dispatchThreadgroups));
static_assert(has<void (Encoder::*)(MTL::BarrierScope)>(&Encoder::memoryBarrier));
static_assert(has<void (Encoder::*)(const MTL::Fence*)>(&Encoder::waitForFence));
static_assert(has<void (Encoder::*)(const MTL::Fence*)>(&Encoder::updateFence));
static_assert(has<void (Encoder::*)(U, U)>(&Encoder::setThreadgroupMemoryLength));
static_assert(has<void (MTL::CommandEncoder::*)()>(&Encoder::endEncoding));

// Library, FunctionDescriptor, FunctionConstantValues
static_assert(has<MTL::Function* (MTL::Library::*)(const NS::String*)>(&MTL::Library::newFunction));
static_assert(
    has<MTL::Function* (MTL::Library::*)(const MTL::FunctionDescriptor*, NS::Error**)>(&MTL::Library::newFunction));
static_assert(has<void (MTL::FunctionDescriptor::*)(const NS::String*)>(&MTL::FunctionDescriptor::setName));
static_assert(has<void (MTL::FunctionDescriptor::*)(const NS::String*)>(&MTL::FunctionDescriptor::setSpecializedName));
static_assert(has<void (MTL::FunctionDescriptor::*)(const MTL::FunctionConstantValues*)>(
    &MTL::FunctionDescriptor::setConstantValues));
static_assert(has<void (MTL::FunctionConstantValues::*)(const void*, MTL::DataType, U)>(
    &MTL::FunctionConstantValues::setConstantValue));

// CompileOptions
static_assert(has<void (MTL::CompileOptions::*)(bool)>(&MTL::CompileOptions::setFastMathEnabled));
static_assert(has<void (MTL::CompileOptions::*)(MTL::MathMode)>(&MTL::CompileOptions::setMathMode));
static_assert(has<void (MTL::CompileOptions::*)(MTL::LanguageVersion)>(&MTL::CompileOptions::setLanguageVersion));
static_assert(has<MTL::LanguageVersion (MTL::CompileOptions::*)() const>(&MTL::CompileOptions::languageVersion));
static_assert(has<void (MTL::CompileOptions::*)(bool)>(&MTL::CompileOptions::setEnableLogging));

// Pipelines
static_assert(has<void (MTL::ComputePipelineDescriptor::*)(const MTL::Function*)>(
    &MTL::ComputePipelineDescriptor::setComputeFunction));
static_assert(has<void (MTL::ComputePipelineDescriptor::*)(const MTL::LinkedFunctions*)>(
    &MTL::ComputePipelineDescriptor::setLinkedFunctions));
static_assert(has<U (MTL::ComputePipelineState::*)() const>(&MTL::ComputePipelineState::maxTotalThreadsPerThreadgroup));
static_assert(has<void (MTL::LinkedFunctions::*)(const NS::Array*)>(&MTL::LinkedFunctions::setPrivateFunctions));

// Buffer, Resource, Allocation, Heap, ResidencySet
static_assert(has<void* (MTL::Buffer::*)()>(&MTL::Buffer::contents));
static_assert(has<U (MTL::Buffer::*)() const>(&MTL::Buffer::length));
static_assert(has<MTL::Heap* (MTL::Resource::*)() const>(&MTL::Buffer::heap));
static_assert(has<MTL::StorageMode (MTL::Resource::*)() const>(&MTL::Buffer::storageMode));
static_assert(has<U (MTL::Allocation::*)() const>(&MTL::Allocation::allocatedSize));
static_assert(std::is_base_of_v<MTL::Allocation, MTL::Buffer> && std::is_base_of_v<MTL::Allocation, MTL::Heap>);
static_assert(has<MTL::Buffer* (MTL::Heap::*)(U, MTL::ResourceOptions)>(&MTL::Heap::newBuffer));
static_assert(has<void (MTL::HeapDescriptor::*)(U)>(&MTL::HeapDescriptor::setSize));
static_assert(has<void (MTL::HeapDescriptor::*)(MTL::ResourceOptions)>(&MTL::HeapDescriptor::setResourceOptions));
static_assert(has<void (MTL::ResidencySet::*)(const MTL::Allocation*)>(&MTL::ResidencySet::addAllocation));
static_assert(has<void (MTL::ResidencySet::*)(const MTL::Allocation*)>(&MTL::ResidencySet::removeAllocation));
static_assert(has<NS::Array* (MTL::ResidencySet::*)() const>(&MTL::ResidencySet::allAllocations));
static_assert(has<uint64_t (MTL::ResidencySet::*)() const>(&MTL::ResidencySet::allocatedSize));
static_assert(has<U (MTL::ResidencySet::*)() const>(&MTL::ResidencySet::allocationCount));

// SharedEvent
static_assert(std::is_base_of_v<MTL::Event, MTL::SharedEvent>);
static_assert(has<uint64_t (MTL::SharedEvent::*)() const>(&MTL::SharedEvent::signaledValue));
static_assert(has<void (MTL::SharedEvent::*)(uint64_t)>(&MTL::SharedEvent::setSignaledValue));
static_assert(has<bool (MTL::SharedEvent::*)(uint64_t, uint64_t)>(&MTL::SharedEvent::waitUntilSignaledValue));

// CaptureManager
static_assert(has<MTL::CaptureManager* (*)()>(&MTL::CaptureManager::sharedCaptureManager));
static_assert(
    has<bool (MTL::CaptureManager::*)(const MTL::CaptureDescriptor*, NS::Error**)>(&MTL::CaptureManager::startCapture));
static_assert(has<void (MTL::CaptureManager::*)()>(&MTL::CaptureManager::stopCapture));
static_assert(has<void (MTL::CaptureDescriptor::*)(NS::Object*)>(&MTL::CaptureDescriptor::setCaptureObject));
static_assert(has<void (MTL::CaptureDescriptor::*)(const NS::URL*)>(&MTL::CaptureDescriptor::setOutputURL));

// Structs cross the border by value: their layout is part of it.
static_assert(sizeof(MTL::Size) == 24 && sizeof(MTL::Origin) == 24 && sizeof(MTL::Region) == 48);
static_assert(std::is_trivially_copyable_v<MTL::Size> && std::is_trivially_copyable_v<MTL::Region>);
static_assert(sizeof(MTL::DispatchThreadgroupsIndirectArguments) == 12);
static_assert(sizeof(MTL::ResourceID) == 8 && sizeof(MTL::SizeAndAlign) == 16);

// Values that programs write into files, or compute with.
static_assert(MTL::LanguageVersion3_2 == 0x30002 && MTL::LanguageVersion4_0 == 0x40000);
static_assert(MTL::ResourceStorageModePrivate == 0x20 && MTL::ResourceHazardTrackingModeUntracked == 0x100);
static_assert(MTL::GPUFamilyApple7 == 1007 && MTL::GPUFamilyMetal3 == 5001);
static_assert(MTL::PixelFormat::PixelFormatRGBA8Unorm == 70 && MTL::PixelFormatR32Float == 55);
static_assert(MTL::DataType::DataTypeBool == 53 && MTL::DataTypeInt == 29 && MTL::DataTypeFloat == 3);

}  // namespace
