// SPDX-License-Identifier: Apache-2.0
// A program that ends as soon as an event says that its work is done, while a completed handler has yet to be called,
// or runs. What the handler touches is a static object, which exit() destroys.
#include <unistd.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>

static std::atomic<bool> exiting{false};

struct Framework {
  bool handled = false;
  ~Framework() {
    if (handled) return;
    std::puts("exit() destroyed what a handler was about to touch");
    std::fflush(stdout);
    _exit(1);
  }
};
static Framework framework;

int main() {
  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  MTL::Device* device = MTL::CreateSystemDefaultDevice();
  MTL::CommandQueue* queue = device->newCommandQueue();
  MTL::SharedEvent* event = device->newSharedEvent();

  MTL::CommandBuffer* commands = queue->commandBuffer();
  commands->encodeSignalEvent(event, 1);
  commands->addCompletedHandler([](MTL::CommandBuffer*) {
    while (!exiting) std::this_thread::yield();
    framework.handled = true;
  });
  commands->commit();
  std::atexit([] { exiting = true; });  // the last to be registered, the first to run
  const bool signalled = event->waitUntilSignaledValue(1, 10'000);
  pool->release();
  return signalled ? 0 : 2;
}
