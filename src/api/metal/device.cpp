// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLDevice.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

namespace {

// MTL::Architecture. Thread-safe.
class Architecture final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  explicit Architecture(std::string name) : Object(kClass), name_(std::move(name)) {}

  const std::string& name() const { return name_; }

 private:
  const std::string name_;
};

constinit const foundation::ClassRecord Architecture::kClass{
    "MTLArchitecture", &foundation::kObjectClass, foundation::destroy<Architecture>, nullptr, nullptr,
    nullptr,           foundation::copy_by_retain};

// Only remembered, so one for the process will do. Relaxed: nothing depends on when it is seen.
std::atomic<bool> maximize_compilation{false};

}  // namespace

void* pewter_MTLArchitecture_name(const void* object) {
  auto* self = cast<Architecture>(object, "name");
  return self ? lend_text(self->name()) : nullptr;
}

// What it is.
PEWTER_GET(Device, void*, name, lend_text(self->name()))
PEWTER_GET(Device, void*, architecture, lend(foundation::make<Architecture>(self->architecture_name())))
PEWTER_GET(Device, uint64_t, registryID, self->registry_id())
PEWTER_GET(Device, bool, hasUnifiedMemory, self->has_unified_memory())
PEWTER_GET(Device, bool, isLowPower, self->is_low_power())
PEWTER_GET(Device, bool, isHeadless, self->is_headless())
PEWTER_GET(Device, bool, isRemovable, self->is_removable())
PEWTER_GET(Device, MTL::DeviceLocation, location, self->location())
PEWTER_GET(Device, NS::UInteger, locationNumber, self->location_number())
PEWTER_GET(Device, uint64_t, maxTransferRate, self->max_transfer_rate())
PEWTER_GET(Device, uint64_t, peerGroupID, self->peer_group_id())
PEWTER_GET(Device, uint32_t, peerIndex, self->peer_index())
PEWTER_GET(Device, uint32_t, peerCount, self->peer_count())

bool pewter_MTLDevice_supportsFamily_(const void* object, MTL::GPUFamily family) {
  auto* self = cast<runtime::Device>(object, "supportsFamily:");
  return self && self->supports_family(static_cast<std::uint64_t>(family));
}

bool pewter_MTLDevice_supportsFeatureSet_(const void* object, MTL::FeatureSet set) {
  auto* self = cast<runtime::Device>(object, "supportsFeatureSet:");
  return self && self->supports_feature_set(set);
}

// Limits.
PEWTER_GET(Device, MTL::ArgumentBuffersTier, argumentBuffersSupport, self->argument_buffers_support())
PEWTER_GET(Device, NS::UInteger, maxArgumentBufferSamplerCount, self->max_argument_buffer_sampler_count())
PEWTER_GET(Device, NS::UInteger, maxBufferLength, self->max_buffer_length())
PEWTER_GET(Device, NS::UInteger, maxThreadgroupMemoryLength, self->max_threadgroup_memory_length())
PEWTER_GET(Device, uint64_t, recommendedMaxWorkingSetSize, self->recommended_max_working_set_size())
PEWTER_GET(Device, NS::UInteger, currentAllocatedSize, self->current_allocated_size())
PEWTER_GET(Device, NS::UInteger, maximumConcurrentCompilationTaskCount,
           std::max(1u, std::thread::hardware_concurrency()))

MTL::Size pewter_MTLDevice_maxThreadsPerThreadgroup(const void* object) {
  auto* self = cast<runtime::Device>(object, "maxThreadsPerThreadgroup");
  if (!self) return {0, 0, 0};
  runtime::Size size = self->max_threads_per_threadgroup();
  return {size.width, size.height, size.depth};
}

MTL::SizeAndAlign pewter_MTLDevice_heapBufferSizeAndAlignWithLength_options_(const void* object, NS::UInteger length,
                                                                             MTL::ResourceOptions options) {
  auto* self = cast<runtime::Device>(object, "heapBufferSizeAndAlignWithLength:options:");
  if (!self) return {0, 0};
  runtime::SizeAndAlign result = self->heap_buffer_size_and_align(length, options_of(options));
  return {result.size, result.align};
}

// Compiling.
PEWTER_GET(Device, bool, shouldMaximizeConcurrentCompilation, maximize_compilation.load(std::memory_order_relaxed))
void pewter_MTLDevice_setShouldMaximizeConcurrentCompilation_(const void* object, bool value) {
  if (cast<runtime::Device>(object, "setShouldMaximizeConcurrentCompilation:"))
    maximize_compilation.store(value, std::memory_order_relaxed);
}

// Clocks: one, in nanoseconds.
PEWTER_GET(Device, uint64_t, queryTimestampFrequency, 1'000'000'000)
void pewter_MTLDevice_sampleTimestamps_gpuTimestamp_(const void* object, MTL::Timestamp* cpu, MTL::Timestamp* gpu) {
  std::uint64_t times[2] = {0, 0};
  if (auto* self = cast<runtime::Device>(object, "sampleTimestamps:gpuTimestamp:"))
    self->sample_timestamps(&times[0], &times[1]);
  if (cpu) *cpu = times[0];
  if (gpu) *gpu = times[1];
}

// Counters: none.
PEWTER_GET(Device, void*, counterSets, lend(foundation::Array::create({})))

// What there is not.
#define PEWTER_NOT(selector) PEWTER_GET(Device, bool, selector, false)
PEWTER_NOT(areBarycentricCoordsSupported)
PEWTER_NOT(areProgrammableSamplePositionsSupported)
PEWTER_NOT(areRasterOrderGroupsSupported)
PEWTER_NOT(isDepth24Stencil8PixelFormatSupported)
PEWTER_NOT(supports32BitFloatFiltering)
PEWTER_NOT(supports32BitMSAA)
PEWTER_NOT(supportsBCTextureCompression)
PEWTER_NOT(supportsDynamicLibraries)
PEWTER_NOT(supportsFunctionPointers)
PEWTER_NOT(supportsFunctionPointersFromRender)
PEWTER_NOT(supportsPrimitiveMotionBlur)
PEWTER_NOT(supportsPullModelInterpolation)
PEWTER_NOT(supportsQueryTextureLOD)
PEWTER_NOT(supportsRaytracing)
PEWTER_NOT(supportsRaytracingFromRender)
PEWTER_NOT(supportsRenderDynamicLibraries)
PEWTER_NOT(supportsShaderBarycentricCoordinates)
#undef PEWTER_NOT
PEWTER_GET(Device, MTL::ReadWriteTextureTier, readWriteTextureSupport, MTL::ReadWriteTextureTierNone)
PEWTER_GET(Device, NS::UInteger, sparseTileSizeInBytes, 0)

#define PEWTER_NOT(selector, Type)                                   \
  bool pewter_MTLDevice_##selector(const void* object, Type /*x*/) { \
    cast<runtime::Device>(object, #selector);                        \
    return false;                                                    \
  }
PEWTER_NOT(supportsCounterSampling_, MTL::CounterSamplingPoint)
PEWTER_NOT(supportsRasterizationRateMapWithLayerCount_, NS::UInteger)
PEWTER_NOT(supportsTextureSampleCount_, NS::UInteger)
PEWTER_NOT(supportsVertexAmplificationCount_, NS::UInteger)
#undef PEWTER_NOT

NS::UInteger pewter_MTLDevice_sparseTileSizeInBytesForSparsePageSize_(const void* object,
                                                                      MTL::SparsePageSize /*size*/) {
  cast<runtime::Device>(object, "sparseTileSizeInBytesForSparsePageSize:");
  return 0;
}
