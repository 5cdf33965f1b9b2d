// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLArgument.hpp"
#include "MTLDataType.hpp"
#include "MTLDefines.hpp"
#include "MTLDispatch.hpp"
#include "MTLPixelFormat.hpp"
#include "MTLPrivate.hpp"
#include "MTLResource.hpp"
#include "MTLTexture.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class AccelerationStructure;
class AccelerationStructureDescriptor;
class Architecture;
class ArgumentDescriptor;
class ArgumentEncoder;
class BinaryArchive;
class BinaryArchiveDescriptor;
class Buffer;
class BufferBinding;
class CommandBuffer;
class CommandQueue;
class CommandQueueDescriptor;
class CompileOptions;
class ComputePipelineDescriptor;
class ComputePipelineReflection;
class ComputePipelineState;
class CounterSampleBuffer;
class CounterSampleBufferDescriptor;
class DepthStencilDescriptor;
class DepthStencilState;
class Device;
class DynamicLibrary;
class Event;
class Fence;
class Function;
class FunctionConstantValues;
class FunctionHandle;
class Heap;
class HeapDescriptor;
class IOCommandQueue;
class IOCommandQueueDescriptor;
class IOFileHandle;
class IndirectCommandBuffer;
class IndirectCommandBufferDescriptor;
class Library;
class LogState;
class LogStateDescriptor;
class MeshRenderPipelineDescriptor;
class RasterizationRateMap;
class RasterizationRateMapDescriptor;
class RenderPipelineDescriptor;
class RenderPipelineReflection;
class RenderPipelineState;
class ResidencySet;
class ResidencySetDescriptor;
class ResourceViewPoolDescriptor;
class SamplerDescriptor;
class SamplerState;
class SharedEvent;
class SharedEventHandle;
class SharedTextureHandle;
class StitchedLibraryDescriptor;
class Tensor;
class TensorDescriptor;
class Texture;
class TextureDescriptor;
class TextureViewPool;
class TileRenderPipelineDescriptor;
struct Region;
struct SamplePosition;

_MTL_ENUM(NS::Integer, IOCompressionMethod){
    IOCompressionMethodZlib = 0, IOCompressionMethodLZFSE = 1,    IOCompressionMethodLZ4 = 2,
    IOCompressionMethodLZMA = 3, IOCompressionMethodLZBitmap = 4,
};

_MTL_ENUM(NS::UInteger, FeatureSet){
    FeatureSet_iOS_GPUFamily1_v1 = 0,
    FeatureSet_iOS_GPUFamily2_v1 = 1,
    FeatureSet_iOS_GPUFamily1_v2 = 2,
    FeatureSet_iOS_GPUFamily2_v2 = 3,
    FeatureSet_iOS_GPUFamily3_v1 = 4,
    FeatureSet_iOS_GPUFamily1_v3 = 5,
    FeatureSet_iOS_GPUFamily2_v3 = 6,
    FeatureSet_iOS_GPUFamily3_v2 = 7,
    FeatureSet_iOS_GPUFamily1_v4 = 8,
    FeatureSet_iOS_GPUFamily2_v4 = 9,
    FeatureSet_iOS_GPUFamily3_v3 = 10,
    FeatureSet_iOS_GPUFamily4_v1 = 11,
    FeatureSet_iOS_GPUFamily1_v5 = 12,
    FeatureSet_iOS_GPUFamily2_v5 = 13,
    FeatureSet_iOS_GPUFamily3_v4 = 14,
    FeatureSet_iOS_GPUFamily4_v2 = 15,
    FeatureSet_iOS_GPUFamily5_v1 = 16,
    FeatureSet_macOS_GPUFamily1_v1 = 10000,
    FeatureSet_OSX_GPUFamily1_v1 = 10000,
    FeatureSet_macOS_GPUFamily1_v2 = 10001,
    FeatureSet_OSX_GPUFamily1_v2 = 10001,
    FeatureSet_macOS_ReadWriteTextureTier2 = 10002,
    FeatureSet_OSX_ReadWriteTextureTier2 = 10002,
    FeatureSet_macOS_GPUFamily1_v3 = 10003,
    FeatureSet_macOS_GPUFamily1_v4 = 10004,
    FeatureSet_macOS_GPUFamily2_v1 = 10005,
    FeatureSet_watchOS_GPUFamily1_v1 = 20000,
    FeatureSet_WatchOS_GPUFamily1_v1 = 20000,
    FeatureSet_watchOS_GPUFamily2_v1 = 20001,
    FeatureSet_WatchOS_GPUFamily2_v1 = 20001,
    FeatureSet_tvOS_GPUFamily1_v1 = 30000,
    FeatureSet_TVOS_GPUFamily1_v1 = 30000,
    FeatureSet_tvOS_GPUFamily1_v2 = 30001,
    FeatureSet_tvOS_GPUFamily1_v3 = 30002,
    FeatureSet_tvOS_GPUFamily2_v1 = 30003,
    FeatureSet_tvOS_GPUFamily1_v4 = 30004,
    FeatureSet_tvOS_GPUFamily2_v2 = 30005,
};

/// Feature sets that Device::supportsFamily() tells about.
_MTL_ENUM(NS::Integer, GPUFamily){
    GPUFamilyApple1 = 1001,       GPUFamilyApple2 = 1002,  GPUFamilyApple3 = 1003,  GPUFamilyApple4 = 1004,
    GPUFamilyApple5 = 1005,       GPUFamilyApple6 = 1006,  GPUFamilyApple7 = 1007,  GPUFamilyApple8 = 1008,
    GPUFamilyApple9 = 1009,       GPUFamilyApple10 = 1010, GPUFamilyMac1 = 2001,    GPUFamilyMac2 = 2002,
    GPUFamilyCommon1 = 3001,      GPUFamilyCommon2 = 3002, GPUFamilyCommon3 = 3003, GPUFamilyMacCatalyst1 = 4001,
    GPUFamilyMacCatalyst2 = 4002, GPUFamilyMetal3 = 5001,  GPUFamilyMetal4 = 5002,
};

_MTL_ENUM(NS::UInteger, DeviceLocation){
    DeviceLocationBuiltIn = 0,
    DeviceLocationSlot = 1,
    DeviceLocationExternal = 2,
    DeviceLocationUnspecified = NS::UIntegerMax,
};

_MTL_ENUM(NS::UInteger, ReadWriteTextureTier){
    ReadWriteTextureTierNone = 0,
    ReadWriteTextureTier1 = 1,
    ReadWriteTextureTier2 = 2,
};

_MTL_ENUM(NS::UInteger, ArgumentBuffersTier){
    ArgumentBuffersTier1 = 0,
    ArgumentBuffersTier2 = 1,
};

_MTL_ENUM(NS::UInteger, SparseTextureRegionAlignmentMode){
    SparseTextureRegionAlignmentModeOutward = 0,
    SparseTextureRegionAlignmentModeInward = 1,
};

_MTL_ENUM(NS::UInteger, CounterSamplingPoint){
    CounterSamplingPointAtStageBoundary = 0,    CounterSamplingPointAtDrawBoundary = 1,
    CounterSamplingPointAtDispatchBoundary = 2, CounterSamplingPointAtTileDispatchBoundary = 3,
    CounterSamplingPointAtBlitBoundary = 4,
};

/// What to reflect of a pipeline.
_MTL_OPTIONS(NS::UInteger, PipelineOption){
    PipelineOptionNone = 0,
    PipelineOptionArgumentInfo = 1,
    PipelineOptionBindingInfo = 1,
    PipelineOptionBufferTypeInfo = 1 << 1,
    PipelineOptionFailOnBinaryArchiveMiss = 1 << 2,
};

using DeviceNotificationName = NS::String*;

#ifdef __BLOCKS__
using DeviceNotificationHandlerBlock = void (^)(Device* pDevice, DeviceNotificationName notifyName);
#endif

using DeviceNotificationHandlerFunction = std::function<void(Device* pDevice, DeviceNotificationName notifyName)>;

using AutoreleasedComputePipelineReflection = ComputePipelineReflection*;

using AutoreleasedRenderPipelineReflection = RenderPipelineReflection*;

#ifdef __BLOCKS__
using NewLibraryCompletionHandler = void (^)(Library*, NS::Error*);
#endif

using NewLibraryCompletionHandlerFunction = std::function<void(Library*, NS::Error*)>;

