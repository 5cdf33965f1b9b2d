// SPDX-License-Identifier: Apache-2.0
// In the style of a service: a queue a worker, argument structs over setBytes, a shared event for the hand-over, a heap.
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>

#include <cstring>
#include <iostream>
#include <thread>
#include <vector>

static const char* kSource = R"(#include <metal_stdlib>
using namespace metal;
struct Step { uint count; float factor; };
kernel void produce(device float* out [[buffer(0)]], constant Step& step [[buffer(1)]], uint i [[thread_position_in_grid]]) { if (i < step.count) out[i] = step.factor * i; }
kernel void total(device const float* in [[buffer(0)]], device float* out [[buffer(1)]], constant Step& step [[buffer(2)]],
                  uint l [[thread_index_in_threadgroup]], uint lane [[thread_index_in_simdgroup]], uint group [[simdgroup_index_in_threadgroup]]) {
  threadgroup float partial[32];
  float sum = 0;
  for (uint i = l; i < step.count; i += 256) sum += in[i];
  sum = simd_sum(sum);
  if (lane == 0) partial[group] = sum;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if (l == 0) { float all = 0; for (int n = 0; n < 8; ++n) all += partial[n]; out[0] = all; }
})";

struct Step {
  uint32_t count;
  float factor;
};

int main() {
  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  MTL::Device* device = MTL::CreateSystemDefaultDevice();
  NS::Error* error = nullptr;
  MTL::Library* library = device->newLibrary(NS::String::string(kSource, NS::UTF8StringEncoding), nullptr, &error);
  if (!library) {
    std::cerr << error->localizedDescription()->utf8String() << '\n';
    return 1;
  }
  auto make = [&](const char* name) {
    MTL::Function* function = library->newFunction(NS::String::string(name, NS::UTF8StringEncoding));
    MTL::ComputePipelineState* state = device->newComputePipelineState(function, &error);
    function->release();
    return state;
  };
  MTL::ComputePipelineState* produce = make("produce");
  MTL::ComputePipelineState* total = make("total");
  MTL::HeapDescriptor* descriptor = MTL::HeapDescriptor::alloc()->init();
  descriptor->setSize(1 << 20);
  descriptor->setStorageMode(MTL::StorageModeShared);
  MTL::Heap* heap = device->newHeap(descriptor);

  int bad = 0;
  std::vector<std::thread> workers;
  std::vector<float> results(4);
  for (int w = 0; w < 4; ++w)
    workers.emplace_back([&, w] {
      NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
      MTL::CommandQueue* producers = device->newCommandQueue();
      MTL::CommandQueue* consumers = device->newCommandQueue();
      MTL::Event* ready = device->newEvent();
      MTL::Buffer* data = heap->newBuffer(4000, MTL::ResourceStorageModeShared);  // of a heap: not tracked
      MTL::Buffer* sum = device->newBuffer(4, MTL::ResourceStorageModeShared);
      const Step step{1000, float(w + 1)};
      MTL::CommandBuffer* first = producers->commandBuffer();
      MTL::ComputeCommandEncoder* encoder = first->computeCommandEncoder();
      encoder->setComputePipelineState(produce);
      encoder->setBuffer(data, 0, 0);
      encoder->setBytes(&step, sizeof(step), 1);
      encoder->dispatchThreads(MTL::Size(1000, 1, 1), MTL::Size(128, 1, 1));
      encoder->endEncoding();
      first->encodeSignalEvent(ready, 1);
      MTL::CommandBuffer* second = consumers->commandBuffer();
      second->encodeWait(ready, 1);
      encoder = second->computeCommandEncoder();
      encoder->setComputePipelineState(total);
      encoder->setBuffer(data, 0, 0);
      encoder->setBuffer(sum, 0, 1);
      encoder->setBytes(&step, sizeof(step), 2);
      encoder->dispatchThreadgroups(MTL::Size(1, 1, 1), MTL::Size(256, 1, 1));
      encoder->endEncoding();
      second->commit();
      first->commit();
      second->waitUntilCompleted();
      std::memcpy(&results[size_t(w)], sum->contents(), 4);
      sum->release();
      data->release();
      ready->release();
      consumers->release();
      producers->release();
      inner->release();
    });
  for (auto& worker : workers) worker.join();
  for (int w = 0; w < 4; ++w) bad += results[size_t(w)] != 499500.f * float(w + 1);
  std::cout << bad << " of 4 sums are wrong\n";
  heap->release();
  descriptor->release();
  pool->release();
  return bad;
}
