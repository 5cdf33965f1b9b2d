// SPDX-License-Identifier: Apache-2.0
// From source text to the first result, in a process that has compiled nothing before: with an empty cache, with one
// that other kernels have filled, and with one that holds this kernel.
#include <fmt/format.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "api/api_case.h"
#include "api/child_process.h"
#include "peers/peer.h"

namespace pewter::bench {
namespace {

using Go = std::function<Result<double, std::string>()>;
constexpr std::uint32_t kColumns = 1024;

// A directory that goes with its owner.
class TemporaryDirectory {
 public:
  TemporaryDirectory() : path_((std::filesystem::temp_directory_path() / "pewter-first-XXXXXX").string()) {
    if (!mkdtemp(path_.data())) path_.clear();
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// `number` makes a source that no other number makes.
Result<double, std::string> run_process(const std::string& cache, unsigned number) {
  return run_child(fmt::format("--first-dispatch={}", number), {"PEWTER_CACHE_DIR=" + cache});
}

Result<Go, std::string> prepare_cold() {
  return Go([]() -> Result<double, std::string> {
    const TemporaryDirectory cache;
    if (cache.path().empty()) return Failure{std::string("no directory for the cache")};
    return run_process(cache.path(), 0);
  });
}

// A cache that the first of the numbered sources has been through.
Result<std::shared_ptr<TemporaryDirectory>, std::string> used_cache() {
  auto cache = std::make_shared<TemporaryDirectory>();
  if (cache->path().empty()) return Failure{std::string("no directory for the cache")};
  if (auto filled = run_process(cache->path(), 0); !filled) return Failure{filled.error()};
  return cache;
}

Result<Go, std::string> prepare_new_kernel() {
  auto cache = used_cache();
  if (!cache) return Failure{cache.error()};
  return Go([cache = *cache, number = 0u]() mutable { return run_process(cache->path(), ++number); });
}

Result<Go, std::string> prepare_from_disk() {
  auto cache = used_cache();
  if (!cache) return Failure{cache.error()};
  return Go([cache = *cache] { return run_process(cache->path(), 0); });
}

int fail(const char* what, NS::Error* error) {
  std::printf("%s: %s\n", what, error ? error->localizedDescription()->utf8String() : "no reason given");
  return 1;
}

}  // namespace

// Softmax of one row of zeros: every element becomes 1 / kColumns.
int first_dispatch_process(unsigned number) {
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto text = read_kernel("softmax", "metal");
  if (!text) return fail(text.error().c_str(), nullptr);
  const std::string source = fmt::format("#define SIMD 1\n{}\nconstant uint kNumber = {};\n", *text, number);
  auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  if (!device) return fail("no Metal device", nullptr);
  auto queue = NS::TransferPtr(device->newCommandQueue());
  auto in = NS::TransferPtr(device->newBuffer(kColumns * 4, MTL::ResourceStorageModeShared));
  auto out = NS::TransferPtr(device->newBuffer(kColumns * 4, MTL::ResourceStorageModeShared));

  const auto start = std::chrono::steady_clock::now();
  NS::Error* error = nullptr;
  auto library =
      NS::TransferPtr(device->newLibrary(NS::String::string(source.c_str(), NS::UTF8StringEncoding), nullptr, &error));
  if (!library) return fail("library", error);
  auto function = NS::TransferPtr(library->newFunction(NS::String::string("softmax", NS::UTF8StringEncoding)));
  auto pipeline = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  if (!pipeline) return fail("pipeline", error);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline.get());
  encoder->setBuffer(in.get(), 0, 0);
  encoder->setBuffer(out.get(), 0, 1);
  encoder->setBytes(&kColumns, sizeof(kColumns), 2);
  encoder->dispatchThreadgroups(MTL::Size(1, 1, 1), MTL::Size(256, 1, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;

  if (commands->status() != MTL::CommandBufferStatusCompleted) return fail("command buffer", commands->error());
  for (std::uint32_t i = 0; i < kColumns; ++i) {
    const float value = static_cast<const float*>(out->contents())[i];
    if (!(std::abs(value - 1.0f / kColumns) < 1e-6f)) return fail("the result is wrong", nullptr);
  }
  std::printf("%.9f\n", taken.count());
  return 0;
}

std::vector<ApiCase> first_dispatch_cases() {
  const std::vector<Target> compile = {{Target::Against::value, 600, 200}}, load = {{Target::Against::value, 20, 5}};
  return {{"first_dispatch_empty_cache", kMilliseconds, 1, compile, false, prepare_cold},
          {"first_dispatch_new_kernel", kMilliseconds, 1, compile, false, prepare_new_kernel},
          {"first_dispatch_from_disk", kMilliseconds, 1, load, false, prepare_from_disk}};
}

}  // namespace pewter::bench
