// SPDX-License-Identifier: Apache-2.0
// Runs a kernel; with an argument, one that reads from where there is nothing. For debug_test.py.
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cstdio>

namespace {
const char* const kSource = R"(#include <metal_stdlib>
using namespace metal;
static float twice_exp(float x) {
  return exp(x) * 2.0f;
}
[[host_name("growth_of_things")]] kernel void growth(device float* out [[buffer(0)]],
                                                     device const float* in [[buffer(1)]],
                                                     uint i [[thread_position_in_grid]]) {
  float value = in[i];
  for (int round = 0; round < 4; ++round)
    value = twice_exp(value);
  out[i] = value;
}
)";
}  // namespace

int main(int count, char**) {
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  NS::Error* error = nullptr;
  auto library = NS::TransferPtr(device->newLibrary(NS::String::string(kSource, NS::UTF8StringEncoding), nullptr, &error));
  if (!library) return std::puts(error->localizedDescription()->utf8String()), 1;
  auto function = NS::TransferPtr(library->newFunction(NS::String::string("growth_of_things", NS::UTF8StringEncoding)));
  if (!function) return std::puts("no function"), 1;
  auto pipeline = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  if (!pipeline) return std::puts(error->localizedDescription()->utf8String()), 1;
  auto queue = NS::TransferPtr(device->newCommandQueue());
  auto buffer = NS::TransferPtr(device->newBuffer(64 * sizeof(float), MTL::ResourceStorageModeShared));
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline.get());
  encoder->setBuffer(buffer.get(), 0, 0);
  if (count < 2) encoder->setBuffer(buffer.get(), 0, 1);
  encoder->dispatchThreads(MTL::Size(64, 1, 1), MTL::Size(64, 1, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  std::puts(commands->status() == MTL::CommandBufferStatusCompleted ? "completed" : "failed");
  return 0;
}
