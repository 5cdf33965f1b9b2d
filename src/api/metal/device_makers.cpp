// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLDevice.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_GET(Device, void*, newCommandQueue, give(self->new_command_queue()))
PEWTER_GET(Device, void*, newFence, give(self->new_fence()))
PEWTER_GET(Device, void*, newEvent, give(self->new_event()))
PEWTER_GET(Device, void*, newSharedEvent, give(self->new_shared_event()))

void* pewter_MTLDevice_newCommandQueueWithMaxCommandBufferCount_(const void* object, NS::UInteger count) {
  auto* self = cast<runtime::Device>(object, "newCommandQueueWithMaxCommandBufferCount:");
  if (!self) return nullptr;
  runtime::CommandQueueDescriptor descriptor;
  if (count) descriptor.max_command_buffer_count = count;
  return give(self->new_command_queue(descriptor));
}

void* pewter_MTLDevice_newCommandQueueWithDescriptor_(const void* object, const void* descriptor) {
  auto* self = cast<runtime::Device>(object, "newCommandQueueWithDescriptor:");
  if (!self) return nullptr;
  return give(
      self->new_command_queue(data_of<runtime::CommandQueueDescriptor>(descriptor, "newCommandQueueWithDescriptor:")));
}

void* pewter_MTLDevice_newBufferWithLength_options_(const void* object, NS::UInteger length,
                                                    MTL::ResourceOptions options) {
  auto* self = cast<runtime::Device>(object, "newBufferWithLength:options:");
  return self ? give(self->new_buffer(length, options_of(options))) : nullptr;
}

void* pewter_MTLDevice_newBufferWithBytes_length_options_(const void* object, const void* bytes, NS::UInteger length,
                                                          MTL::ResourceOptions options) {
  auto* self = cast<runtime::Device>(object, "newBufferWithBytes:length:options:");
  return self && bytes ? give(self->new_buffer(bytes, length, options_of(options))) : nullptr;
}

void* pewter_MTLDevice_newBufferWithBytesNoCopy_length_options_deallocator_(const void* object, const void* bytes,
                                                                            NS::UInteger length,
                                                                            MTL::ResourceOptions options,
                                                                            void (*call)(void*, void*, NS::UInteger),
                                                                            void* context, void (*destroy)(void*)) {
  Callback<void*, NS::UInteger> deallocator(call, context, destroy);
  auto* self = cast<runtime::Device>(object, "newBufferWithBytesNoCopy:length:options:deallocator:");
  if (!self) return nullptr;
  std::function<void(void*, std::uint64_t)> function;
  if (deallocator) function = deallocator;
  return give(self->new_buffer_no_copy(const_cast<void*>(bytes), length, options_of(options), std::move(function)));
}

void* pewter_MTLDevice_newBufferWithLength_options_placementSparsePageSize_(const void* object, NS::UInteger /*length*/,
                                                                            MTL::ResourceOptions /*options*/,
                                                                            MTL::SparsePageSize /*size*/) {
  return pewter_unsupported_call(object, "-[MTLDevice newBufferWithLength:options:placementSparsePageSize:]");
}

void* pewter_MTLDevice_newHeapWithDescriptor_(const void* object, const void* descriptor) {
  auto* self = cast<runtime::Device>(object, "newHeapWithDescriptor:");
  auto* heap = cast<Descriptor<HeapDescriptor>>(descriptor, "newHeapWithDescriptor:");
  return self && heap ? give(self->new_heap(heap->data.runtime)) : nullptr;
}

void* pewter_MTLDevice_newResidencySetWithDescriptor_error_(const void* object, const void* descriptor, void** error) {
  constexpr const char* kSelector = "newResidencySetWithDescriptor:error:";
  succeed(error);
  auto* self = cast<runtime::Device>(object, kSelector);
  if (!self) return nullptr;
  return give(self->new_residency_set(data_of<runtime::ResidencySetDescriptor>(descriptor, kSelector)), error);
}

void* pewter_MTLDevice_newLogStateWithDescriptor_error_(const void* object, const void* descriptor, void** error) {
  constexpr const char* kSelector = "newLogStateWithDescriptor:error:";
  succeed(error);
  auto* self = cast<runtime::Device>(object, kSelector);
  if (!self) return nullptr;
  return give(self->new_log_state(data_of<runtime::LogStateDescriptor>(descriptor, kSelector)), error);
}
