// SPDX-License-Identifier: Apache-2.0
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <QuartzCore/QuartzCore.hpp>
#include <cstdio>

extern "C" int has_memory(void);

// Outside of any function, too.
static const bool too_new = __builtin_available(macOS 15.6, iOS 18, *);

int version() {
  if (__builtin_available(macOS 26.2, iOS 26.2, tvOS 26.2, visionOS 26.2, *)) return 26;
  if (__builtin_available(iOS 18.0, macOS 15, *)) return 15;
  return 0;
}

int main() {
#ifdef __APPLE__
  return std::puts("the C library is not Apple's"), 1;
#endif
  if (!has_memory()) return std::puts("sysctl"), 1;
  bool on_ios_only = false;
  if (__builtin_available(iOS 99, *)) on_ios_only = true;
  if (version() != 15 || too_new || !on_ios_only) return std::puts("__builtin_available"), 1;

  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  NS::Error* error = nullptr;
  auto library = NS::TransferPtr(device->newLibrary(NS::String::string(LIBRARY, NS::UTF8StringEncoding), &error));
  if (!library) return std::puts(error->localizedDescription()->utf8String()), 1;
  auto function = NS::TransferPtr(library->newFunction(NS::String::string("twice", NS::UTF8StringEncoding)));
  auto pipeline = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  auto buffer = NS::TransferPtr(device->newBuffer(8 * sizeof(float), MTL::ResourceStorageModeShared));
  auto* values = static_cast<float*>(buffer->contents());
  for (int i = 0; i < 8; ++i) values[i] = i;
  auto* commands = NS::TransferPtr(device->newCommandQueue()).get()->commandBuffer();
  auto* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline.get());
  encoder->setBuffer(buffer.get(), 0, 0);
  encoder->dispatchThreads(MTL::Size(8, 1, 1), MTL::Size(8, 1, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  for (int i = 0; i < 8; ++i) {
    if (values[i] != 2 * i) return std::puts("wrong"), 1;
  }
  std::puts("ok");
}
