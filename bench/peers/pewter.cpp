// SPDX-License-Identifier: Apache-2.0
// Pewter as a program uses it: through the public headers, from source text to waitUntilCompleted().
#include <fmt/format.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <chrono>
#include <cstdlib>

#include "peers/peer.h"

namespace pewter::bench {
namespace {

std::string text_of(NS::Error* error) {
  return error ? error->localizedDescription()->utf8String() : "Pewter gives no reason";
}

NS::String* string(const std::string& text) { return NS::String::string(text.c_str(), NS::UTF8StringEncoding); }

MTL::Size size(Extent extent) { return MTL::Size(extent.x, extent.y, extent.z); }

class PewterProgram final : public Program {
 public:
  static Result<std::unique_ptr<Program>, std::string> make(MTL::Device* device, MTL::CommandQueue* queue,
                                                            const Problem& problem) {
    auto source = read_kernel(problem.source, "metal");
    if (!source) return Failure{source.error()};
    std::string text;
    for (const std::string& define : problem.defines) {
      const auto equals = define.find('=');
      text += fmt::format("#define {} {}\n", define.substr(0, equals), define.substr(equals + 1));
    }
    auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    NS::Error* error = nullptr;
    auto library = NS::TransferPtr(device->newLibrary(string(text + *source), nullptr, &error));
    if (!library) return Failure{text_of(error)};

    auto program = std::make_unique<PewterProgram>(queue, problem);
    for (const Step& step : problem.steps) {
      auto function = NS::TransferPtr(library->newFunction(string(step.kernel)));
      if (!function) return Failure{fmt::format("{}.metal has no kernel {}", problem.source, step.kernel)};
      auto pipeline = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
      if (!pipeline) return Failure{text_of(error)};
      program->pipelines_.push_back(std::move(pipeline));
    }
    for (const std::size_t bytes : problem.buffers) {
      program->buffers_.push_back(NS::TransferPtr(device->newBuffer(bytes, MTL::ResourceStorageModeShared)));
      if (!program->buffers_.back()) return Failure{fmt::format("no memory for {} bytes", bytes)};
    }
    return std::unique_ptr<Program>(std::move(program));
  }

  PewterProgram(MTL::CommandQueue* queue, const Problem& problem) : queue_(queue), problem_(problem) {}

  std::span<std::byte> buffer(std::size_t index) override {
    return {static_cast<std::byte*>(buffers_[index]->contents()), problem_.buffers[index]};
  }

  Result<double, std::string> run(Portion portion) override {
    auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue_->commandBuffer();
    encode(commands, portion);
    const auto start = std::chrono::steady_clock::now();
    commands->commit();
    commands->waitUntilCompleted();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    if (commands->status() != MTL::CommandBufferStatusCompleted) return Failure{text_of(commands->error())};
    return taken.count();
  }

 private:
  void encode(MTL::CommandBuffer* commands, Portion portion) {
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    for (std::size_t i = 0; i < buffers_.size(); ++i) encoder->setBuffer(buffers_[i].get(), 0, i);
    if (!problem_.constants.empty())
      encoder->setBytes(problem_.constants.data(), problem_.constants.size() * 4, buffers_.size());
    for (std::uint32_t time = 0; time < problem_.repeat; ++time) {
      for (std::size_t i = 0; i < pipelines_.size(); ++i) {
        const Step& step = problem_.steps[i];
        encoder->setComputePipelineState(pipelines_[i].get());
        encoder->dispatchThreadgroups(size(groups_of(step, portion)), size(step.threads));
      }
    }
    encoder->endEncoding();
  }

  MTL::CommandQueue* queue_;
  Problem problem_;
  std::vector<NS::SharedPtr<MTL::ComputePipelineState>> pipelines_;
  std::vector<NS::SharedPtr<MTL::Buffer>> buffers_;
};

class PewterPeer final : public Peer {
 public:
  PewterPeer(NS::SharedPtr<MTL::Device> device, NS::SharedPtr<MTL::CommandQueue> queue)
      : device_(std::move(device)), queue_(std::move(queue)) {}

  const char* name() const override { return "pewter"; }
  std::string version() const override {
    const char* executor = std::getenv("PEWTER_EXECUTOR");
    return fmt::format("{}, executor {}", device_->name()->utf8String(), executor ? executor : "as by default");
  }
  Result<std::unique_ptr<Program>, std::string> prepare(const Problem& problem) override {
    return PewterProgram::make(device_.get(), queue_.get(), problem);
  }

 private:
  NS::SharedPtr<MTL::Device> device_;
  NS::SharedPtr<MTL::CommandQueue> queue_;
};

}  // namespace

Result<std::unique_ptr<Peer>, std::string> make_pewter() {
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  if (!device) return Failure{std::string("there is no Metal device")};
  auto queue = NS::TransferPtr(device->newCommandQueue());
  return std::unique_ptr<Peer>(std::make_unique<PewterPeer>(std::move(device), std::move(queue)));
}

}  // namespace pewter::bench
