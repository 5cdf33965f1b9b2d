// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLCommandBuffer.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(runtime::CommandBufferDescriptor, MTLCommandBufferDescriptor);

PEWTER_PROPERTY(CommandBufferDescriptor, runtime::CommandBufferDescriptor, MTL::CommandBufferErrorOption, errorOptions,
                setErrorOptions_, error_options)
PEWTER_PROPERTY(CommandBufferDescriptor, runtime::CommandBufferDescriptor, bool, retainedReferences,
                setRetainedReferences_, retained_references)
PEWTER_OBJECT_PROPERTY(CommandBufferDescriptor, runtime::CommandBufferDescriptor, runtime::LogState, logState,
                       setLogState_, log_state)

PEWTER_LABEL(CommandBuffer)
PEWTER_GET(CommandBuffer, void*, device, self->device())
PEWTER_GET(CommandBuffer, void*, commandQueue, self->command_queue())
PEWTER_GET(CommandBuffer, bool, retainedReferences, self->retained_references())
PEWTER_GET(CommandBuffer, MTL::CommandBufferErrorOption, errorOptions, self->error_options())
PEWTER_GET(CommandBuffer, MTL::CommandBufferStatus, status, self->poll_status())
PEWTER_GET(CommandBuffer, CFTimeInterval, GPUStartTime, self->gpu_start_time())
PEWTER_GET(CommandBuffer, CFTimeInterval, GPUEndTime, self->gpu_end_time())
PEWTER_GET(CommandBuffer, CFTimeInterval, kernelStartTime, self->kernel_start_time())
PEWTER_GET(CommandBuffer, CFTimeInterval, kernelEndTime, self->kernel_end_time())

PEWTER_DO(CommandBuffer, enqueue, self->enqueue())
PEWTER_DO(CommandBuffer, commit, self->commit())
PEWTER_DO(CommandBuffer, waitUntilScheduled, self->wait_until_scheduled())
PEWTER_DO(CommandBuffer, waitUntilCompleted, self->wait_until_completed())
PEWTER_DO(CommandBuffer, popDebugGroup, self->pop_debug_group())

PEWTER_GET(CommandBuffer, void*, computeCommandEncoder, lend(self->compute_command_encoder()))
PEWTER_GET(CommandBuffer, void*, blitCommandEncoder, lend(self->blit_command_encoder()))

void* pewter_MTLCommandBuffer_computeCommandEncoderWithDispatchType_(const void* object, MTL::DispatchType type) {
  auto* self = cast<runtime::CommandBuffer>(object, "computeCommandEncoderWithDispatchType:");
  if (!self) return nullptr;
  return lend(self->compute_command_encoder({.dispatch_type = static_cast<runtime::DispatchType>(type)}));
}

void* pewter_MTLCommandBuffer_computeCommandEncoderWithDescriptor_(const void* object, const void* descriptor) {
  auto* self = cast<runtime::CommandBuffer>(object, "computeCommandEncoderWithDescriptor:");
  if (!self) return nullptr;
  return lend(self->compute_command_encoder(
      data_of<runtime::ComputePassDescriptor>(descriptor, "computeCommandEncoderWithDescriptor:")));
}

void* pewter_MTLCommandBuffer_blitCommandEncoderWithDescriptor_(const void* object, const void* descriptor) {
  auto* self = cast<runtime::CommandBuffer>(object, "blitCommandEncoderWithDescriptor:");
  cast<Descriptor<BlitPassDescriptor>>(descriptor, "blitCommandEncoderWithDescriptor:");
  return self ? lend(self->blit_command_encoder()) : nullptr;
}

void* pewter_MTLCommandBuffer_error(const void* object) {
  auto* self = cast<runtime::CommandBuffer>(object, "error");
  if (!self) return nullptr;
  std::optional<runtime::Error> error = self->error();
  return error ? lend(error_of(*error)) : nullptr;
}

namespace {

runtime::CommandBufferHandler handler_of(const Callback<MTL::CommandBuffer*>& callback) {
  return [callback](runtime::CommandBuffer* buffer) { callback(reinterpret_cast<MTL::CommandBuffer*>(buffer)); };
}

}  // namespace

void pewter_MTLCommandBuffer_addScheduledHandler_(const void* object, void (*call)(void*, MTL::CommandBuffer*),
                                                  void* context, void (*destroy)(void*)) {
  Callback<MTL::CommandBuffer*> callback(call, context, destroy);
  if (auto* self = cast<runtime::CommandBuffer>(object, "addScheduledHandler:"))
    self->add_scheduled_handler(handler_of(callback));
}

void pewter_MTLCommandBuffer_addCompletedHandler_(const void* object, void (*call)(void*, MTL::CommandBuffer*),
                                                  void* context, void (*destroy)(void*)) {
  Callback<MTL::CommandBuffer*> callback(call, context, destroy);
  if (auto* self = cast<runtime::CommandBuffer>(object, "addCompletedHandler:"))
    self->add_completed_handler(handler_of(callback));
}

void pewter_MTLCommandBuffer_encodeWaitForEvent_value_(const void* object, const void* event, uint64_t value) {
  auto* self = cast<runtime::CommandBuffer>(object, "encodeWaitForEvent:value:");
  auto* awaited = cast<runtime::Event>(event, "encodeWaitForEvent:value:");
  if (self && awaited) self->encode_wait_for_event(awaited, value);
}

void pewter_MTLCommandBuffer_encodeSignalEvent_value_(const void* object, const void* event, uint64_t value) {
  auto* self = cast<runtime::CommandBuffer>(object, "encodeSignalEvent:value:");
  auto* signaled = cast<runtime::Event>(event, "encodeSignalEvent:value:");
  if (self && signaled) self->encode_signal_event(signaled, value);
}

void pewter_MTLCommandBuffer_pushDebugGroup_(const void* object, const void* name) {
  if (auto* self = cast<runtime::CommandBuffer>(object, "pushDebugGroup:")) self->push_debug_group(text_of(name));
}

namespace {

void use_residency_sets(const void* object, const void* const* sets, std::uint64_t count, const char* selector) {
  if (auto* self = cast<runtime::CommandBuffer>(object, selector))
    self->use_residency_sets(objects_of<runtime::ResidencySet>(sets, count, selector));
}

}  // namespace

void pewter_MTLCommandBuffer_useResidencySet_(const void* object, const void* set) {
  use_residency_sets(object, &set, 1, "useResidencySet:");
}

void pewter_MTLCommandBuffer_useResidencySets_count_(const void* object, const void* const* sets, NS::UInteger count) {
  use_residency_sets(object, sets, count, "useResidencySets:count:");
}
