// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLComputePipeline.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(ComputePipelineDescriptor, MTLComputePipelineDescriptor);

PEWTER_OBJECT_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, runtime::Function, computeFunction,
                       setComputeFunction_, runtime.function)
PEWTER_OBJECT_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, Descriptor<LinkedFunctions>,
                       linkedFunctions, setLinkedFunctions_, linked_functions)
PEWTER_OBJECT_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, foundation::Array, binaryArchives,
                       setBinaryArchives_, binary_archives)
PEWTER_OBJECT_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, foundation::Array, insertLibraries,
                       setInsertLibraries_, insert_libraries)
PEWTER_OBJECT_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, foundation::Array, preloadedLibraries,
                       setPreloadedLibraries_, preloaded_libraries)
PEWTER_TEXT_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, label, setLabel_, runtime.label)
PEWTER_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, NS::UInteger, maxCallStackDepth,
                setMaxCallStackDepth_, max_call_stack_depth)
PEWTER_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, NS::UInteger, maxTotalThreadsPerThreadgroup,
                setMaxTotalThreadsPerThreadgroup_, runtime.max_total_threads_per_threadgroup)
PEWTER_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, MTL::ShaderValidation, shaderValidation,
                setShaderValidation_, shader_validation)
PEWTER_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, bool, supportAddingBinaryFunctions,
                setSupportAddingBinaryFunctions_, support_adding_binary_functions)
PEWTER_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, bool, supportIndirectCommandBuffers,
                setSupportIndirectCommandBuffers_, runtime.support_indirect_command_buffers)
PEWTER_PROPERTY(ComputePipelineDescriptor, ComputePipelineDescriptor, bool,
                threadGroupSizeIsMultipleOfThreadExecutionWidth, setThreadGroupSizeIsMultipleOfThreadExecutionWidth_,
                runtime.threadgroup_size_is_multiple_of_execution_width)

MTL::Size pewter_MTLComputePipelineDescriptor_requiredThreadsPerThreadgroup(const void* object) {
  auto* self = cast<Descriptor<ComputePipelineDescriptor>>(object, "requiredThreadsPerThreadgroup");
  if (!self) return {0, 0, 0};
  const runtime::Size& size = self->data.required_threads;
  return {size.width, size.height, size.depth};
}

void pewter_MTLComputePipelineDescriptor_setRequiredThreadsPerThreadgroup_(const void* object, MTL::Size size) {
  if (auto* self = cast<Descriptor<ComputePipelineDescriptor>>(object, "setRequiredThreadsPerThreadgroup:"))
    self->data.required_threads = size_of(size);
}

void pewter_MTLComputePipelineDescriptor_reset(const void* object) {
  if (auto* self = cast<Descriptor<ComputePipelineDescriptor>>(object, "reset")) self->data = {};
}

namespace {

void append(std::vector<Ref<runtime::Function>>& functions, const Ref<foundation::Array>& array) {
  if (!array) return;
  for (const Ref<foundation::Object>& object : array->objects())
    functions.emplace_back(cast<runtime::Function>(object.get(), "functionType"));
}

}  // namespace

runtime::ComputePipelineDescriptor pewter::api::ComputePipelineDescriptor::resolved() const {
  runtime::ComputePipelineDescriptor result = runtime;
  if (linked_functions) {
    append(result.linked_functions, linked_functions->data.functions);
    append(result.linked_functions, linked_functions->data.private_functions);
    append(result.linked_functions, linked_functions->data.binary_functions);
  }
  return result;
}
