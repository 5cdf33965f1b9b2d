// SPDX-License-Identifier: Apache-2.0
// What it costs to be checked: the same work in a process of its own, as `pewter run --check=report` starts it.
#include <dlfcn.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "api/api_case.h"
#include "api/child_process.h"
#include "api/encode.h"
#include "peers/peer.h"

namespace pewter::bench {
namespace {

using Go = std::function<Result<double, std::string>()>;
constexpr int kProducts = 20;
constexpr std::uint32_t kSize = 1024;
inline const Unit kTimes = {"x", 1, false};

// Beside libpewter.so. Empty: there is none.
std::string preload_library() {
  Dl_info info;
  void* device = dlsym(RTLD_DEFAULT, "MTLCreateSystemDefaultDevice");
  if (!device || !dladdr(device, &info)) return {};
  const auto path = std::filesystem::canonical(info.dli_fname).parent_path() / "libpewter-preload.so";
  return std::filesystem::exists(path) ? path.string() : std::string();
}

std::vector<std::string> checked() { return {"PEWTER_CHECK=report", "LD_PRELOAD=" + preload_library()}; }

Result<Go, std::string> prepare_call() {
  if (preload_library().empty()) return Failure{std::string("libpewter-preload.so is not there")};
  return Go([] { return run_child("--checked=encode", checked()); });
}

// Checked time over unchecked time, one after the other.
Result<Go, std::string> prepare_matmul() {
  if (preload_library().empty()) return Failure{std::string("libpewter-preload.so is not there")};
  return Go([]() -> Result<double, std::string> {
    const auto plain = run_child("--checked=matmul", {"PEWTER_CHECK=off"});
    if (!plain) return plain;
    const auto watched = run_child("--checked=matmul", checked());
    if (!watched) return watched;
    return *watched / *plain;
  });
}

// Seconds for products of 1024, a command buffer each, after one that does not count.
Result<double, std::string> multiply() {
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto source = read_kernel("matmul_tiled", "metal");
  if (!source) return Failure{source.error()};
  auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  NS::Error* error = nullptr;
  const std::string text = "#define TILE 16\n" + *source;
  auto library =
      NS::TransferPtr(device->newLibrary(NS::String::string(text.c_str(), NS::UTF8StringEncoding), nullptr, &error));
  auto function = NS::TransferPtr(library->newFunction(NS::String::string("matmul", NS::UTF8StringEncoding)));
  auto pipeline = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  if (!pipeline) return Failure{std::string(error ? error->localizedDescription()->utf8String() : "no pipeline")};
  auto queue = NS::TransferPtr(device->newCommandQueue());
  NS::SharedPtr<MTL::Buffer> matrices[3];
  for (auto& matrix : matrices)
    matrix = NS::TransferPtr(device->newBuffer(std::size_t{kSize} * kSize * 4, MTL::ResourceStorageModeShared));
  std::chrono::steady_clock::time_point start;
  for (int i = 0; i <= kProducts; ++i) {
    if (i == 1) start = std::chrono::steady_clock::now();
    auto inner = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue->commandBuffer();
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    encoder->setComputePipelineState(pipeline.get());
    for (NS::UInteger m = 0; m < 3; ++m) encoder->setBuffer(matrices[m].get(), 0, m);
    encoder->setBytes(&kSize, sizeof(kSize), 3);
    encoder->dispatchThreadgroups(MTL::Size(kSize / 16, kSize / 16, 1), MTL::Size(16, 16, 1));
    encoder->endEncoding();
    commands->commit();
    commands->waitUntilCompleted();
    if (commands->status() != MTL::CommandBufferStatusCompleted) return Failure{std::string("a command buffer failed")};
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int checked_process(const std::string& what) {
  const auto seconds = what == "encode" ? encode_once() : multiply();
  if (!seconds) {
    std::printf("%s\n", seconds.error().c_str());
    return 1;
  }
  std::printf("%.9f\n", *seconds);
  return 0;
}

std::vector<ApiCase> checked_cases() {
  return {{"checked_call", kMicroseconds, kCallsEncoded, {{Target::Against::value, 1, 0.3}}, false, prepare_call},
          {"checked_matmul/1024", kTimes, 1, {{Target::Against::value, 1.05, 1.01}}, false, prepare_matmul}};
}

}  // namespace pewter::bench
