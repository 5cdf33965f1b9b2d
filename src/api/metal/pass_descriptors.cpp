// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLBlitPass.hpp"
#include "Metal/MTLComputePass.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(runtime::ComputePassDescriptor, MTLComputePassDescriptor);
PEWTER_DESCRIPTOR(BlitPassDescriptor, MTLBlitPassDescriptor);

PEWTER_PROPERTY(ComputePassDescriptor, runtime::ComputePassDescriptor, MTL::DispatchType, dispatchType,
                setDispatchType_, dispatch_type)

void* pewter_MTLComputePassDescriptor_computePassDescriptor() {
  return lend(foundation::make<Descriptor<runtime::ComputePassDescriptor>>());
}

void* pewter_MTLBlitPassDescriptor_blitPassDescriptor() {
  return lend(foundation::make<Descriptor<BlitPassDescriptor>>());
}