#ifdef __BLOCKS__
using NewRenderPipelineStateCompletionHandler = void (^)(RenderPipelineState*, NS::Error*);
#endif

using NewRenderPipelineStateCompletionHandlerFunction = std::function<void(RenderPipelineState*, NS::Error*)>;

#ifdef __BLOCKS__
using NewRenderPipelineStateWithReflectionCompletionHandler = void (^)(RenderPipelineState*, RenderPipelineReflection*,
                                                                       NS::Error*);
#endif

using NewRenderPipelineStateWithReflectionCompletionHandlerFunction =
    std::function<void(RenderPipelineState*, RenderPipelineReflection*, NS::Error*)>;

#ifdef __BLOCKS__
using NewComputePipelineStateCompletionHandler = void (^)(ComputePipelineState*, NS::Error*);
#endif

using NewComputePipelineStateCompletionHandlerFunction = std::function<void(ComputePipelineState*, NS::Error*)>;

#ifdef __BLOCKS__
using NewComputePipelineStateWithReflectionCompletionHandler = void (^)(ComputePipelineState*,
                                                                        ComputePipelineReflection*, NS::Error*);
#endif

using NewComputePipelineStateWithReflectionCompletionHandlerFunction =
    std::function<void(ComputePipelineState*, ComputePipelineReflection*, NS::Error*)>;

using Timestamp = std::uint64_t;

_PEWTER_STRING_CONST(DeviceNotificationName, DeviceWasAddedNotification, "MTLDeviceWasAddedNotification");

_PEWTER_STRING_CONST(DeviceNotificationName, DeviceRemovalRequestedNotification,
                     "MTLDeviceRemovalRequestedNotification");

_PEWTER_STRING_CONST(DeviceNotificationName, DeviceWasRemovedNotification, "MTLDeviceWasRemovedNotification");

_PEWTER_STRING_CONST(NS::ErrorUserInfoKey, CommandBufferEncoderInfoErrorKey, "MTLCommandBufferEncoderInfoErrorKey");

struct AccelerationStructureSizes {
  NS::UInteger accelerationStructureSize;
  NS::UInteger buildScratchBufferSize;
  NS::UInteger refitScratchBufferSize;
};

/// Bytes, and the alignment in bytes.
struct SizeAndAlign {
  NS::UInteger size;
  NS::UInteger align;
};

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLArgumentDescriptor_argumentDescriptor();
PEWTER_IMPORT MTL::BindingAccess pewter_MTLArgumentDescriptor_access(const void* self);
PEWTER_IMPORT void pewter_MTLArgumentDescriptor_setAccess_(const void* self, MTL::BindingAccess access);
PEWTER_IMPORT NS::UInteger pewter_MTLArgumentDescriptor_arrayLength(const void* self);
PEWTER_IMPORT void pewter_MTLArgumentDescriptor_setArrayLength_(const void* self, NS::UInteger arrayLength);
PEWTER_IMPORT NS::UInteger pewter_MTLArgumentDescriptor_constantBlockAlignment(const void* self);
PEWTER_IMPORT void pewter_MTLArgumentDescriptor_setConstantBlockAlignment_(const void* self,
                                                                           NS::UInteger constantBlockAlignment);
