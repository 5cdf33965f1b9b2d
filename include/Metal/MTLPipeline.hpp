// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class PipelineBufferDescriptor;
class PipelineBufferDescriptorArray;

_MTL_ENUM(NS::UInteger, Mutability){
    MutabilityDefault = 0,
    MutabilityMutable = 1,
    MutabilityImmutable = 2,
};

_MTL_ENUM(NS::Integer, ShaderValidation){
    ShaderValidationDefault = 0,
    ShaderValidationEnabled = 1,
    ShaderValidationDisabled = 2,
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class PipelineBufferDescriptor : public NS::Copying<PipelineBufferDescriptor> {
 public:
  static PipelineBufferDescriptor* alloc() {
    return static_cast<PipelineBufferDescriptor*>(pewter_unsupported("MTLPipelineBufferDescriptor"));
  }

  PipelineBufferDescriptor* init() { return Object::init<PipelineBufferDescriptor>(); }

  Mutability mutability() const { return {}; }

  void setMutability(Mutability /*mutability*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class PipelineBufferDescriptorArray : public NS::Referencing<PipelineBufferDescriptorArray> {
 public:
  static PipelineBufferDescriptorArray* alloc() {
    return static_cast<PipelineBufferDescriptorArray*>(pewter_unsupported("MTLPipelineBufferDescriptorArray"));
  }

  PipelineBufferDescriptorArray* init() { return Object::init<PipelineBufferDescriptorArray>(); }

  PipelineBufferDescriptor* object(NS::UInteger /*bufferIndex*/) { return {}; }

  void setObject(const PipelineBufferDescriptor* /*buffer*/, NS::UInteger /*bufferIndex*/) {}
};

}  // namespace MTL
