// SPDX-License-Identifier: Apache-2.0
// Programs that crash by themselves, hang, or throw where nobody catches. Argument: which one.
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

MTL::Device* device;
MTL::CommandQueue* queue;

void some_work() {
  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  MTL::CommandBuffer* buffer = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
  encoder->endEncoding();
  buffer->commit();
  buffer->waitUntilCompleted();
  pool->release();
}

}  // namespace

// Exported, so that reports name them without debug information.
extern "C" __attribute__((noinline, visibility("default"))) void crash_at_null() {
  *static_cast<volatile int*>(nullptr) = 1;
}

extern "C" __attribute__((noinline, visibility("default"))) int crash_at_depth(int depth) {
  volatile char frame[4096];
  std::memset(const_cast<char*>(frame), depth, sizeof frame);
  return crash_at_depth(depth + 1) + frame[0];
}

namespace {

// The kernel's fault is not one that ends a command buffer with an error.
void run_a_kernel_that_traps() {
  constexpr const char* kSource = R"(#include <metal_stdlib>
kernel void trapping_kernel(device int* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  out[i] = 1;
  if (out[i] != 2)
    __builtin_trap();  // line 5
})";
  NS::Error* error = nullptr;
  MTL::Library* library = device->newLibrary(NS::String::string(kSource, NS::UTF8StringEncoding), nullptr, &error);
  if (!library) std::fputs(error->localizedDescription()->utf8String(), stderr);
  MTL::Function* function = library->newFunction(NS::String::string("trapping_kernel", NS::UTF8StringEncoding));
  MTL::ComputePipelineState* pipeline = device->newComputePipelineState(function, &error);
  MTL::Buffer* out = device->newBuffer(4096, MTL::ResourceStorageModeShared);
  MTL::CommandBuffer* buffer = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline);
  encoder->setBuffer(out, 0, 0);
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  buffer->commit();
  buffer->waitUntilCompleted();
}

[[noreturn]] void busy(bool calls) {
  for (;;) {
    if (calls) some_work();
    std::vector<std::string> garbage;
    for (int i = 0; i < 100; ++i) garbage.emplace_back(std::size_t(i * 7), 'x');
  }
}

}  // namespace

int main(int, char** arguments) {
  const std::string what = arguments[1];
  device = MTL::CreateSystemDefaultDevice();
  queue = device->newCommandQueue();
  some_work();
  if (what == "null_in_a_thread") std::thread(crash_at_null).join();
  if (what == "abort") std::abort();
  if (what == "overflow") return crash_at_depth(0);
  if (what == "overflow_in_a_thread") std::thread([] { crash_at_depth(0); }).join();
  if (what == "overflow_in_the_last_of_many_threads") {
    for (int i = 0; i < 500; ++i) std::thread([] {}).join();  // each gave its stack for signals back
    std::thread([] { crash_at_depth(0); }).join();
  }
  if (what == "kernel") run_a_kernel_that_traps();
  if (what == "allocating" || what == "calling") {
    std::vector<std::thread> others;
    for (int i = 0; i < 3; ++i) others.emplace_back(busy, what == "calling");
    std::thread([] {
      for (int i = 0; i < 20; ++i) some_work();
      crash_at_null();
    }).join();
  }
  if (what == "two_at_once") {
    std::thread first(crash_at_null), second(crash_at_null);
    first.join();
    second.join();
  }
  if (what == "throwing_handler") {
    MTL::CommandBuffer* buffer = queue->commandBuffer();
    buffer->addCompletedHandler([](MTL::CommandBuffer*) { throw std::runtime_error("out of luck"); });
    buffer->commit();
    std::this_thread::sleep_for(std::chrono::seconds(30));
  }
  if (what == "never_committed") queue->commandBuffer()->waitUntilCompleted();
  if (what == "queue_exhausted")
    for (;;) queue->commandBuffer()->retain();
  if (what == "signal_behind") {
    MTL::Event* event = device->newEvent();
    MTL::CommandBuffer* first = queue->commandBuffer();
    first->encodeWait(event, 1);
    first->commit();
    MTL::CommandBuffer* second = queue->commandBuffer();
    second->encodeSignalEvent(event, 1);
    second->commit();
    second->waitUntilCompleted();
  }
  if (what == "lock_in_the_way") {
    // Who is to commit wants the lock of who waits.
    static std::mutex mutex;
    MTL::CommandBuffer* buffer = nullptr;
    std::atomic<bool> made{false}, locked{false};
    std::thread other([&] {
      buffer = queue->commandBuffer();
      made = true;
      while (!locked) std::this_thread::yield();
      const std::lock_guard lock(mutex);
      buffer->commit();
    });
    const std::lock_guard lock(mutex);
    locked = true;
    while (!made) std::this_thread::yield();
    buffer->waitUntilCompleted();
  }
  return 3;
}
