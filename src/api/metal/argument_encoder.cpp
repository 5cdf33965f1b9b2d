// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLArgumentEncoder.hpp"
#include "Metal/MTLDevice.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(ArgumentDescriptor, MTLArgumentDescriptor);

PEWTER_PROPERTY(ArgumentDescriptor, ArgumentDescriptor, MTL::DataType, dataType, setDataType_, runtime.data_type)
PEWTER_PROPERTY(ArgumentDescriptor, ArgumentDescriptor, NS::UInteger, index, setIndex_, runtime.index)
PEWTER_PROPERTY(ArgumentDescriptor, ArgumentDescriptor, NS::UInteger, arrayLength, setArrayLength_,
                runtime.array_length)
PEWTER_PROPERTY(ArgumentDescriptor, ArgumentDescriptor, MTL::BindingAccess, access, setAccess_, runtime.access)
PEWTER_PROPERTY(ArgumentDescriptor, ArgumentDescriptor, NS::UInteger, constantBlockAlignment,
                setConstantBlockAlignment_, runtime.constant_block_alignment)
PEWTER_PROPERTY(ArgumentDescriptor, ArgumentDescriptor, MTL::TextureType, textureType, setTextureType_, texture_type)

void* pewter_MTLArgumentDescriptor_argumentDescriptor() {
  return lend(foundation::make<Descriptor<ArgumentDescriptor>>());
}

void* pewter_MTLDevice_newArgumentEncoderWithArguments_(const void* object, const void* arguments) {
  constexpr const char* kSelector = "newArgumentEncoderWithArguments:";
  auto* self = cast<runtime::Device>(object, kSelector);
  auto* array = cast<foundation::Array>(arguments, kSelector);
  if (!self || !array) return nullptr;
  std::vector<runtime::ArgumentDescriptor> descriptors;
  for (const Ref<foundation::Object>& element : array->objects())
    descriptors.push_back(data_of<ArgumentDescriptor>(element.get(), kSelector).runtime);
  return give(self->new_argument_encoder(descriptors));
}

void* pewter_MTLDevice_newArgumentEncoderWithBufferBinding_(const void* object, const void* /*binding*/) {
  return pewter_unsupported_call(object, "-[MTLDevice newArgumentEncoderWithBufferBinding:]");
}

PEWTER_LABEL(ArgumentEncoder)
PEWTER_GET(ArgumentEncoder, void*, device, self->device())
PEWTER_GET(ArgumentEncoder, NS::UInteger, alignment, self->alignment())
PEWTER_GET(ArgumentEncoder, NS::UInteger, encodedLength, self->encoded_length())

void pewter_MTLArgumentEncoder_setArgumentBuffer_offset_(const void* object, const void* buffer, NS::UInteger offset) {
  if (auto* self = cast<runtime::ArgumentEncoder>(object, "setArgumentBuffer:offset:"))
    self->set_argument_buffer(cast<runtime::Buffer>(buffer, "setArgumentBuffer:offset:"), offset);
}

void pewter_MTLArgumentEncoder_setArgumentBuffer_startOffset_arrayElement_(const void* object, const void* buffer,
                                                                           NS::UInteger start_offset,
                                                                           NS::UInteger array_element) {
  constexpr const char* kSelector = "setArgumentBuffer:startOffset:arrayElement:";
  if (auto* self = cast<runtime::ArgumentEncoder>(object, kSelector))
    self->set_argument_buffer(cast<runtime::Buffer>(buffer, kSelector), start_offset, array_element);
}

void pewter_MTLArgumentEncoder_setBuffer_offset_atIndex_(const void* object, const void* buffer, NS::UInteger offset,
                                                         NS::UInteger index) {
  if (auto* self = cast<runtime::ArgumentEncoder>(object, "setBuffer:offset:atIndex:"))
    self->set_buffer(cast<runtime::Buffer>(buffer, "setBuffer:offset:atIndex:"), offset, index);
}

void pewter_MTLArgumentEncoder_setBuffers_offsets_withRange_(const void* object, const void* const* buffers,
                                                             const NS::UInteger* offsets, NS::Range range) {
  constexpr const char* kSelector = "setBuffers:offsets:withRange:";
  auto* self = cast<runtime::ArgumentEncoder>(object, kSelector);
  if (self && buffers && offsets)
    self->set_buffers(objects_of<runtime::Buffer>(buffers, range.length, kSelector), offsets, range_of(range));
}

void* pewter_MTLArgumentEncoder_constantDataAtIndex_(const void* object, NS::UInteger index) {
  auto* self = cast<runtime::ArgumentEncoder>(object, "constantDataAtIndex:");
  return self ? self->constant_data(index) : nullptr;
}

void* pewter_MTLArgumentEncoder_newArgumentEncoderForBufferAtIndex_(const void* object, NS::UInteger /*index*/) {
  return pewter_unsupported_call(object, "-[MTLArgumentEncoder newArgumentEncoderForBufferAtIndex:]");
}
