// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class IOCommandBuffer;
class IOCommandQueue;
class IOCommandQueueDescriptor;
class IOFileHandle;
class IOScratchBuffer;
class IOScratchBufferAllocator;

_MTL_ENUM(NS::Integer, IOPriority){
    IOPriorityHigh = 0,
    IOPriorityNormal = 1,
    IOPriorityLow = 2,
};

_MTL_ENUM(NS::Integer, IOCommandQueueType){
    IOCommandQueueTypeConcurrent = 0,
    IOCommandQueueTypeSerial = 1,
};

_MTL_ENUM(NS::Integer, IOError){
    IOErrorURLInvalid = 1,
    IOErrorInternal = 2,
};

_PEWTER_STRING_CONST(NS::ErrorDomain, IOErrorDomain, "MTLIOErrorDomain");

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IOCommandQueue : public NS::Referencing<IOCommandQueue> {
 public:
  IOCommandBuffer* commandBuffer() { return {}; }

  IOCommandBuffer* commandBufferWithUnretainedReferences() { return {}; }

  void enqueueBarrier() {}

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IOScratchBuffer : public NS::Referencing<IOScratchBuffer> {
 public:
  Buffer* buffer() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IOScratchBufferAllocator : public NS::Referencing<IOScratchBufferAllocator> {
 public:
  IOScratchBuffer* newScratchBuffer(NS::UInteger /*minimumSize*/) { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IOCommandQueueDescriptor : public NS::Copying<IOCommandQueueDescriptor> {
 public:
  static IOCommandQueueDescriptor* alloc() {
    return static_cast<IOCommandQueueDescriptor*>(pewter_unsupported("MTLIOCommandQueueDescriptor"));
  }

  IOCommandQueueDescriptor* init() { return Object::init<IOCommandQueueDescriptor>(); }

  NS::UInteger maxCommandBufferCount() const { return {}; }

  void setMaxCommandBufferCount(NS::UInteger /*maxCommandBufferCount*/) {}

  NS::UInteger maxCommandsInFlight() const { return {}; }

  void setMaxCommandsInFlight(NS::UInteger /*maxCommandsInFlight*/) {}

  IOPriority priority() const { return {}; }

  void setPriority(IOPriority /*priority*/) {}

  IOScratchBufferAllocator* scratchBufferAllocator() const { return {}; }

  void setScratchBufferAllocator(const IOScratchBufferAllocator* /*scratchBufferAllocator*/) {}

  IOCommandQueueType type() const { return {}; }

  void setType(IOCommandQueueType /*type*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IOFileHandle : public NS::Referencing<IOFileHandle> {
 public:
  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}
};

}  // namespace MTL
