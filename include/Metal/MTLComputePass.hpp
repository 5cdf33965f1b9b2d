// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLCommandBuffer.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class ComputePassDescriptor;
class ComputePassSampleBufferAttachmentDescriptor;
class ComputePassSampleBufferAttachmentDescriptorArray;
class CounterSampleBuffer;

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLComputePassDescriptor_computePassDescriptor();
PEWTER_IMPORT MTL::DispatchType pewter_MTLComputePassDescriptor_dispatchType(const void* self);
PEWTER_IMPORT void pewter_MTLComputePassDescriptor_setDispatchType_(const void* self, MTL::DispatchType dispatchType);

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ComputePassSampleBufferAttachmentDescriptor : public NS::Copying<ComputePassSampleBufferAttachmentDescriptor> {
 public:
  static ComputePassSampleBufferAttachmentDescriptor* alloc() {
    return static_cast<ComputePassSampleBufferAttachmentDescriptor*>(
        pewter_unsupported("MTLComputePassSampleBufferAttachmentDescriptor"));
  }

  ComputePassSampleBufferAttachmentDescriptor* init() {
    return Object::init<ComputePassSampleBufferAttachmentDescriptor>();
  }

  NS::UInteger endOfEncoderSampleIndex() const { return {}; }

  void setEndOfEncoderSampleIndex(NS::UInteger /*endOfEncoderSampleIndex*/) {}

  CounterSampleBuffer* sampleBuffer() const { return {}; }

  void setSampleBuffer(const CounterSampleBuffer* /*sampleBuffer*/) {}

  NS::UInteger startOfEncoderSampleIndex() const { return {}; }

  void setStartOfEncoderSampleIndex(NS::UInteger /*startOfEncoderSampleIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ComputePassSampleBufferAttachmentDescriptorArray
    : public NS::Referencing<ComputePassSampleBufferAttachmentDescriptorArray> {
 public:
  static ComputePassSampleBufferAttachmentDescriptorArray* alloc() {
    return static_cast<ComputePassSampleBufferAttachmentDescriptorArray*>(
        pewter_unsupported("MTLComputePassSampleBufferAttachmentDescriptorArray"));
  }

  ComputePassSampleBufferAttachmentDescriptorArray* init() {
    return Object::init<ComputePassSampleBufferAttachmentDescriptorArray>();
  }

  ComputePassSampleBufferAttachmentDescriptor* object(NS::UInteger /*attachmentIndex*/) { return {}; }

  void setObject(const ComputePassSampleBufferAttachmentDescriptor* /*attachment*/, NS::UInteger /*attachmentIndex*/) {}
};

/// How a compute encoder starts. Not thread-safe.
class ComputePassDescriptor : public NS::Copying<ComputePassDescriptor> {
 public:
  /// A new object, +1, for init().
  static ComputePassDescriptor* alloc() { return Object::alloc<ComputePassDescriptor>("MTLComputePassDescriptor"); }

  /// The object, ready to use.
  ComputePassDescriptor* init() { return Object::init<ComputePassDescriptor>(); }

  /// A new one, autoreleased.
  static ComputePassDescriptor* computePassDescriptor() {
    return static_cast<ComputePassDescriptor*>(pewter_MTLComputePassDescriptor_computePassDescriptor());
  }

  /// Serial (the default) or concurrent.
  DispatchType dispatchType() const { return pewter_MTLComputePassDescriptor_dispatchType(this); }

  /// Sets dispatchType().
  void setDispatchType(DispatchType dispatchType) {
    pewter_MTLComputePassDescriptor_setDispatchType_(this, dispatchType);
  }

  /// Not supported: null.
  ComputePassSampleBufferAttachmentDescriptorArray* sampleBufferAttachments() const {
    return static_cast<ComputePassSampleBufferAttachmentDescriptorArray*>(
        pewter_unsupported_call(this, "-[MTLComputePassDescriptor sampleBufferAttachments]"));
  }
};

}  // namespace MTL
