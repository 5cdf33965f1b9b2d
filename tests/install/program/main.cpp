// SPDX-License-Identifier: Apache-2.0
// The smallest program that needs all of an installation: headers, library, compiler. Prints "ok" if the numbers are
// right.
#define NS_PRIVATE_IMPLEMENTATION
#define MTL_PRIVATE_IMPLEMENTATION
#define CA_PRIVATE_IMPLEMENTATION
#include <Metal/Metal.hpp>
#include <QuartzCore/QuartzCore.hpp>

#include <iostream>

std::string device_name(MTL::Device* device);  // other.cpp

int main() {
  NS::SharedPtr<NS::AutoreleasePool> pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  NS::SharedPtr<MTL::Device> device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  if (!device || device_name(device.get()).empty()) return std::cerr << "no device\n", 1;

  NS::String* source = NS::String::string(
      "kernel void twice(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) { x[i] *= 2; }",
      NS::UTF8StringEncoding);
  NS::Error* error = nullptr;
  NS::SharedPtr<MTL::Library> library = NS::TransferPtr(device->newLibrary(source, nullptr, &error));
  if (!library) return std::cerr << error->localizedDescription()->utf8String() << '\n', 1;
  NS::SharedPtr<MTL::Function> function = NS::TransferPtr(library->newFunction(MTLSTR("twice")));
  NS::SharedPtr<MTL::ComputePipelineState> pipeline =
      NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  if (!pipeline) return std::cerr << error->localizedDescription()->utf8String() << '\n', 1;

  const NS::UInteger count = 100;
  NS::SharedPtr<MTL::Buffer> buffer =
      NS::TransferPtr(device->newBuffer(count * sizeof(float), MTL::ResourceStorageModeShared));
  float* numbers = static_cast<float*>(buffer->contents());
  for (NS::UInteger i = 0; i < count; ++i) numbers[i] = float(i);

  NS::SharedPtr<MTL::CommandQueue> queue = NS::TransferPtr(device->newCommandQueue());
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline.get());
  encoder->setBuffer(buffer.get(), 0, 0);
  encoder->dispatchThreads(MTL::Size(count, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();

  for (NS::UInteger i = 0; i < count; ++i)
    if (numbers[i] != 2 * float(i)) return std::cerr << "number " << i << " is " << numbers[i] << '\n', 1;
  std::cout << "ok\n";
}
