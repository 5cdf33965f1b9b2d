// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class CounterSampleBuffer;
class ResourceStatePassDescriptor;
class ResourceStatePassSampleBufferAttachmentDescriptor;
class ResourceStatePassSampleBufferAttachmentDescriptorArray;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ResourceStatePassSampleBufferAttachmentDescriptor
    : public NS::Copying<ResourceStatePassSampleBufferAttachmentDescriptor> {
 public:
  static ResourceStatePassSampleBufferAttachmentDescriptor* alloc() {
    return static_cast<ResourceStatePassSampleBufferAttachmentDescriptor*>(
        pewter_unsupported("MTLResourceStatePassSampleBufferAttachmentDescriptor"));
  }

  ResourceStatePassSampleBufferAttachmentDescriptor* init() {
    return Object::init<ResourceStatePassSampleBufferAttachmentDescriptor>();
  }

  NS::UInteger endOfEncoderSampleIndex() const { return {}; }

  void setEndOfEncoderSampleIndex(NS::UInteger /*endOfEncoderSampleIndex*/) {}

  CounterSampleBuffer* sampleBuffer() const { return {}; }

  void setSampleBuffer(const CounterSampleBuffer* /*sampleBuffer*/) {}

  NS::UInteger startOfEncoderSampleIndex() const { return {}; }

  void setStartOfEncoderSampleIndex(NS::UInteger /*startOfEncoderSampleIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ResourceStatePassSampleBufferAttachmentDescriptorArray
    : public NS::Referencing<ResourceStatePassSampleBufferAttachmentDescriptorArray> {
 public:
  static ResourceStatePassSampleBufferAttachmentDescriptorArray* alloc() {
    return static_cast<ResourceStatePassSampleBufferAttachmentDescriptorArray*>(
        pewter_unsupported("MTLResourceStatePassSampleBufferAttachmentDescriptorArray"));
  }

  ResourceStatePassSampleBufferAttachmentDescriptorArray* init() {
    return Object::init<ResourceStatePassSampleBufferAttachmentDescriptorArray>();
  }

  ResourceStatePassSampleBufferAttachmentDescriptor* object(NS::UInteger /*attachmentIndex*/) { return {}; }

  void setObject(const ResourceStatePassSampleBufferAttachmentDescriptor* /*attachment*/,
                 NS::UInteger /*attachmentIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ResourceStatePassDescriptor : public NS::Copying<ResourceStatePassDescriptor> {
 public:
  static ResourceStatePassDescriptor* alloc() {
    return static_cast<ResourceStatePassDescriptor*>(pewter_unsupported("MTLResourceStatePassDescriptor"));
  }

  ResourceStatePassDescriptor* init() { return Object::init<ResourceStatePassDescriptor>(); }

  static ResourceStatePassDescriptor* resourceStatePassDescriptor() {
    return static_cast<ResourceStatePassDescriptor*>(pewter_unsupported("MTLResourceStatePassDescriptor"));
  }

  ResourceStatePassSampleBufferAttachmentDescriptorArray* sampleBufferAttachments() const { return {}; }
};

}  // namespace MTL
