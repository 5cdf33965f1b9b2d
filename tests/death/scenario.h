// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <functional>
#include <vector>

// What `misuse` can do: a table for each part of the API.
namespace misuse {

struct Context {
  Context() = default;
  Context(const Context&) = delete;
  ~Context() {
    buffer->release();
    event->release();
    queue->release();
    device->release();
  }

  MTL::Device* device = MTL::CreateSystemDefaultDevice();
  MTL::CommandQueue* queue = device->newCommandQueue();
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::Event* event = device->newEvent();
  MTL::Buffer* buffer = device->newBuffer(4096, MTL::ResourceStorageModeShared);
  MTL::ComputeCommandEncoder* encoder = nullptr;  // where a scenario prepares one
};

struct Scenario {
  const char* name;
  std::function<void(Context&)> prepare;  // on the main thread
  std::function<void(Context&)> misuse;   // on every thread, all at once
};

const std::vector<Scenario>& command_scenarios();
const std::vector<Scenario>& product_scenarios();

}  // namespace misuse
