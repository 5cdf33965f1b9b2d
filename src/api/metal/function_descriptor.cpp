// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLFunctionDescriptor.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(FunctionDescriptor, MTLFunctionDescriptor);

PEWTER_TEXT_PROPERTY(FunctionDescriptor, FunctionDescriptor, name, setName_, runtime.name)
PEWTER_TEXT_PROPERTY(FunctionDescriptor, FunctionDescriptor, specializedName, setSpecializedName_,
                     runtime.specialized_name)
PEWTER_PROPERTY(FunctionDescriptor, FunctionDescriptor, MTL::FunctionOptions, options, setOptions_, runtime.options)
PEWTER_OBJECT_PROPERTY(FunctionDescriptor, FunctionDescriptor, Descriptor<runtime::FunctionConstantValues>,
                       constantValues, setConstantValues_, constants)
PEWTER_OBJECT_PROPERTY(FunctionDescriptor, FunctionDescriptor, foundation::Array, binaryArchives, setBinaryArchives_,
                       binary_archives)

void* pewter_MTLFunctionDescriptor_functionDescriptor() {
  return lend(foundation::make<Descriptor<FunctionDescriptor>>());
}

runtime::FunctionDescriptor pewter::api::FunctionDescriptor::resolved() const {
  runtime::FunctionDescriptor result = runtime;
  if (constants) result.constants = constants->data;
  result.specialize = constants != nullptr;
  return result;
}
