// SPDX-License-Identifier: Apache-2.0
#include "MetalPerformanceShaders/MPSNDArrayMatrixMultiplication.hpp"

#include "api/mps/support.h"

using namespace pewter;
using namespace pewter::api;

namespace {

std::vector<const mps::NDArray*> arrays_of(const void* array, const char* call) {
  std::vector<const mps::NDArray*> arrays;
  if (auto* objects = cast<foundation::Array>(array, call))
    for (const auto& object : objects->objects()) arrays.push_back(cast<mps::NDArray>(object.get(), call));
  return arrays;
}

}  // namespace

void* pewter_MPSNDArrayMatrixMultiplication_initWithDevice_sourceCount_(const void* object, const void* device,
                                                                        NS::UInteger count) {
  const char* call = "initWithDevice:sourceCount:";
  auto* self = cast<mps::NDArrayMatrixMultiplication>(object, call);
  return self ? initialised(self, self->init(cast<runtime::Device>(device, call), count, call)) : nullptr;
}

PEWTER_MPS_GET(NDArrayMatrixMultiplication, double, alpha, self->factors().alpha)
PEWTER_MPS_SET(NDArrayMatrixMultiplication, double, setAlpha, self->set_alpha(value))
PEWTER_MPS_GET(NDArrayMatrixMultiplication, double, beta, self->factors().beta)
PEWTER_MPS_SET(NDArrayMatrixMultiplication, double, setBeta, self->set_beta(value))

void* pewter_MPSNDArrayMultiaryKernel_encodeToCommandBuffer_sourceArrays_(const void* object, const void* commands,
                                                                          const void* sources) {
  const char* call = "encodeToCommandBuffer:sourceArrays:";
  auto* self = cast<mps::NDArrayMatrixMultiplication>(object, call);
  return self ? lend(self->encode(nullptr, cast<runtime::CommandBuffer>(commands, call), arrays_of(sources, call),
                                  nullptr, call))
              : nullptr;
}

void pewter_MPSNDArrayMultiaryKernel_encodeToCommandEncoder_commandBuffer_sourceArrays_destinationArray_(
    const void* object, const void* encoder, const void* commands, const void* sources, const void* destination) {
  const char* call = "encodeToCommandEncoder:commandBuffer:sourceArrays:destinationArray:";
  if (auto* self = cast<mps::NDArrayMatrixMultiplication>(object, call))
    self->encode_to(cast<runtime::ComputeCommandEncoder>(encoder, call), cast<runtime::CommandBuffer>(commands, call),
                    arrays_of(sources, call), cast<mps::NDArray>(destination, call), call);
}

void pewter_MPSNDArrayMultiaryKernel_encodeToCommandBuffer_sourceArrays_destinationArray_(const void* object,
                                                                                          const void* commands,
                                                                                          const void* sources,
                                                                                          const void* destination) {
  const char* call = "encodeToCommandBuffer:sourceArrays:destinationArray:";
  if (auto* self = cast<mps::NDArrayMatrixMultiplication>(object, call))
    self->encode_to(nullptr, cast<runtime::CommandBuffer>(commands, call), arrays_of(sources, call),
                    cast<mps::NDArray>(destination, call), call);
}
