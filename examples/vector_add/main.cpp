// SPDX-License-Identifier: Apache-2.0
// The smallest whole Metal program: adds two vectors on the device.
//
//   vector_add [path of vector_add.metal]
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace {

constexpr NS::UInteger kCount = 1'000'000;

std::string read_file(const char* path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

int fail(const char* what, NS::Error* error) {
  std::fprintf(stderr, "vector_add: %s: %s\n", what,
               error ? error->localizedDescription()->utf8String() : "no reason given");
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const char* path = argc > 1 ? argv[1] : VECTOR_ADD_METAL;

  // Methods whose names do not begin with new, alloc or copy give out objects that the pool of this thread releases at
  // its end. Those that do give out a reference that is ours: SharedPtr releases it.
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());

  // From source text to a pipeline: what can fail says why in an NS::Error.
  NS::Error* error = nullptr;
  auto source = NS::String::string(read_file(path).c_str(), NS::UTF8StringEncoding);
  auto library = NS::TransferPtr(device->newLibrary(source, nullptr, &error));
  if (!library) return fail(path, error);
  auto function = NS::TransferPtr(library->newFunction(NS::String::string("vector_add", NS::UTF8StringEncoding)));
  auto pipeline = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  if (!pipeline) return fail("vector_add", error);

  // Shared memory: the host and the device see the same bytes.
  const NS::UInteger bytes = kCount * sizeof(float);
  auto left = NS::TransferPtr(device->newBuffer(bytes, MTL::ResourceStorageModeShared));
  auto right = NS::TransferPtr(device->newBuffer(bytes, MTL::ResourceStorageModeShared));
  auto sum = NS::TransferPtr(device->newBuffer(bytes, MTL::ResourceStorageModeShared));
  auto* left_values = static_cast<float*>(left->contents());
  auto* right_values = static_cast<float*>(right->contents());
  for (NS::UInteger i = 0; i < kCount; ++i) {
    left_values[i] = static_cast<float>(i);
    right_values[i] = static_cast<float>(2 * i);
  }

  // Commands are written into a command buffer through an encoder, and run after commit().
  auto queue = NS::TransferPtr(device->newCommandQueue());
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline.get());
  encoder->setBuffer(left.get(), 0, 0);
  encoder->setBuffer(right.get(), 0, 1);
  encoder->setBuffer(sum.get(), 0, 2);
  encoder->dispatchThreads(MTL::Size(kCount, 1, 1), MTL::Size(256, 1, 1));  // a thread an element, 256 to a threadgroup
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  if (commands->status() != MTL::CommandBufferStatusCompleted) return fail("the command buffer", commands->error());

  const auto* values = static_cast<const float*>(sum->contents());
  for (NS::UInteger i = 0; i < kCount; ++i) {
    if (values[i] != left_values[i] + right_values[i]) {
      std::fprintf(stderr, "vector_add: element %lu is %g instead of %g\n", static_cast<unsigned long>(i), values[i],
                   left_values[i] + right_values[i]);
      return 1;
    }
  }
  std::printf("vector_add: %lu sums, all right, on %s\n", static_cast<unsigned long>(kCount),
              device->name()->utf8String());
  return 0;
}