PEWTER_IMPORT MTL::DataType pewter_MTLArgumentDescriptor_dataType(const void* self);
PEWTER_IMPORT void pewter_MTLArgumentDescriptor_setDataType_(const void* self, MTL::DataType dataType);
PEWTER_IMPORT NS::UInteger pewter_MTLArgumentDescriptor_index(const void* self);
PEWTER_IMPORT void pewter_MTLArgumentDescriptor_setIndex_(const void* self, NS::UInteger index);
PEWTER_IMPORT MTL::TextureType pewter_MTLArgumentDescriptor_textureType(const void* self);
PEWTER_IMPORT void pewter_MTLArgumentDescriptor_setTextureType_(const void* self, MTL::TextureType textureType);
PEWTER_IMPORT void* pewter_MTLArchitecture_name(const void* self);
PEWTER_IMPORT void* pewter_MTLDevice_architecture(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_areBarycentricCoordsSupported(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_areProgrammableSamplePositionsSupported(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_areRasterOrderGroupsSupported(const void* self);
PEWTER_IMPORT MTL::ArgumentBuffersTier pewter_MTLDevice_argumentBuffersSupport(const void* self);
PEWTER_IMPORT void* pewter_MTLDevice_counterSets(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLDevice_currentAllocatedSize(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_isDepth24Stencil8PixelFormatSupported(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_hasUnifiedMemory(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_isHeadless(const void* self);
PEWTER_IMPORT MTL::SizeAndAlign pewter_MTLDevice_heapBufferSizeAndAlignWithLength_options_(
    const void* self, NS::UInteger length, MTL::ResourceOptions options);
PEWTER_IMPORT bool pewter_MTLDevice_isLowPower(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_isRemovable(const void* self);
PEWTER_IMPORT MTL::DeviceLocation pewter_MTLDevice_location(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLDevice_locationNumber(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLDevice_maxArgumentBufferSamplerCount(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLDevice_maxBufferLength(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLDevice_maximumConcurrentCompilationTaskCount(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLDevice_maxThreadgroupMemoryLength(const void* self);
PEWTER_IMPORT MTL::Size pewter_MTLDevice_maxThreadsPerThreadgroup(const void* self);
PEWTER_IMPORT uint64_t pewter_MTLDevice_maxTransferRate(const void* self);
PEWTER_IMPORT void* pewter_MTLDevice_name(const void* self);
PEWTER_IMPORT void* pewter_MTLDevice_newArgumentEncoderWithArguments_(const void* self, const void* arguments);
PEWTER_IMPORT void* pewter_MTLDevice_newArgumentEncoderWithBufferBinding_(const void* self, const void* bufferBinding);
PEWTER_IMPORT void* pewter_MTLDevice_newBufferWithLength_options_(const void* self, NS::UInteger length,
                                                                  MTL::ResourceOptions options);
PEWTER_IMPORT void* pewter_MTLDevice_newBufferWithBytes_length_options_(const void* self, const void* pointer,
                                                                        NS::UInteger length,
                                                                        MTL::ResourceOptions options);
PEWTER_IMPORT void* pewter_MTLDevice_newBufferWithBytesNoCopy_length_options_deallocator_(
    const void* self, const void* pointer, NS::UInteger length, MTL::ResourceOptions options,
    void (*call)(void*, void*, NS::UInteger), void* context, void (*destroy)(void*));
PEWTER_IMPORT void* pewter_MTLDevice_newBufferWithLength_options_placementSparsePageSize_(
    const void* self, NS::UInteger length, MTL::ResourceOptions options, MTL::SparsePageSize placementSparsePageSize);
PEWTER_IMPORT void* pewter_MTLDevice_newCommandQueue(const void* self);
PEWTER_IMPORT void* pewter_MTLDevice_newCommandQueueWithMaxCommandBufferCount_(const void* self,
                                                                               NS::UInteger maxCommandBufferCount);
PEWTER_IMPORT void* pewter_MTLDevice_newCommandQueueWithDescriptor_(const void* self, const void* descriptor);
PEWTER_IMPORT void* pewter_MTLDevice_newComputePipelineStateWithFunction_error_(const void* self,
                                                                                const void* computeFunction,
                                                                                void** error);
PEWTER_IMPORT void* pewter_MTLDevice_newComputePipelineStateWithFunction_options_reflection_error_(
    const void* self, const void* computeFunction, MTL::PipelineOption options, void** reflection, void** error);
PEWTER_IMPORT void pewter_MTLDevice_newComputePipelineStateWithFunction_completionHandler_(
    const void* self, const void* computeFunction, void (*call)(void*, MTL::ComputePipelineState*, NS::Error*),
    void* context, void (*destroy)(void*));
PEWTER_IMPORT void pewter_MTLDevice_newComputePipelineStateWithFunction_options_completionHandler_(
    const void* self, const void* computeFunction, MTL::PipelineOption options,
    void (*call)(void*, MTL::ComputePipelineState*, MTL::ComputePipelineReflection*, NS::Error*), void* context,
    void (*destroy)(void*));
PEWTER_IMPORT void* pewter_MTLDevice_newComputePipelineStateWithDescriptor_options_reflection_error_(
    const void* self, const void* descriptor, MTL::PipelineOption options, void** reflection, void** error);
PEWTER_IMPORT void pewter_MTLDevice_newComputePipelineStateWithDescriptor_options_completionHandler_(
    const void* self, const void* descriptor, MTL::PipelineOption options,
    void (*call)(void*, MTL::ComputePipelineState*, MTL::ComputePipelineReflection*, NS::Error*), void* context,
    void (*destroy)(void*));
PEWTER_IMPORT void* pewter_MTLDevice_newDefaultLibrary(const void* self);
PEWTER_IMPORT void* pewter_MTLDevice_newDefaultLibraryWithBundle_error_(const void* self, const void* bundle,
                                                                        void** error);
PEWTER_IMPORT void* pewter_MTLDevice_newEvent(const void* self);
PEWTER_IMPORT void* pewter_MTLDevice_newFence(const void* self);
PEWTER_IMPORT void* pewter_MTLDevice_newHeapWithDescriptor_(const void* self, const void* descriptor);
PEWTER_IMPORT void* pewter_MTLDevice_newLibraryWithFile_error_(const void* self, const void* filepath, void** error);
PEWTER_IMPORT void* pewter_MTLDevice_newLibraryWithURL_error_(const void* self, const void* url, void** error);
PEWTER_IMPORT void* pewter_MTLDevice_newLibraryWithData_error_(const void* self, const void* bytes, NS::UInteger length,
                                                               void** error);
PEWTER_IMPORT void* pewter_MTLDevice_newLibraryWithSource_options_error_(const void* self, const void* source,
                                                                         const void* options, void** error);
PEWTER_IMPORT void pewter_MTLDevice_newLibraryWithSource_options_completionHandler_(
    const void* self, const void* source, const void* options, void (*call)(void*, MTL::Library*, NS::Error*),
    void* context, void (*destroy)(void*));
PEWTER_IMPORT void* pewter_MTLDevice_newLogStateWithDescriptor_error_(const void* self, const void* descriptor,
                                                                      void** error);
PEWTER_IMPORT void* pewter_MTLDevice_newResidencySetWithDescriptor_error_(const void* self, const void* desc,
                                                                          void** error);
PEWTER_IMPORT void* pewter_MTLDevice_newSharedEvent(const void* self);
PEWTER_IMPORT void* pewter_MTLDevice_newSharedEventWithHandle_(const void* self, const void* sharedEventHandle);
PEWTER_IMPORT uint32_t pewter_MTLDevice_peerCount(const void* self);
PEWTER_IMPORT uint64_t pewter_MTLDevice_peerGroupID(const void* self);
PEWTER_IMPORT uint32_t pewter_MTLDevice_peerIndex(const void* self);
PEWTER_IMPORT uint64_t pewter_MTLDevice_queryTimestampFrequency(const void* self);
PEWTER_IMPORT MTL::ReadWriteTextureTier pewter_MTLDevice_readWriteTextureSupport(const void* self);
PEWTER_IMPORT uint64_t pewter_MTLDevice_recommendedMaxWorkingSetSize(const void* self);
PEWTER_IMPORT uint64_t pewter_MTLDevice_registryID(const void* self);
PEWTER_IMPORT void pewter_MTLDevice_sampleTimestamps_gpuTimestamp_(const void* self, MTL::Timestamp* cpuTimestamp,
                                                                   MTL::Timestamp* gpuTimestamp);
PEWTER_IMPORT bool pewter_MTLDevice_shouldMaximizeConcurrentCompilation(const void* self);
PEWTER_IMPORT void pewter_MTLDevice_setShouldMaximizeConcurrentCompilation_(const void* self,
                                                                            bool shouldMaximizeConcurrentCompilation);
PEWTER_IMPORT NS::UInteger pewter_MTLDevice_sparseTileSizeInBytes(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLDevice_sparseTileSizeInBytesForSparsePageSize_(const void* self,
                                                                                    MTL::SparsePageSize sparsePageSize);
PEWTER_IMPORT bool pewter_MTLDevice_supports32BitFloatFiltering(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supports32BitMSAA(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsBCTextureCompression(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsCounterSampling_(const void* self, MTL::CounterSamplingPoint samplingPoint);
PEWTER_IMPORT bool pewter_MTLDevice_supportsDynamicLibraries(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsFamily_(const void* self, MTL::GPUFamily gpuFamily);
PEWTER_IMPORT bool pewter_MTLDevice_supportsFeatureSet_(const void* self, MTL::FeatureSet featureSet);
PEWTER_IMPORT bool pewter_MTLDevice_supportsFunctionPointers(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsFunctionPointersFromRender(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsPrimitiveMotionBlur(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsPullModelInterpolation(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsQueryTextureLOD(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsRasterizationRateMapWithLayerCount_(const void* self,
                                                                                NS::UInteger layerCount);
PEWTER_IMPORT bool pewter_MTLDevice_supportsRaytracing(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsRaytracingFromRender(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsRenderDynamicLibraries(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsShaderBarycentricCoordinates(const void* self);
PEWTER_IMPORT bool pewter_MTLDevice_supportsTextureSampleCount_(const void* self, NS::UInteger sampleCount);
PEWTER_IMPORT bool pewter_MTLDevice_supportsVertexAmplificationCount_(const void* self, NS::UInteger count);
PEWTER_IMPORT MTL::Device* MTLCreateSystemDefaultDevice();
PEWTER_IMPORT NS::Array* MTLCopyAllDevices();
PEWTER_IMPORT void* pewter_MTLCopyAllDevicesWithObserver(void** observer,
                                                         void (*call)(void*, MTL::Device*, NS::String*), void* context,
                                                         void (*destroy)(void*));
PEWTER_IMPORT void pewter_MTLRemoveDeviceObserver(const void* observer);

namespace MTL {

/// One member of an argument buffer. Not thread-safe.
class ArgumentDescriptor : public NS::Copying<ArgumentDescriptor> {
 public:
  /// A new object, +1, for init().
  static ArgumentDescriptor* alloc() { return Object::alloc<ArgumentDescriptor>("MTLArgumentDescriptor"); }

  /// The object, ready to use.
  ArgumentDescriptor* init() { return Object::init<ArgumentDescriptor>(); }

  /// A new one, autoreleased.
  static ArgumentDescriptor* argumentDescriptor() {
    return static_cast<ArgumentDescriptor*>(pewter_MTLArgumentDescriptor_argumentDescriptor());
  }

  /// How kernels use it.
  BindingAccess access() const { return pewter_MTLArgumentDescriptor_access(this); }

  /// Sets access().
  void setAccess(BindingAccess access) { pewter_MTLArgumentDescriptor_setAccess_(this, access); }

  /// Elements of an array member; 0: no array.
  NS::UInteger arrayLength() const { return pewter_MTLArgumentDescriptor_arrayLength(this); }

  /// Sets arrayLength().
  void setArrayLength(NS::UInteger arrayLength) { pewter_MTLArgumentDescriptor_setArrayLength_(this, arrayLength); }

  /// Bytes that plain data is aligned to; 0: by its type.
  NS::UInteger constantBlockAlignment() const { return pewter_MTLArgumentDescriptor_constantBlockAlignment(this); }

  /// Sets constantBlockAlignment().
  void setConstantBlockAlignment(NS::UInteger constantBlockAlignment) {
    pewter_MTLArgumentDescriptor_setConstantBlockAlignment_(this, constantBlockAlignment);
  }

  /// DataTypePointer for buffers, or the type of plain data.
  DataType dataType() const { return pewter_MTLArgumentDescriptor_dataType(this); }

  /// Sets dataType().
  void setDataType(DataType dataType) { pewter_MTLArgumentDescriptor_setDataType_(this, dataType); }

  /// Its [[id(n)]].
  NS::UInteger index() const { return pewter_MTLArgumentDescriptor_index(this); }

  /// Sets index().
  void setIndex(NS::UInteger index) { pewter_MTLArgumentDescriptor_setIndex_(this, index); }

  /// Remembered only: textures are not supported.
  TextureType textureType() const { return pewter_MTLArgumentDescriptor_textureType(this); }

  /// Sets textureType().
  void setTextureType(TextureType textureType) { pewter_MTLArgumentDescriptor_setTextureType_(this, textureType); }
};

/// Names the kind of processor. Thread-safe.
class Architecture : public NS::Copying<Architecture> {
 public:
  /// A new object, +1, for init().
  static Architecture* alloc() { return Object::alloc<Architecture>("MTLArchitecture"); }

  /// The object, ready to use.
  Architecture* init() { return Object::init<Architecture>(); }

  /// Looks like `applegpu_g13s`; autoreleased.
  NS::String* name() const { return static_cast<NS::String*>(pewter_MTLArchitecture_name(this)); }
};

/// The processor that kernels run on, and the maker of everything else. Thread-safe.
class Device : public NS::Referencing<Device> {
 public:
  /// Not supported.
  AccelerationStructureSizes accelerationStructureSizes(const AccelerationStructureDescriptor* /*descriptor*/) {
    pewter_unsupported_call(this, "-[MTLDevice accelerationStructureSizesWithDescriptor:]");
    return {};
  }

  /// What kind of processor it is; autoreleased.
  Architecture* architecture() const { return static_cast<Architecture*>(pewter_MTLDevice_architecture(this)); }

  /// Always false: nothing is drawn.
  bool areBarycentricCoordsSupported() const { return pewter_MTLDevice_areBarycentricCoordsSupported(this); }

  /// Always false: nothing is drawn.
  bool areProgrammableSamplePositionsSupported() const {
    return pewter_MTLDevice_areProgrammableSamplePositionsSupported(this);
  }

  /// Always false: nothing is drawn.
  bool areRasterOrderGroupsSupported() const { return pewter_MTLDevice_areRasterOrderGroupsSupported(this); }

  /// ArgumentBuffersTier2.
  ArgumentBuffersTier argumentBuffersSupport() const { return pewter_MTLDevice_argumentBuffersSupport(this); }

  /// Always false: nothing is drawn.
  [[deprecated("use areBarycentricCoordsSupported")]] bool barycentricCoordsSupported() const {
    return pewter_MTLDevice_areBarycentricCoordsSupported(this);
  }

  /// Not supported.
  void convertSparsePixelRegions(const Region* /*pixelRegions*/, Region* /*tileRegions*/, Size /*tileSize*/,
                                 SparseTextureRegionAlignmentMode /*mode*/, NS::UInteger /*numRegions*/) {
    pewter_unsupported_call(
        this, "-[MTLDevice convertSparsePixelRegions:toTileRegions:withTileSize:alignmentMode:numRegions:]");
  }

  /// Not supported.
  void convertSparseTileRegions(const Region* /*tileRegions*/, Region* /*pixelRegions*/, Size /*tileSize*/,
                                NS::UInteger /*numRegions*/) {
    pewter_unsupported_call(this, "-[MTLDevice convertSparseTileRegions:toPixelRegions:withTileSize:numRegions:]");
  }

  /// Empty: counters are not supported. Autoreleased.
  NS::Array* counterSets() const { return static_cast<NS::Array*>(pewter_MTLDevice_counterSets(this)); }

  /// Bytes that living buffers and heaps of the device hold.
  NS::UInteger currentAllocatedSize() const { return pewter_MTLDevice_currentAllocatedSize(this); }

  /// Always false: nothing is drawn.
  [[deprecated("use isDepth24Stencil8PixelFormatSupported")]] bool depth24Stencil8PixelFormatSupported() const {
    return pewter_MTLDevice_isDepth24Stencil8PixelFormatSupported(this);
  }

  /// Not supported: null.
  FunctionHandle* functionHandle(const Function* /*function*/) {
    return static_cast<FunctionHandle*>(pewter_unsupported_call(this, "-[MTLDevice functionHandleWithFunction:]"));
  }

  /// Not supported.
  void getDefaultSamplePositions(SamplePosition* /*positions*/, NS::UInteger /*count*/) {
    pewter_unsupported_call(this, "-[MTLDevice getDefaultSamplePositions:count:]");
  }

  /// Always true: kernels and the CPU share memory.
  bool hasUnifiedMemory() const { return pewter_MTLDevice_hasUnifiedMemory(this); }

  /// Always false.
  [[deprecated("use isHeadless")]] bool headless() const { return pewter_MTLDevice_isHeadless(this); }

  /// Not supported.
  SizeAndAlign heapAccelerationStructureSizeAndAlign(NS::UInteger /*size*/) {
    pewter_unsupported_call(this, "-[MTLDevice heapAccelerationStructureSizeAndAlignWithSize:]");
    return {};
  }

  /// Not supported.
  SizeAndAlign heapAccelerationStructureSizeAndAlign(const AccelerationStructureDescriptor* /*descriptor*/) {
    pewter_unsupported_call(this, "-[MTLDevice heapAccelerationStructureSizeAndAlignWithDescriptor:]");
    return {};
  }

  /// Bytes and alignment that a buffer of this length takes up in a heap.
  SizeAndAlign heapBufferSizeAndAlign(NS::UInteger length, ResourceOptions options) {
    return pewter_MTLDevice_heapBufferSizeAndAlignWithLength_options_(this, length, options);
  }

  /// Not supported.
  SizeAndAlign heapTextureSizeAndAlign(const TextureDescriptor* /*desc*/) {
    pewter_unsupported_call(this, "-[MTLDevice heapTextureSizeAndAlignWithDescriptor:]");
    return {};
  }

  /// Always false: nothing is drawn.
  bool isDepth24Stencil8PixelFormatSupported() const {
    return pewter_MTLDevice_isDepth24Stencil8PixelFormatSupported(this);
  }

  /// Always false.
  bool isHeadless() const { return pewter_MTLDevice_isHeadless(this); }

  /// Always false.
  bool isLowPower() const { return pewter_MTLDevice_isLowPower(this); }

  /// Always false.
  bool isRemovable() const { return pewter_MTLDevice_isRemovable(this); }

  /// DeviceLocationBuiltIn.
  DeviceLocation location() const { return pewter_MTLDevice_location(this); }

  /// Always 0.
  NS::UInteger locationNumber() const { return pewter_MTLDevice_locationNumber(this); }

  /// Always false.
  [[deprecated("use isLowPower")]] bool lowPower() const { return pewter_MTLDevice_isLowPower(this); }

  /// Samplers that argument buffers may hold; samplers are not supported yet.
  NS::UInteger maxArgumentBufferSamplerCount() const { return pewter_MTLDevice_maxArgumentBufferSamplerCount(this); }

  /// Bytes of the largest buffer that can be made.
  NS::UInteger maxBufferLength() const { return pewter_MTLDevice_maxBufferLength(this); }

  /// Compiles that run side by side at most.
  NS::UInteger maximumConcurrentCompilationTaskCount() const {
    return pewter_MTLDevice_maximumConcurrentCompilationTaskCount(this);
  }

  /// Bytes of threadgroup memory a threadgroup may have: 32768.
  NS::UInteger maxThreadgroupMemoryLength() const { return pewter_MTLDevice_maxThreadgroupMemoryLength(this); }

  /// Most threads a threadgroup may have in each dimension: 1024 each, and 1024 in all.
  Size maxThreadsPerThreadgroup() const { return pewter_MTLDevice_maxThreadsPerThreadgroup(this); }

  /// Always 0: memory is shared.
  uint64_t maxTransferRate() const { return pewter_MTLDevice_maxTransferRate(this); }

  /// Not supported.
  NS::UInteger minimumLinearTextureAlignmentForPixelFormat(PixelFormat /*format*/) {
    pewter_unsupported_call(this, "-[MTLDevice minimumLinearTextureAlignmentForPixelFormat:]");
    return {};
  }

  /// Not supported.
  NS::UInteger minimumTextureBufferAlignmentForPixelFormat(PixelFormat /*format*/) {
    pewter_unsupported_call(this, "-[MTLDevice minimumTextureBufferAlignmentForPixelFormat:]");
    return {};
  }

  /// The device's name, such as `Pewter CPU (AMD ...)`; autoreleased.
  NS::String* name() const { return static_cast<NS::String*>(pewter_MTLDevice_name(this)); }

  /// Not supported: null.
  AccelerationStructure* newAccelerationStructure(NS::UInteger /*size*/) {
    return static_cast<AccelerationStructure*>(
        pewter_unsupported_call(this, "-[MTLDevice newAccelerationStructureWithSize:]"));
  }

  /// Not supported: null.
  AccelerationStructure* newAccelerationStructure(const AccelerationStructureDescriptor* /*descriptor*/) {
    return static_cast<AccelerationStructure*>(
        pewter_unsupported_call(this, "-[MTLDevice newAccelerationStructureWithDescriptor:]"));
  }

  /// An encoder for an argument buffer of these ArgumentDescriptors, +1.
  ArgumentEncoder* newArgumentEncoder(const NS::Array* arguments) {
    return static_cast<ArgumentEncoder*>(pewter_MTLDevice_newArgumentEncoderWithArguments_(this, arguments));
  }

  /// Not supported: bindings do not describe their members. Null.
  ArgumentEncoder* newArgumentEncoder(const BufferBinding* bufferBinding) {
    return static_cast<ArgumentEncoder*>(pewter_MTLDevice_newArgumentEncoderWithBufferBinding_(this, bufferBinding));
  }

  /// Not supported: null with an error.
  BinaryArchive* newBinaryArchive(const BinaryArchiveDescriptor* /*descriptor*/, NS::Error** error) {
    return static_cast<BinaryArchive*>(pewter_unsupported_error(
        this, "-[MTLDevice newBinaryArchiveWithDescriptor:error:]", reinterpret_cast<void**>(error)));
  }

  /// A buffer of `length` bytes, zeroed, +1; null when length is 0 or above maxBufferLength(), or memory is short.
  Buffer* newBuffer(NS::UInteger length, ResourceOptions options) {
    return static_cast<Buffer*>(pewter_MTLDevice_newBufferWithLength_options_(this, length, options));
  }

  /// A buffer with a copy of `length` bytes, +1; null as above.
  Buffer* newBuffer(const void* pointer, NS::UInteger length, ResourceOptions options) {
    return static_cast<Buffer*>(pewter_MTLDevice_newBufferWithBytes_length_options_(this, pointer, length, options));
  }

  /// A buffer over the program's memory, +1: page-aligned, a whole number of pages long, and alive until the
  /// deallocator (may be null) is called with its address and length. Null when the address or length is not.
  Buffer* newBuffer(const void* pointer, NS::UInteger length, ResourceOptions options,
                    const std::function<void(void*, NS::UInteger)>& deallocator) {
    using Deallocator = Private::Handler<void*, NS::UInteger>;
    return static_cast<Buffer*>(pewter_MTLDevice_newBufferWithBytesNoCopy_length_options_deallocator_(
        this, pointer, length, options, Deallocator::call, Deallocator::keep(deallocator), Deallocator::destroy));
  }
#ifdef __BLOCKS__
  Buffer* newBuffer(const void* pointer, NS::UInteger length, ResourceOptions options,
                    void (^deallocator)(void*, NS::UInteger)) {
    return static_cast<Buffer*>(pewter_MTLDevice_newBufferWithBytesNoCopy_length_options_deallocator_(
        this, pointer, length, options, Private::Handler<void*, NS::UInteger>::callBlock,
        Private::Handler<void*, NS::UInteger>::keepBlock(deallocator),
        Private::Handler<void*, NS::UInteger>::destroyBlock));
  }
#endif

  /// Sparse memory is not supported: null.
  Buffer* newBuffer(NS::UInteger length, ResourceOptions options, SparsePageSize placementSparsePageSize) {
    return static_cast<Buffer*>(pewter_MTLDevice_newBufferWithLength_options_placementSparsePageSize_(
        this, length, options, placementSparsePageSize));
  }

  /// A queue, +1. At most `maxCommandBufferCount` (default 64) of its command buffers may be uncompleted.
  CommandQueue* newCommandQueue() { return static_cast<CommandQueue*>(pewter_MTLDevice_newCommandQueue(this)); }

  CommandQueue* newCommandQueue(NS::UInteger maxCommandBufferCount) {
    return static_cast<CommandQueue*>(
        pewter_MTLDevice_newCommandQueueWithMaxCommandBufferCount_(this, maxCommandBufferCount));
  }

  CommandQueue* newCommandQueue(const CommandQueueDescriptor* descriptor) {
    return static_cast<CommandQueue*>(pewter_MTLDevice_newCommandQueueWithDescriptor_(this, descriptor));
  }

  /// Compiles the kernel, +1; null with an error (domain MTLComputePipelineErrorDomain or MTLLibraryErrorDomain) that
  /// has the compiler's messages.
  ComputePipelineState* newComputePipelineState(const Function* computeFunction, NS::Error** error) {
    return static_cast<ComputePipelineState*>(pewter_MTLDevice_newComputePipelineStateWithFunction_error_(
        this, computeFunction, reinterpret_cast<void**>(error)));
  }

  /// The same; with `options`, `reflection` (may be null) gets the kernel's arguments, autoreleased.
  ComputePipelineState* newComputePipelineState(const Function* computeFunction, PipelineOption options,
                                                const AutoreleasedComputePipelineReflection* reflection,
                                                NS::Error** error) {
    return static_cast<ComputePipelineState*>(
        pewter_MTLDevice_newComputePipelineStateWithFunction_options_reflection_error_(
            this, computeFunction, options,
            reinterpret_cast<void**>(const_cast<ComputePipelineReflection**>(reflection)),
            reinterpret_cast<void**>(error)));
  }

#ifdef __BLOCKS__
  /// The same, elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newComputePipelineState(const Function* computeFunction,
                               const NewComputePipelineStateCompletionHandler completionHandler) {
    pewter_MTLDevice_newComputePipelineStateWithFunction_completionHandler_(
        this, computeFunction, Private::Handler<ComputePipelineState*, NS::Error*>::callBlock,
        Private::Handler<ComputePipelineState*, NS::Error*>::keepBlock(completionHandler),
        Private::Handler<ComputePipelineState*, NS::Error*>::destroyBlock);
  }
#endif

#ifdef __BLOCKS__
  /// The same, elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newComputePipelineState(const Function* computeFunction, PipelineOption options,
                               const NewComputePipelineStateWithReflectionCompletionHandler completionHandler) {
    pewter_MTLDevice_newComputePipelineStateWithFunction_options_completionHandler_(
        this, computeFunction, options,
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::callBlock,
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::keepBlock(completionHandler),
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::destroyBlock);
  }
#endif

  /// The same from a descriptor.
  ComputePipelineState* newComputePipelineState(const ComputePipelineDescriptor* descriptor, PipelineOption options,
                                                const AutoreleasedComputePipelineReflection* reflection,
                                                NS::Error** error) {
    return static_cast<ComputePipelineState*>(
        pewter_MTLDevice_newComputePipelineStateWithDescriptor_options_reflection_error_(
            this, descriptor, options, reinterpret_cast<void**>(const_cast<ComputePipelineReflection**>(reflection)),
            reinterpret_cast<void**>(error)));
  }

#ifdef __BLOCKS__
  /// The same, elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newComputePipelineState(const ComputePipelineDescriptor* descriptor, PipelineOption options,
                               const NewComputePipelineStateWithReflectionCompletionHandler completionHandler) {
    pewter_MTLDevice_newComputePipelineStateWithDescriptor_options_completionHandler_(
        this, descriptor, options,
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::callBlock,
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::keepBlock(completionHandler),
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::destroyBlock);
  }
#endif

  /// The same, elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newComputePipelineState(const Function* pFunction,
                               const NewComputePipelineStateCompletionHandlerFunction& completionHandler) {
    pewter_MTLDevice_newComputePipelineStateWithFunction_completionHandler_(
        this, pFunction, Private::Handler<ComputePipelineState*, NS::Error*>::call,
        Private::Handler<ComputePipelineState*, NS::Error*>::keep(completionHandler),
        Private::Handler<ComputePipelineState*, NS::Error*>::destroy);
  }

  /// The same, elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newComputePipelineState(
      const Function* pFunction, PipelineOption options,
      const NewComputePipelineStateWithReflectionCompletionHandlerFunction& completionHandler) {
    pewter_MTLDevice_newComputePipelineStateWithFunction_options_completionHandler_(
        this, pFunction, options, Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::call,
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::keep(completionHandler),
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::destroy);
  }

  /// The same, elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newComputePipelineState(
      const ComputePipelineDescriptor* pDescriptor, PipelineOption options,
      const NewComputePipelineStateWithReflectionCompletionHandlerFunction& completionHandler) {
    pewter_MTLDevice_newComputePipelineStateWithDescriptor_options_completionHandler_(
        this, pDescriptor, options,
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::call,
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::keep(completionHandler),
        Private::Handler<ComputePipelineState*, ComputePipelineReflection*, NS::Error*>::destroy);
  }

  /// Not supported: null with an error.
  CounterSampleBuffer* newCounterSampleBuffer(const CounterSampleBufferDescriptor* /*descriptor*/, NS::Error** error) {
    return static_cast<CounterSampleBuffer*>(pewter_unsupported_error(
        this, "-[MTLDevice newCounterSampleBufferWithDescriptor:error:]", reinterpret_cast<void**>(error)));
  }

  /// The library in `default.metallib` beside the program, in its Resources folder or in the working directory, +1;
  /// null when there is none.
  Library* newDefaultLibrary() { return static_cast<Library*>(pewter_MTLDevice_newDefaultLibrary(this)); }

  /// The library in `default.metallib` of the bundle's resources, +1; null with an error (domain
  /// MTLLibraryErrorDomain) when there is none.
  Library* newDefaultLibrary(const NS::Bundle* bundle, NS::Error** error) {
    return static_cast<Library*>(
        pewter_MTLDevice_newDefaultLibraryWithBundle_error_(this, bundle, reinterpret_cast<void**>(error)));
  }

  /// Not supported: null.
  DepthStencilState* newDepthStencilState(const DepthStencilDescriptor* /*descriptor*/) {
    return static_cast<DepthStencilState*>(
        pewter_unsupported_call(this, "-[MTLDevice newDepthStencilStateWithDescriptor:]"));
  }

  /// Not supported: null with an error.
  DynamicLibrary* newDynamicLibrary(const Library* /*library*/, NS::Error** error) {
    return static_cast<DynamicLibrary*>(
        pewter_unsupported_error(this, "-[MTLDevice newDynamicLibrary:error:]", reinterpret_cast<void**>(error)));
  }

  /// Not supported: null with an error.
  DynamicLibrary* newDynamicLibrary(const NS::URL* /*url*/, NS::Error** error) {
    return static_cast<DynamicLibrary*>(pewter_unsupported_error(this, "-[MTLDevice newDynamicLibraryWithURL:error:]",
                                                                 reinterpret_cast<void**>(error)));
  }

  /// An event, +1.
  Event* newEvent() { return static_cast<Event*>(pewter_MTLDevice_newEvent(this)); }

  /// A fence, +1.
  Fence* newFence() { return static_cast<Fence*>(pewter_MTLDevice_newFence(this)); }

  /// A heap, +1; null when its size is 0, its type is sparse, or memory is short.
  Heap* newHeap(const HeapDescriptor* descriptor) {
    return static_cast<Heap*>(pewter_MTLDevice_newHeapWithDescriptor_(this, descriptor));
  }

  /// Not supported: null.
  IndirectCommandBuffer* newIndirectCommandBuffer(const IndirectCommandBufferDescriptor* /*descriptor*/,
                                                  NS::UInteger /*maxCount*/, ResourceOptions /*options*/) {
    return static_cast<IndirectCommandBuffer*>(
        pewter_unsupported_call(this, "-[MTLDevice newIndirectCommandBufferWithDescriptor:maxCommandCount:options:]"));
  }

  /// Not supported: null with an error.
  IOCommandQueue* newIOCommandQueue(const IOCommandQueueDescriptor* /*descriptor*/, NS::Error** error) {
    return static_cast<IOCommandQueue*>(pewter_unsupported_error(
        this, "-[MTLDevice newIOCommandQueueWithDescriptor:error:]", reinterpret_cast<void**>(error)));
  }

  /// Not supported: null with an error.
  IOFileHandle* newIOFileHandle(const NS::URL* /*url*/, NS::Error** error) {
    return static_cast<IOFileHandle*>(
        pewter_unsupported_error(this, "-[MTLDevice newIOFileHandleWithURL:error:]", reinterpret_cast<void**>(error)));
  }

  /// Not supported: null with an error.
  IOFileHandle* newIOFileHandle(const NS::URL* /*url*/, IOCompressionMethod /*compressionMethod*/, NS::Error** error) {
    return static_cast<IOFileHandle*>(pewter_unsupported_error(
        this, "-[MTLDevice newIOFileHandleWithURL:compressionMethod:error:]", reinterpret_cast<void**>(error)));
  }

  /// Not supported: null with an error.
  IOFileHandle* newIOHandle(const NS::URL* /*url*/, NS::Error** error) {
    return static_cast<IOFileHandle*>(
        pewter_unsupported_error(this, "-[MTLDevice newIOHandleWithURL:error:]", reinterpret_cast<void**>(error)));
  }

  /// Not supported: null with an error.
  IOFileHandle* newIOHandle(const NS::URL* /*url*/, IOCompressionMethod /*compressionMethod*/, NS::Error** error) {
    return static_cast<IOFileHandle*>(pewter_unsupported_error(
        this, "-[MTLDevice newIOHandleWithURL:compressionMethod:error:]", reinterpret_cast<void**>(error)));
  }

  /// The library in the .metallib file, +1; null with an error (domain MTLLibraryErrorDomain).
  Library* newLibrary(const NS::String* filepath, NS::Error** error) {
    return static_cast<Library*>(
        pewter_MTLDevice_newLibraryWithFile_error_(this, filepath, reinterpret_cast<void**>(error)));
  }

  /// The library in the .metallib file, +1; null with an error (domain MTLLibraryErrorDomain).
  Library* newLibrary(const NS::URL* url, NS::Error** error) {
    return static_cast<Library*>(pewter_MTLDevice_newLibraryWithURL_error_(this, url, reinterpret_cast<void**>(error)));
  }

  /// The library whose .metallib bytes `data` holds, +1; null with an error (domain MTLLibraryErrorDomain).
  Library* newLibrary(const dispatch_data_t data, NS::Error** error) {
    return static_cast<Library*>(pewter_MTLDevice_newLibraryWithData_error_(this, Private::DispatchData(data).bytes(),
                                                                            Private::DispatchData(data).length(),
                                                                            reinterpret_cast<void**>(error)));
  }

  /// Compiles source text, +1; null with an error (domain MTLLibraryErrorDomain) whose description has the compiler's
  /// messages. `options` may be null.
  Library* newLibrary(const NS::String* source, const CompileOptions* options, NS::Error** error) {
    return static_cast<Library*>(
        pewter_MTLDevice_newLibraryWithSource_options_error_(this, source, options, reinterpret_cast<void**>(error)));
  }

#ifdef __BLOCKS__
  /// The same, elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newLibrary(const NS::String* source, const CompileOptions* options,
                  const NewLibraryCompletionHandler completionHandler) {
    pewter_MTLDevice_newLibraryWithSource_options_completionHandler_(
        this, source, options, Private::Handler<Library*, NS::Error*>::callBlock,
        Private::Handler<Library*, NS::Error*>::keepBlock(completionHandler),
        Private::Handler<Library*, NS::Error*>::destroyBlock);
  }
#endif

  /// Not supported: null with an error.
  Library* newLibrary(const StitchedLibraryDescriptor* /*descriptor*/, NS::Error** error) {
    return static_cast<Library*>(pewter_unsupported_error(this, "-[MTLDevice newLibraryWithStitchedDescriptor:error:]",
                                                          reinterpret_cast<void**>(error)));
  }

#ifdef __BLOCKS__
  /// Not supported: the function gets an error, at once.
  void newLibrary(const StitchedLibraryDescriptor* /*descriptor*/,
                  const NewLibraryCompletionHandler completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLDevice newLibraryWithStitchedDescriptor:completionHandler:]", &error);
    if (error && completionHandler) completionHandler(nullptr, static_cast<NS::Error*>(error));
  }
#endif

  /// The same, elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newLibrary(const NS::String* pSource, const CompileOptions* pOptions,
                  const NewLibraryCompletionHandlerFunction& completionHandler) {
    pewter_MTLDevice_newLibraryWithSource_options_completionHandler_(
        this, pSource, pOptions, Private::Handler<Library*, NS::Error*>::call,
        Private::Handler<Library*, NS::Error*>::keep(completionHandler),
        Private::Handler<Library*, NS::Error*>::destroy);
  }

  /// Not supported: the function gets an error, at once.
  void newLibrary(const StitchedLibraryDescriptor* /*pDescriptor*/,
                  const NewLibraryCompletionHandlerFunction& completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLDevice newLibraryWithStitchedDescriptor:completionHandler:]", &error);
    if (error && completionHandler) completionHandler(nullptr, static_cast<NS::Error*>(error));
  }

  /// Receives kernels' os_log lines, +1; null with an error (domain MTLLogStateErrorDomain).
  LogState* newLogState(const LogStateDescriptor* descriptor, NS::Error** error) {
    return static_cast<LogState*>(
        pewter_MTLDevice_newLogStateWithDescriptor_error_(this, descriptor, reinterpret_cast<void**>(error)));
  }

  /// Not supported: null.
  RasterizationRateMap* newRasterizationRateMap(const RasterizationRateMapDescriptor* /*descriptor*/) {
    return static_cast<RasterizationRateMap*>(
        pewter_unsupported_call(this, "-[MTLDevice newRasterizationRateMapWithDescriptor:]"));
  }

  /// Not supported: null with an error.
  RenderPipelineState* newRenderPipelineState(const RenderPipelineDescriptor* /*descriptor*/, NS::Error** error) {
    return static_cast<RenderPipelineState*>(pewter_unsupported_error(
        this, "-[MTLDevice newRenderPipelineStateWithDescriptor:error:]", reinterpret_cast<void**>(error)));
  }

  /// Not supported: null with an error.
  RenderPipelineState* newRenderPipelineState(const RenderPipelineDescriptor* /*descriptor*/,
                                              PipelineOption /*options*/,
                                              const AutoreleasedRenderPipelineReflection* /*reflection*/,
                                              NS::Error** error) {
    return static_cast<RenderPipelineState*>(
        pewter_unsupported_error(this, "-[MTLDevice newRenderPipelineStateWithDescriptor:options:reflection:error:]",
                                 reinterpret_cast<void**>(error)));
  }

#ifdef __BLOCKS__
  /// Not supported: the function gets an error, at once.
  void newRenderPipelineState(const RenderPipelineDescriptor* /*descriptor*/,
                              const NewRenderPipelineStateCompletionHandler completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLDevice newRenderPipelineStateWithDescriptor:completionHandler:]", &error);
    if (error && completionHandler) completionHandler(nullptr, static_cast<NS::Error*>(error));
  }
#endif

#ifdef __BLOCKS__
  /// Not supported: the function gets an error, at once.
  void newRenderPipelineState(const RenderPipelineDescriptor* /*descriptor*/, PipelineOption /*options*/,
                              const NewRenderPipelineStateWithReflectionCompletionHandler completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLDevice newRenderPipelineStateWithDescriptor:options:completionHandler:]",
                             &error);
    if (error && completionHandler) completionHandler(nullptr, nullptr, static_cast<NS::Error*>(error));
  }
#endif

  /// Not supported: null with an error.
  RenderPipelineState* newRenderPipelineState(const TileRenderPipelineDescriptor* /*descriptor*/,
                                              PipelineOption /*options*/,
                                              const AutoreleasedRenderPipelineReflection* /*reflection*/,
                                              NS::Error** error) {
    return static_cast<RenderPipelineState*>(pewter_unsupported_error(
        this, "-[MTLDevice newRenderPipelineStateWithTileDescriptor:options:reflection:error:]",
        reinterpret_cast<void**>(error)));
  }

#ifdef __BLOCKS__
  /// Not supported: the function gets an error, at once.
  void newRenderPipelineState(const TileRenderPipelineDescriptor* /*descriptor*/, PipelineOption /*options*/,
                              const NewRenderPipelineStateWithReflectionCompletionHandler completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLDevice newRenderPipelineStateWithTileDescriptor:options:completionHandler:]",
                             &error);
    if (error && completionHandler) completionHandler(nullptr, nullptr, static_cast<NS::Error*>(error));
  }
#endif

  /// Not supported: null with an error.
  RenderPipelineState* newRenderPipelineState(const MeshRenderPipelineDescriptor* /*descriptor*/,
                                              PipelineOption /*options*/,
                                              const AutoreleasedRenderPipelineReflection* /*reflection*/,
                                              NS::Error** error) {
    return static_cast<RenderPipelineState*>(pewter_unsupported_error(
        this, "-[MTLDevice newRenderPipelineStateWithMeshDescriptor:options:reflection:error:]",
        reinterpret_cast<void**>(error)));
  }

#ifdef __BLOCKS__
  /// Not supported: the function gets an error, at once.
  void newRenderPipelineState(const MeshRenderPipelineDescriptor* /*descriptor*/, PipelineOption /*options*/,
                              const NewRenderPipelineStateWithReflectionCompletionHandler completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLDevice newRenderPipelineStateWithMeshDescriptor:options:completionHandler:]",
                             &error);
    if (error && completionHandler) completionHandler(nullptr, nullptr, static_cast<NS::Error*>(error));
  }
#endif

  /// Not supported: the function gets an error, at once.
  void newRenderPipelineState(const RenderPipelineDescriptor* /*pDescriptor*/,
                              const NewRenderPipelineStateCompletionHandlerFunction& completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLDevice newRenderPipelineStateWithDescriptor:completionHandler:]", &error);
    if (error && completionHandler) completionHandler(nullptr, static_cast<NS::Error*>(error));
  }

  /// Not supported: the function gets an error, at once.
  void newRenderPipelineState(const RenderPipelineDescriptor* /*pDescriptor*/, PipelineOption /*options*/,
                              const NewRenderPipelineStateWithReflectionCompletionHandlerFunction& completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLDevice newRenderPipelineStateWithDescriptor:options:completionHandler:]",
                             &error);
    if (error && completionHandler) completionHandler(nullptr, nullptr, static_cast<NS::Error*>(error));
  }

  /// Not supported: the function gets an error, at once.
  void newRenderPipelineState(const TileRenderPipelineDescriptor* /*pDescriptor*/, PipelineOption /*options*/,
                              const NewRenderPipelineStateWithReflectionCompletionHandlerFunction& completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLDevice newRenderPipelineStateWithTileDescriptor:options:completionHandler:]",
                             &error);
    if (error && completionHandler) completionHandler(nullptr, nullptr, static_cast<NS::Error*>(error));
  }

  /// A residency set, +1.
  ResidencySet* newResidencySet(const ResidencySetDescriptor* desc, NS::Error** error) {
    return static_cast<ResidencySet*>(
        pewter_MTLDevice_newResidencySetWithDescriptor_error_(this, desc, reinterpret_cast<void**>(error)));
  }

  /// Not supported: null.
  SamplerState* newSamplerState(const SamplerDescriptor* /*descriptor*/) {
    return static_cast<SamplerState*>(pewter_unsupported_call(this, "-[MTLDevice newSamplerStateWithDescriptor:]"));
  }

  /// An event that the CPU can wait for and set too, +1.
  SharedEvent* newSharedEvent() { return static_cast<SharedEvent*>(pewter_MTLDevice_newSharedEvent(this)); }

  /// The event that the handle names, +1.
  SharedEvent* newSharedEvent(const SharedEventHandle* sharedEventHandle) {
    return static_cast<SharedEvent*>(pewter_MTLDevice_newSharedEventWithHandle_(this, sharedEventHandle));
  }

  /// Not supported: null.
  Texture* newSharedTexture(const TextureDescriptor* /*descriptor*/) {
    return static_cast<Texture*>(pewter_unsupported_call(this, "-[MTLDevice newSharedTextureWithDescriptor:]"));
  }

  /// Not supported: null.
  Texture* newSharedTexture(const SharedTextureHandle* /*sharedHandle*/) {
    return static_cast<Texture*>(pewter_unsupported_call(this, "-[MTLDevice newSharedTextureWithHandle:]"));
  }

  /// Not supported: null with an error.
  Tensor* newTensor(const TensorDescriptor* /*descriptor*/, NS::Error** error) {
    return static_cast<Tensor*>(
        pewter_unsupported_error(this, "-[MTLDevice newTensorWithDescriptor:error:]", reinterpret_cast<void**>(error)));
  }

  /// Not supported: null.
  Texture* newTexture(const TextureDescriptor* /*descriptor*/) {
    return static_cast<Texture*>(pewter_unsupported_call(this, "-[MTLDevice newTextureWithDescriptor:]"));
  }

  /// Not supported: null.
  Texture* newTexture(const TextureDescriptor* /*descriptor*/, const IOSurfaceRef /*iosurface*/,
                      NS::UInteger /*plane*/) {
    return static_cast<Texture*>(
        pewter_unsupported_call(this, "-[MTLDevice newTextureWithDescriptor:iosurface:plane:]"));
  }

  /// Not supported: null with an error.
  TextureViewPool* newTextureViewPool(const ResourceViewPoolDescriptor* /*descriptor*/, NS::Error** error) {
    return static_cast<TextureViewPool*>(pewter_unsupported_error(
        this, "-[MTLDevice newTextureViewPoolWithDescriptor:error:]", reinterpret_cast<void**>(error)));
  }

  /// Always 0.
  uint32_t peerCount() const { return pewter_MTLDevice_peerCount(this); }

  /// Always 0.
  uint64_t peerGroupID() const { return pewter_MTLDevice_peerGroupID(this); }

  /// Always 0.
  uint32_t peerIndex() const { return pewter_MTLDevice_peerIndex(this); }

  /// Always false: nothing is drawn.
  [[deprecated("use areProgrammableSamplePositionsSupported")]] bool programmableSamplePositionsSupported() const {
    return pewter_MTLDevice_areProgrammableSamplePositionsSupported(this);
  }

  /// GPU timestamps a second: 1,000,000,000.
  uint64_t queryTimestampFrequency() { return pewter_MTLDevice_queryTimestampFrequency(this); }

  /// Always false: nothing is drawn.
  [[deprecated("use areRasterOrderGroupsSupported")]] bool rasterOrderGroupsSupported() const {
    return pewter_MTLDevice_areRasterOrderGroupsSupported(this);
  }

  /// ReadWriteTextureTierNone: textures are not supported.
  ReadWriteTextureTier readWriteTextureSupport() const { return pewter_MTLDevice_readWriteTextureSupport(this); }

  /// Bytes that a program should not exceed: a part of the machine's memory.
  uint64_t recommendedMaxWorkingSetSize() const { return pewter_MTLDevice_recommendedMaxWorkingSetSize(this); }

  /// A number that names the device for the life of the process; not 0.
  uint64_t registryID() const { return pewter_MTLDevice_registryID(this); }

  /// Always false.
  [[deprecated("use isRemovable")]] bool removable() const { return pewter_MTLDevice_isRemovable(this); }

  /// Reads both clocks at one moment, in nanoseconds: they are one clock here. Either pointer may be null.
  void sampleTimestamps(Timestamp* cpuTimestamp, Timestamp* gpuTimestamp) {
    pewter_MTLDevice_sampleTimestamps_gpuTimestamp_(this, cpuTimestamp, gpuTimestamp);
  }

  /// The value set; default false.
  bool shouldMaximizeConcurrentCompilation() const {
    return pewter_MTLDevice_shouldMaximizeConcurrentCompilation(this);
  }

  /// Remembered; compiles always run side by side.
  void setShouldMaximizeConcurrentCompilation(bool shouldMaximizeConcurrentCompilation) {
    pewter_MTLDevice_setShouldMaximizeConcurrentCompilation_(this, shouldMaximizeConcurrentCompilation);
  }

  /// Not supported.
  Size sparseTileSize(TextureType /*textureType*/, PixelFormat /*pixelFormat*/, NS::UInteger /*sampleCount*/) {
    pewter_unsupported_call(this, "-[MTLDevice sparseTileSizeWithTextureType:pixelFormat:sampleCount:]");
    return {};
  }

  /// Not supported.
  Size sparseTileSize(TextureType /*textureType*/, PixelFormat /*pixelFormat*/, NS::UInteger /*sampleCount*/,
                      SparsePageSize /*sparsePageSize*/) {
    pewter_unsupported_call(this, "-[MTLDevice sparseTileSizeWithTextureType:pixelFormat:sampleCount:sparsePageSize:]");
    return {};
  }

  /// Always 0: sparse memory is not supported.
  NS::UInteger sparseTileSizeInBytes() const { return pewter_MTLDevice_sparseTileSizeInBytes(this); }

  NS::UInteger sparseTileSizeInBytes(SparsePageSize sparsePageSize) {
    return pewter_MTLDevice_sparseTileSizeInBytesForSparsePageSize_(this, sparsePageSize);
  }

  /// Always false: textures are not supported.
  bool supports32BitFloatFiltering() const { return pewter_MTLDevice_supports32BitFloatFiltering(this); }

  /// Always false: nothing is drawn.
  bool supports32BitMSAA() const { return pewter_MTLDevice_supports32BitMSAA(this); }

  /// Always false: textures are not supported.
  bool supportsBCTextureCompression() const { return pewter_MTLDevice_supportsBCTextureCompression(this); }

  /// Always false: counters are not supported.
  bool supportsCounterSampling(CounterSamplingPoint samplingPoint) {
    return pewter_MTLDevice_supportsCounterSampling_(this, samplingPoint);
  }

  /// Always false.
  bool supportsDynamicLibraries() const { return pewter_MTLDevice_supportsDynamicLibraries(this); }

  /// Apple families up to Apple7, common families, Mac2 and Metal3, as far as compute goes.
  bool supportsFamily(GPUFamily gpuFamily) { return pewter_MTLDevice_supportsFamily_(this, gpuFamily); }

  /// The older form of supportsFamily(): macOS compute feature sets.
  bool supportsFeatureSet(FeatureSet featureSet) { return pewter_MTLDevice_supportsFeatureSet_(this, featureSet); }

  /// Always false.
  bool supportsFunctionPointers() const { return pewter_MTLDevice_supportsFunctionPointers(this); }

  /// Always false.
  bool supportsFunctionPointersFromRender() const { return pewter_MTLDevice_supportsFunctionPointersFromRender(this); }

  /// Always false.
  bool supportsPrimitiveMotionBlur() const { return pewter_MTLDevice_supportsPrimitiveMotionBlur(this); }

  /// Always false.
  bool supportsPullModelInterpolation() const { return pewter_MTLDevice_supportsPullModelInterpolation(this); }

  /// Always false.
  bool supportsQueryTextureLOD() const { return pewter_MTLDevice_supportsQueryTextureLOD(this); }

  /// Always false.
  bool supportsRasterizationRateMap(NS::UInteger layerCount) {
    return pewter_MTLDevice_supportsRasterizationRateMapWithLayerCount_(this, layerCount);
  }

  /// Always false.
  bool supportsRaytracing() const { return pewter_MTLDevice_supportsRaytracing(this); }

  /// Always false.
  bool supportsRaytracingFromRender() const { return pewter_MTLDevice_supportsRaytracingFromRender(this); }

  /// Always false.
  bool supportsRenderDynamicLibraries() const { return pewter_MTLDevice_supportsRenderDynamicLibraries(this); }

  /// Always false.
  bool supportsShaderBarycentricCoordinates() const {
    return pewter_MTLDevice_supportsShaderBarycentricCoordinates(this);
  }

  /// Always false.
  bool supportsTextureSampleCount(NS::UInteger sampleCount) {
    return pewter_MTLDevice_supportsTextureSampleCount_(this, sampleCount);
  }

  /// Always false.
  bool supportsVertexAmplificationCount(NS::UInteger count) {
    return pewter_MTLDevice_supportsVertexAmplificationCount_(this, count);
  }

  /// Not supported.
  SizeAndAlign tensorSizeAndAlign(const TensorDescriptor* /*descriptor*/) {
    pewter_unsupported_call(this, "-[MTLDevice tensorSizeAndAlignWithDescriptor:]");
    return {};
  }
};

/// The device, +1. Null, with a message in the log, when it cannot be set up.
inline Device* CreateSystemDefaultDevice() { return ::MTLCreateSystemDefaultDevice(); }

/// Array with the device in it, +1.
inline NS::Array* CopyAllDevices() { return ::MTLCopyAllDevices(); }

/// The same, with an observer (+1) for devices that come and go. None ever does, so the function is never called.
#ifdef __BLOCKS__
inline NS::Array* CopyAllDevicesWithObserver(NS::Object** pOutObserver, DeviceNotificationHandlerBlock handler) {
  using H = Private::Handler<Device*, DeviceNotificationName>;
  return static_cast<NS::Array*>(pewter_MTLCopyAllDevicesWithObserver(
      reinterpret_cast<void**>(pOutObserver), H::callBlock, H::keepBlock(handler), H::destroyBlock));
}
#endif
inline NS::Array* CopyAllDevicesWithObserver(NS::Object** pOutObserver,
                                             const DeviceNotificationHandlerFunction& handler) {
  using H = Private::Handler<Device*, DeviceNotificationName>;
  return static_cast<NS::Array*>(pewter_MTLCopyAllDevicesWithObserver(reinterpret_cast<void**>(pOutObserver), H::call,
                                                                      H::keep(handler), H::destroy));
}

/// Ends what CopyAllDevicesWithObserver() began.
inline void RemoveDeviceObserver(const NS::Object* pObserver) { pewter_MTLRemoveDeviceObserver(pObserver); }

}  // namespace MTL
