// SPDX-License-Identifier: Apache-2.0
// In the style of a first metal-cpp program: one file, implementation macros, raw pointers, source in a string.
#define NS_PRIVATE_IMPLEMENTATION
#define CA_PRIVATE_IMPLEMENTATION
#define MTL_PRIVATE_IMPLEMENTATION
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <QuartzCore/QuartzCore.hpp>

#include <cstdio>
#include <cstdlib>

static const char* kShader = R"(
    #include <metal_stdlib>
    using namespace metal;
    kernel void add_arrays(device const float* inA, device const float* inB, device float* result, uint index [[thread_position_in_grid]])
    {
        result[index] = inA[index] + inB[index];
    }
)";

int main() {
  NS::AutoreleasePool* pPool = NS::AutoreleasePool::alloc()->init();
  MTL::Device* pDevice = MTL::CreateSystemDefaultDevice();
  if (!pDevice) {
    std::puts("no device");
    return 1;
  }

  NS::Error* pError = nullptr;
  MTL::Library* pLibrary = pDevice->newLibrary(NS::String::string(kShader, NS::StringEncoding::UTF8StringEncoding), nullptr, &pError);
  if (!pLibrary) {
    std::printf("%s\n", pError->localizedDescription()->utf8String());
    return 1;
  }
  MTL::Function* pFunction = pLibrary->newFunction(NS::String::string("add_arrays", NS::UTF8StringEncoding));
  MTL::ComputePipelineState* pPipeline = pDevice->newComputePipelineState(pFunction, &pError);
  MTL::CommandQueue* pQueue = pDevice->newCommandQueue();

  constexpr unsigned kCount = 1 << 16;
  MTL::Buffer* pA = pDevice->newBuffer(kCount * sizeof(float), MTL::ResourceStorageModeShared);
  MTL::Buffer* pB = pDevice->newBuffer(kCount * sizeof(float), MTL::ResourceStorageModeShared);
  MTL::Buffer* pResult = pDevice->newBuffer(kCount * sizeof(float), MTL::ResourceStorageModeShared);
  for (unsigned i = 0; i < kCount; ++i) {
    reinterpret_cast<float*>(pA->contents())[i] = float(i);
    reinterpret_cast<float*>(pB->contents())[i] = float(kCount - i);
  }

  MTL::CommandBuffer* pCommands = pQueue->commandBuffer();
  MTL::ComputeCommandEncoder* pEncoder = pCommands->computeCommandEncoder();
  pEncoder->setComputePipelineState(pPipeline);
  pEncoder->setBuffer(pA, 0, 0);
  pEncoder->setBuffer(pB, 0, 1);
  pEncoder->setBuffer(pResult, 0, 2);
  NS::UInteger groupSize = pPipeline->maxTotalThreadsPerThreadgroup();
  if (groupSize > kCount) groupSize = kCount;
  pEncoder->dispatchThreads(MTL::Size::Make(kCount, 1, 1), MTL::Size::Make(groupSize, 1, 1));
  pEncoder->endEncoding();
  pCommands->commit();
  pCommands->waitUntilCompleted();

  for (unsigned i = 0; i < kCount; ++i)
    if (reinterpret_cast<float*>(pResult->contents())[i] != float(kCount)) {
      std::printf("wrong at %u\n", i);
      return 1;
    }
  std::puts("all sums are right");

  pResult->release();
  pB->release();
  pA->release();
  pQueue->release();
  pPipeline->release();
  pFunction->release();
  pLibrary->release();
  pDevice->release();
  pPool->release();
  return 0;
}
