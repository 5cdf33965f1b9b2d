// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class CommandBuffer;
class CommandBufferDescriptor;
class CommandQueue;
class CommandQueueDescriptor;
class Device;
class LogState;
class ResidencySet;

}  // namespace MTL

PEWTER_IMPORT void pewter_MTLCommandQueue_addResidencySet_(const void* self, const void* residencySet);
PEWTER_IMPORT void pewter_MTLCommandQueue_addResidencySets_count_(const void* self, const void* const* residencySets,
                                                                  NS::UInteger count);
PEWTER_IMPORT void* pewter_MTLCommandQueue_commandBuffer(const void* self);
PEWTER_IMPORT void* pewter_MTLCommandQueue_commandBufferWithDescriptor_(const void* self, const void* descriptor);
PEWTER_IMPORT void* pewter_MTLCommandQueue_commandBufferWithUnretainedReferences(const void* self);
PEWTER_IMPORT void* pewter_MTLCommandQueue_device(const void* self);
PEWTER_IMPORT void pewter_MTLCommandQueue_insertDebugCaptureBoundary(const void* self);
PEWTER_IMPORT void* pewter_MTLCommandQueue_label(const void* self);
PEWTER_IMPORT void pewter_MTLCommandQueue_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void pewter_MTLCommandQueue_removeResidencySet_(const void* self, const void* residencySet);
PEWTER_IMPORT void pewter_MTLCommandQueue_removeResidencySets_count_(const void* self, const void* const* residencySets,
                                                                     NS::UInteger count);
PEWTER_IMPORT void* pewter_MTLCommandQueueDescriptor_logState(const void* self);
PEWTER_IMPORT void pewter_MTLCommandQueueDescriptor_setLogState_(const void* self, const void* logState);
PEWTER_IMPORT NS::UInteger pewter_MTLCommandQueueDescriptor_maxCommandBufferCount(const void* self);
PEWTER_IMPORT void pewter_MTLCommandQueueDescriptor_setMaxCommandBufferCount_(const void* self,
                                                                              NS::UInteger maxCommandBufferCount);

namespace MTL {

/// Runs command buffers in the order of their enqueue() or commit(). Thread-safe.
class CommandQueue : public NS::Referencing<CommandQueue> {
 public:
  /// Retains the set for the queue's life; all memory is resident anyway.
  void addResidencySet(const ResidencySet* residencySet) {
    pewter_MTLCommandQueue_addResidencySet_(this, residencySet);
  }

  /// Retains `count` sets; all memory is resident anyway.
  void addResidencySets(const ResidencySet* const residencySets[], NS::UInteger count) {
    pewter_MTLCommandQueue_addResidencySets_count_(this, reinterpret_cast<const void* const*>(residencySets), count);
  }

  /// A new command buffer, autoreleased, that retains what its commands use unless the descriptor says otherwise.
  /// Blocks while as many as maxCommandBufferCount (64) are uncompleted.
  CommandBuffer* commandBuffer() { return static_cast<CommandBuffer*>(pewter_MTLCommandQueue_commandBuffer(this)); }

  CommandBuffer* commandBuffer(const CommandBufferDescriptor* descriptor) {
    return static_cast<CommandBuffer*>(pewter_MTLCommandQueue_commandBufferWithDescriptor_(this, descriptor));
  }

  /// Like commandBuffer(), but the program keeps alive what the commands use until the buffer has completed.
  CommandBuffer* commandBufferWithUnretainedReferences() {
    return static_cast<CommandBuffer*>(pewter_MTLCommandQueue_commandBufferWithUnretainedReferences(this));
  }

  /// The device that made it; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLCommandQueue_device(this)); }

  /// Does nothing.
  void insertDebugCaptureBoundary() { pewter_MTLCommandQueue_insertDebugCaptureBoundary(this); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLCommandQueue_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLCommandQueue_setLabel_(this, label); }

  /// Releases the set.
  void removeResidencySet(const ResidencySet* residencySet) {
    pewter_MTLCommandQueue_removeResidencySet_(this, residencySet);
  }

  /// Releases `count` sets.
  void removeResidencySets(const ResidencySet* const residencySets[], NS::UInteger count) {
    pewter_MTLCommandQueue_removeResidencySets_count_(this, reinterpret_cast<const void* const*>(residencySets), count);
  }
};

/// What a queue is made from. Not thread-safe.
class CommandQueueDescriptor : public NS::Copying<CommandQueueDescriptor> {
 public:
  /// A new object, +1, for init().
  static CommandQueueDescriptor* alloc() { return Object::alloc<CommandQueueDescriptor>("MTLCommandQueueDescriptor"); }

  /// The object, ready to use.
  CommandQueueDescriptor* init() { return Object::init<CommandQueueDescriptor>(); }

  /// Where kernels' os_log lines go, or null for standard error; borrowed.
  LogState* logState() const { return static_cast<LogState*>(pewter_MTLCommandQueueDescriptor_logState(this)); }

  /// Sets logState(), which is retained.
  void setLogState(const LogState* logState) { pewter_MTLCommandQueueDescriptor_setLogState_(this, logState); }

  /// Uncompleted command buffers that may exist at once; default 64.
  NS::UInteger maxCommandBufferCount() const { return pewter_MTLCommandQueueDescriptor_maxCommandBufferCount(this); }

  /// Sets maxCommandBufferCount().
  void setMaxCommandBufferCount(NS::UInteger maxCommandBufferCount) {
    pewter_MTLCommandQueueDescriptor_setMaxCommandBufferCount_(this, maxCommandBufferCount);
  }
};

}  // namespace MTL
