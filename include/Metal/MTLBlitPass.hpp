// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class BlitPassDescriptor;
class BlitPassSampleBufferAttachmentDescriptor;
class BlitPassSampleBufferAttachmentDescriptorArray;
class CounterSampleBuffer;

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLBlitPassDescriptor_blitPassDescriptor();

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class BlitPassSampleBufferAttachmentDescriptor : public NS::Copying<BlitPassSampleBufferAttachmentDescriptor> {
 public:
  static BlitPassSampleBufferAttachmentDescriptor* alloc() {
    return static_cast<BlitPassSampleBufferAttachmentDescriptor*>(
        pewter_unsupported("MTLBlitPassSampleBufferAttachmentDescriptor"));
  }

  BlitPassSampleBufferAttachmentDescriptor* init() { return Object::init<BlitPassSampleBufferAttachmentDescriptor>(); }

  NS::UInteger endOfEncoderSampleIndex() const { return {}; }

  void setEndOfEncoderSampleIndex(NS::UInteger /*endOfEncoderSampleIndex*/) {}

  CounterSampleBuffer* sampleBuffer() const { return {}; }

  void setSampleBuffer(const CounterSampleBuffer* /*sampleBuffer*/) {}

  NS::UInteger startOfEncoderSampleIndex() const { return {}; }

  void setStartOfEncoderSampleIndex(NS::UInteger /*startOfEncoderSampleIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class BlitPassSampleBufferAttachmentDescriptorArray
    : public NS::Referencing<BlitPassSampleBufferAttachmentDescriptorArray> {
 public:
  static BlitPassSampleBufferAttachmentDescriptorArray* alloc() {
    return static_cast<BlitPassSampleBufferAttachmentDescriptorArray*>(
        pewter_unsupported("MTLBlitPassSampleBufferAttachmentDescriptorArray"));
  }

  BlitPassSampleBufferAttachmentDescriptorArray* init() {
    return Object::init<BlitPassSampleBufferAttachmentDescriptorArray>();
  }

  BlitPassSampleBufferAttachmentDescriptor* object(NS::UInteger /*attachmentIndex*/) { return {}; }

  void setObject(const BlitPassSampleBufferAttachmentDescriptor* /*attachment*/, NS::UInteger /*attachmentIndex*/) {}
};

/// How a blit encoder starts. Not thread-safe.
class BlitPassDescriptor : public NS::Copying<BlitPassDescriptor> {
 public:
  /// A new object, +1, for init().
  static BlitPassDescriptor* alloc() { return Object::alloc<BlitPassDescriptor>("MTLBlitPassDescriptor"); }

  /// The object, ready to use.
  BlitPassDescriptor* init() { return Object::init<BlitPassDescriptor>(); }

  /// A new one, autoreleased.
  static BlitPassDescriptor* blitPassDescriptor() {
    return static_cast<BlitPassDescriptor*>(pewter_MTLBlitPassDescriptor_blitPassDescriptor());
  }

  /// Not supported: null.
  BlitPassSampleBufferAttachmentDescriptorArray* sampleBufferAttachments() const {
    return static_cast<BlitPassSampleBufferAttachmentDescriptorArray*>(
        pewter_unsupported_call(this, "-[MTLBlitPassDescriptor sampleBufferAttachments]"));
  }
};

}  // namespace MTL
