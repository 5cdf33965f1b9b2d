// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLAccelerationStructure.hpp"
#include "MTLCommandEncoder.hpp"
#include "MTLDataType.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class AccelerationStructure;
class AccelerationStructureCommandEncoder;
class AccelerationStructureDescriptor;
class AccelerationStructurePassDescriptor;
class AccelerationStructurePassSampleBufferAttachmentDescriptor;
class AccelerationStructurePassSampleBufferAttachmentDescriptorArray;
class Buffer;
class CounterSampleBuffer;
class Fence;
class Heap;
class Resource;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructureCommandEncoder
    : public NS::Referencing<AccelerationStructureCommandEncoder, CommandEncoder> {
 public:
  void buildAccelerationStructure(const AccelerationStructure* /*accelerationStructure*/,
                                  const AccelerationStructureDescriptor* /*descriptor*/,
                                  const Buffer* /*scratchBuffer*/, NS::UInteger /*scratchBufferOffset*/) {}

  void copyAccelerationStructure(const AccelerationStructure* /*sourceAccelerationStructure*/,
                                 const AccelerationStructure* /*destinationAccelerationStructure*/) {}

  void copyAndCompactAccelerationStructure(const AccelerationStructure* /*sourceAccelerationStructure*/,
                                           const AccelerationStructure* /*destinationAccelerationStructure*/) {}

  void refitAccelerationStructure(const AccelerationStructure* /*sourceAccelerationStructure*/,
                                  const AccelerationStructureDescriptor* /*descriptor*/,
                                  const AccelerationStructure* /*destinationAccelerationStructure*/,
                                  const Buffer* /*scratchBuffer*/, NS::UInteger /*scratchBufferOffset*/) {}

  void refitAccelerationStructure(const AccelerationStructure* /*sourceAccelerationStructure*/,
                                  const AccelerationStructureDescriptor* /*descriptor*/,
                                  const AccelerationStructure* /*destinationAccelerationStructure*/,
                                  const Buffer* /*scratchBuffer*/, NS::UInteger /*scratchBufferOffset*/,
                                  AccelerationStructureRefitOptions /*options*/) {}

  void sampleCountersInBuffer(const CounterSampleBuffer* /*sampleBuffer*/, NS::UInteger /*sampleIndex*/,
                              bool /*barrier*/) {}

  void updateFence(const Fence* /*fence*/) {}

  void useHeap(const Heap* /*heap*/) {}

  void useHeaps(const Heap* const* /*heaps*/, NS::UInteger /*count*/) {}

  void useResource(const Resource* /*resource*/, ResourceUsage /*usage*/) {}

  void useResources(const Resource* const* /*resources*/, NS::UInteger /*count*/, ResourceUsage /*usage*/) {}

  void waitForFence(const Fence* /*fence*/) {}

  void writeCompactedAccelerationStructureSize(const AccelerationStructure* /*accelerationStructure*/,
                                               const Buffer* /*buffer*/, NS::UInteger /*offset*/) {}

  void writeCompactedAccelerationStructureSize(const AccelerationStructure* /*accelerationStructure*/,
                                               const Buffer* /*buffer*/, NS::UInteger /*offset*/,
                                               DataType /*sizeDataType*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructurePassSampleBufferAttachmentDescriptor
    : public NS::Copying<AccelerationStructurePassSampleBufferAttachmentDescriptor> {
 public:
  static AccelerationStructurePassSampleBufferAttachmentDescriptor* alloc() {
    return static_cast<AccelerationStructurePassSampleBufferAttachmentDescriptor*>(
        pewter_unsupported("MTLAccelerationStructurePassSampleBufferAttachmentDescriptor"));
  }

  AccelerationStructurePassSampleBufferAttachmentDescriptor* init() {
    return Object::init<AccelerationStructurePassSampleBufferAttachmentDescriptor>();
  }

  NS::UInteger endOfEncoderSampleIndex() const { return {}; }

  void setEndOfEncoderSampleIndex(NS::UInteger /*endOfEncoderSampleIndex*/) {}

  CounterSampleBuffer* sampleBuffer() const { return {}; }

  void setSampleBuffer(const CounterSampleBuffer* /*sampleBuffer*/) {}

  NS::UInteger startOfEncoderSampleIndex() const { return {}; }

  void setStartOfEncoderSampleIndex(NS::UInteger /*startOfEncoderSampleIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructurePassSampleBufferAttachmentDescriptorArray
    : public NS::Referencing<AccelerationStructurePassSampleBufferAttachmentDescriptorArray> {
 public:
  static AccelerationStructurePassSampleBufferAttachmentDescriptorArray* alloc() {
    return static_cast<AccelerationStructurePassSampleBufferAttachmentDescriptorArray*>(
        pewter_unsupported("MTLAccelerationStructurePassSampleBufferAttachmentDescriptorArray"));
  }

  AccelerationStructurePassSampleBufferAttachmentDescriptorArray* init() {
    return Object::init<AccelerationStructurePassSampleBufferAttachmentDescriptorArray>();
  }

  AccelerationStructurePassSampleBufferAttachmentDescriptor* object(NS::UInteger /*attachmentIndex*/) { return {}; }

  void setObject(const AccelerationStructurePassSampleBufferAttachmentDescriptor* /*attachment*/,
                 NS::UInteger /*attachmentIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class AccelerationStructurePassDescriptor : public NS::Copying<AccelerationStructurePassDescriptor> {
 public:
  static AccelerationStructurePassDescriptor* alloc() {
    return static_cast<AccelerationStructurePassDescriptor*>(
        pewter_unsupported("MTLAccelerationStructurePassDescriptor"));
  }

  AccelerationStructurePassDescriptor* init() { return Object::init<AccelerationStructurePassDescriptor>(); }

  static AccelerationStructurePassDescriptor* accelerationStructurePassDescriptor() {
    return static_cast<AccelerationStructurePassDescriptor*>(
        pewter_unsupported("MTLAccelerationStructurePassDescriptor"));
  }

  AccelerationStructurePassSampleBufferAttachmentDescriptorArray* sampleBufferAttachments() const { return {}; }
};

}  // namespace MTL
