// SPDX-License-Identifier: Apache-2.0
#include "MetalPerformanceShaders/MPSKernel.hpp"

#include "api/mps/support.h"

using namespace pewter;
using namespace pewter::api;

bool pewter_MPSSupportsMTLDevice(const void* device) {
  return cast<runtime::Device>(device, "MPSSupportsMTLDevice") != nullptr;
}

PEWTER_MPS_GET(Kernel, void*, device, self->device())
PEWTER_MPS_GET(Kernel, void*, label, lend_label(self->label()))
PEWTER_MPS_SET(Kernel, const void*, setLabel, self->set_label(text_of(value)))
PEWTER_MPS_GET(Kernel, MPS::KernelOptions, options, self->options())
PEWTER_MPS_SET(Kernel, MPS::KernelOptions, setOptions, self->set_options(value))
