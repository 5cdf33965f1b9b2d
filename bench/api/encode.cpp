// SPDX-License-Identifier: Apache-2.0
// What recording costs one thread, with nothing run.
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <algorithm>
#include <chrono>
#include <memory>

#include "api/api_case.h"
#include "api/encode.h"
#include "peers/peer.h"

namespace pewter::bench {
namespace {

using Go = std::function<Result<double, std::string>()>;

constexpr int kDispatches = kCallsEncoded / 5;  // in a command buffer
constexpr NS::UInteger kThreads = 32;

struct Objects {
  NS::SharedPtr<MTL::Device> device;
  NS::SharedPtr<MTL::CommandQueue> queue;
  NS::SharedPtr<MTL::ComputePipelineState> pipeline;
  NS::SharedPtr<MTL::Buffer> left, right, sum;
};

Result<std::shared_ptr<Objects>, std::string> make_objects() {
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto source = read_kernel("add", "metal");
  if (!source) return Failure{source.error()};
  auto objects = std::make_shared<Objects>();
  objects->device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  if (!objects->device) return Failure{std::string("there is no Metal device")};
  objects->queue = NS::TransferPtr(objects->device->newCommandQueue());
  NS::Error* error = nullptr;
  auto library = NS::TransferPtr(
      objects->device->newLibrary(NS::String::string(source->c_str(), NS::UTF8StringEncoding), nullptr, &error));
  auto function = NS::TransferPtr(library->newFunction(NS::String::string("add", NS::UTF8StringEncoding)));
  objects->pipeline = NS::TransferPtr(objects->device->newComputePipelineState(function.get(), &error));
  if (!objects->pipeline)
    return Failure{std::string(error ? error->localizedDescription()->utf8String() : "no pipeline")};
  for (auto* buffer : {&objects->left, &objects->right, &objects->sum})
    *buffer = NS::TransferPtr(objects->device->newBuffer(kThreads * 4, MTL::ResourceStorageModeShared));
  return objects;
}

// Seconds for the dispatches alone, not for opening and ending the encoder.
double encode(const Objects& objects, MTL::CommandBuffer* commands) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kDispatches; ++i) {
    encoder->setComputePipelineState(objects.pipeline.get());
    encoder->setBuffer(objects.left.get(), 0, 0);
    encoder->setBuffer(objects.right.get(), 0, 1);
    encoder->setBuffer(objects.sum.get(), 0, 2);
    encoder->dispatchThreadgroups(MTL::Size(1, 1, 1), MTL::Size(kThreads, 1, 1));
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  encoder->endEncoding();
  return taken.count();
}

// What was encoded runs, and adds.
bool encodes_rightly(const Objects& objects) {
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  static_cast<float*>(objects.left->contents())[kThreads - 1] = 3;
  static_cast<float*>(objects.right->contents())[kThreads - 1] = 4;
  MTL::CommandBuffer* commands = objects.queue->commandBuffer();
  encode(objects, commands);
  commands->commit();
  commands->waitUntilCompleted();
  return static_cast<float*>(objects.sum->contents())[kThreads - 1] == 7;
}

Result<Go, std::string> prepare_encode() {
  auto objects = make_objects();
  if (!objects) return Failure{objects.error()};
  if (!encodes_rightly(**objects)) return Failure{std::string("wrong result: 3 + 4 is not 7")};
  return Go([objects = *objects]() -> Result<double, std::string> {
    auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    return encode(*objects, objects->queue->commandBuffer());  // never committed
  });
}

}  // namespace

Result<double, std::string> encode_once() {
  auto objects = make_objects();
  if (!objects) return Failure{objects.error()};
  if (!encodes_rightly(**objects)) return Failure{std::string("wrong result: 3 + 4 is not 7")};
  std::vector<double> seconds;
  for (int i = 0; i < 9; ++i) {
    auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    seconds.push_back(encode(**objects, (*objects)->queue->commandBuffer()));
  }
  std::ranges::sort(seconds);
  return seconds[seconds.size() / 2];
}

std::vector<ApiCase> encode_cases() {
  return {{"encode_dispatch", kMicroseconds, kDispatches, {{Target::Against::value, 0.3, 0.1}}, true, prepare_encode}};
}

}  // namespace pewter::bench
