// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLComputePipeline.hpp"

#include "api/metal/reflection.h"
#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_GET(ComputePipelineState, void*, device, self->device())
PEWTER_GET(ComputePipelineState, void*, label, lend_label(self->label()))
PEWTER_GET(ComputePipelineState, NS::UInteger, maxTotalThreadsPerThreadgroup, self->max_total_threads_per_threadgroup())
PEWTER_GET(ComputePipelineState, NS::UInteger, staticThreadgroupMemoryLength, self->static_threadgroup_memory_length())
PEWTER_GET(ComputePipelineState, NS::UInteger, threadExecutionWidth, self->thread_execution_width())
PEWTER_GET(ComputePipelineState, bool, supportIndirectCommandBuffers, self->support_indirect_command_buffers())
PEWTER_GET(ComputePipelineState, MTL::ShaderValidation, shaderValidation, MTL::ShaderValidationDefault)
PEWTER_GET(ComputePipelineState, void*, reflection, lend(foundation::make<Reflection>(self->info())))

MTL::Size pewter_MTLComputePipelineState_requiredThreadsPerThreadgroup(const void* object) {
  cast<runtime::ComputePipelineState>(object, "requiredThreadsPerThreadgroup");
  return {0, 0, 0};
}

MTL::ResourceID pewter_MTLComputePipelineState_gpuResourceID(const void* object) {
  auto* self = cast<runtime::ComputePipelineState>(object, "gpuResourceID");
  return {self ? static_cast<uint64_t>(self->id()) : 0};
}

NS::UInteger pewter_MTLComputePipelineState_imageblockMemoryLengthForDimensions_(const void* object,
                                                                                 MTL::Size /*size*/) {
  cast<runtime::ComputePipelineState>(object, "imageblockMemoryLengthForDimensions:");
  return 0;
}
