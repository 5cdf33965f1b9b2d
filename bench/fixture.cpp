// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

#include <cstdlib>
#include <string_view>

namespace pewter::bench {

const char* const kAddSource = R"msl(
#include <metal_stdlib>
using namespace metal;
kernel void add(device const float* left [[buffer(0)]], device const float* right [[buffer(1)]],
                device float* sum [[buffer(2)]], uint index [[thread_position_in_grid]]) {
  sum[index] = left[index] + right[index];
}
)msl";

MTL::Device* device() {
  static MTL::Device* const device = MTL::CreateSystemDefaultDevice();
  return device;
}

MTL::CommandQueue* queue() {
  static MTL::CommandQueue* const queue = device()->newCommandQueue();
  return queue;
}

bool runs_kernels() {
  const char* executor = std::getenv("PEWTER_EXECUTOR");
  return !executor || std::string_view(executor) != "null";
}

NS::SharedPtr<MTL::ComputePipelineState> make_pipeline(benchmark::State& state, const std::string& source,
                                                       const char* kernel) {
  NS::Error* error = nullptr;
  auto library = NS::TransferPtr(
      device()->newLibrary(NS::String::string(source.c_str(), NS::UTF8StringEncoding), nullptr, &error));
  auto function = NS::TransferPtr(library->newFunction(NS::String::string(kernel, NS::UTF8StringEncoding)));
  auto pipeline = library ? NS::TransferPtr(device()->newComputePipelineState(function.get(), &error))
                          : NS::SharedPtr<MTL::ComputePipelineState>();
  if (!pipeline) state.SkipWithError(error ? error->localizedDescription()->utf8String() : "no pipeline");
  return pipeline;
}

NS::SharedPtr<MTL::Buffer> make_buffer(NS::UInteger bytes) {
  return NS::TransferPtr(device()->newBuffer(bytes, MTL::ResourceStorageModeShared));
}

}  // namespace pewter::bench
