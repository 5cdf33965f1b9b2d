// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLCommandQueue.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(runtime::CommandQueueDescriptor, MTLCommandQueueDescriptor);

PEWTER_PROPERTY(CommandQueueDescriptor, runtime::CommandQueueDescriptor, NS::UInteger, maxCommandBufferCount,
                setMaxCommandBufferCount_, max_command_buffer_count)
PEWTER_OBJECT_PROPERTY(CommandQueueDescriptor, runtime::CommandQueueDescriptor, runtime::LogState, logState,
                       setLogState_, log_state)

PEWTER_LABEL(CommandQueue)
PEWTER_GET(CommandQueue, void*, device, self->device())
PEWTER_GET(CommandQueue, void*, commandBuffer, lend(self->command_buffer()))
PEWTER_GET(CommandQueue, void*, commandBufferWithUnretainedReferences,
           lend(self->command_buffer_with_unretained_references()))
PEWTER_DO(CommandQueue, insertDebugCaptureBoundary, self->insert_debug_capture_boundary())

void* pewter_MTLCommandQueue_commandBufferWithDescriptor_(const void* object, const void* descriptor) {
  auto* self = cast<runtime::CommandQueue>(object, "commandBufferWithDescriptor:");
  if (!self) return nullptr;
  return lend(
      self->command_buffer(data_of<runtime::CommandBufferDescriptor>(descriptor, "commandBufferWithDescriptor:")));
}

namespace {

void residency_sets(const void* object, const void* const* sets, std::uint64_t count, bool add, const char* selector) {
  auto* self = cast<runtime::CommandQueue>(object, selector);
  if (!self) return;
  std::vector<runtime::ResidencySet*> wanted = objects_of<runtime::ResidencySet>(sets, count, selector);
  std::erase(wanted, nullptr);
  if (add)
    self->add_residency_sets(wanted);
  else
    self->remove_residency_sets(wanted);
}

}  // namespace

void pewter_MTLCommandQueue_addResidencySet_(const void* object, const void* set) {
  residency_sets(object, &set, 1, true, "addResidencySet:");
}
void pewter_MTLCommandQueue_addResidencySets_count_(const void* object, const void* const* sets, NS::UInteger count) {
  residency_sets(object, sets, count, true, "addResidencySets:count:");
}
void pewter_MTLCommandQueue_removeResidencySet_(const void* object, const void* set) {
  residency_sets(object, &set, 1, false, "removeResidencySet:");
}
void pewter_MTLCommandQueue_removeResidencySets_count_(const void* object, const void* const* sets,
                                                       NS::UInteger count) {
  residency_sets(object, sets, count, false, "removeResidencySets:count:");
}
