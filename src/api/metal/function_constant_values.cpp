// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLFunctionConstantValues.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

using Values = runtime::FunctionConstantValues;

PEWTER_DESCRIPTOR(Values, MTLFunctionConstantValues);

void pewter_MTLFunctionConstantValues_setConstantValue_type_atIndex_(const void* object, const void* value,
                                                                     MTL::DataType type, NS::UInteger index) {
  auto* self = cast<Descriptor<Values>>(object, "setConstantValue:type:atIndex:");
  if (self && value) self->data.set(value, type, index);
}

void pewter_MTLFunctionConstantValues_setConstantValue_type_withName_(const void* object, const void* value,
                                                                      MTL::DataType type, const void* name) {
  auto* self = cast<Descriptor<Values>>(object, "setConstantValue:type:withName:");
  if (self && value) self->data.set(value, type, text_of(name));
}

void pewter_MTLFunctionConstantValues_setConstantValues_type_withRange_(const void* object, const void* values,
                                                                        MTL::DataType type, NS::Range range) {
  auto* self = cast<Descriptor<Values>>(object, "setConstantValues:type:withRange:");
  if (!self || !values) return;
  const std::uint64_t stride = runtime::data_type_info(type).size;
  for (std::uint64_t i = 0; i < range.length; ++i)
    self->data.set(static_cast<const std::byte*>(values) + i * stride, type, range.location + i);
}

void pewter_MTLFunctionConstantValues_reset(const void* object) {
  if (auto* self = cast<Descriptor<Values>>(object, "reset")) self->data.reset();
}
