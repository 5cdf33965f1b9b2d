// SPDX-License-Identifier: Apache-2.0
// Per-thread mode: the same products the way that Metal asks for, a queue and command buffers for each thread.
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <mutex>
#include <thread>

#include "repro/product.h"
#include "repro/progress.h"
#include "repro/repro.h"

namespace pewter::repro {
namespace {

// Runs one product and compares it. Returns what is wrong with it, or nothing.
std::string one_product(MTL::CommandQueue* queue, const Matmul& matmul, Product& work, double* busy_seconds,
                        double* worst_error) {
  work.spoil_result();

  const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  MTL::CommandBuffer* buffer = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
  matmul.encode(buffer, encoder, work.a.get(), work.b.get(), work.c.get(), work.size);
  encoder->endEncoding();
  buffer->commit();
  buffer->waitUntilCompleted();
  if (buffer->status() != MTL::CommandBufferStatusCompleted) return text_of(buffer->error());
  *busy_seconds += buffer->GPUEndTime() - buffer->GPUStartTime();

  return work.verify(worst_error);
}

template <class Body>
void in_threads(unsigned count, const Body& body) {
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < count; ++i) threads.emplace_back([&body, i] { body(i); });
  for (auto& thread : threads) thread.join();
}

}  // namespace

PerThreadResult run_per_thread(const Settings& settings) {
  using Clock = std::chrono::steady_clock;
  PerThreadResult result;
  const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  result.setup_error = "no Metal device";
  const auto matmul = device ? Matmul::create(device.get(), settings.kernel, &result.setup_error) : std::nullopt;
  if (!matmul) return result;
  result.setup_error.clear();
  result.device = device->name()->utf8String();

  std::vector<Product> work(settings.threads);
  {
    Progress progress("references on the host", settings.threads, settings.json);
    std::atomic<bool> enough_memory = true;
    in_threads(settings.threads, [&](unsigned i) {
      const auto thread_pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
      if (work[i].allocate(device.get(), settings.size))
        work[i].fill(settings.seed + 2 * i);
      else
        enough_memory = false;
      progress.step();
    });
    if (!enough_memory) {
      result.setup_error = "the device has no memory for the matrices";
      return result;
    }
  }

  result.products = std::size_t{settings.threads} * settings.iterations;
  Progress progress("products", result.products, settings.json);
  std::mutex mutex;  // guards `result`
  Clock::time_point began;
  std::barrier start(static_cast<std::ptrdiff_t>(settings.threads), [&]() noexcept { began = Clock::now(); });
  in_threads(settings.threads, [&](unsigned i) {
    const auto queue = NS::TransferPtr(device->newCommandQueue());
    const Matmul mine = matmul->for_thread();
    start.arrive_and_wait();
    for (unsigned k = 0; k < settings.iterations; ++k) {
      double busy = 0, worst = 0;
      const std::string problem = one_product(queue.get(), mine, work[i], &busy, &worst);
      const std::lock_guard lock(mutex);
      result.busy_seconds += busy;
      if (problem.empty()) {
        ++result.verified;
        result.worst_error = std::max(result.worst_error, worst);
      } else {
        result.problems.push_back(fmt::format("thread {}, product {}: {}", i, k, problem));
      }
      progress.step();
    }
  });
  result.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  const double operations = 2.0 * settings.size * settings.size * settings.size * static_cast<double>(result.products);
  result.gflops = operations / result.seconds / 1e9;
  return result;
}

}  // namespace pewter::repro
