// SPDX-License-Identifier: Apache-2.0
// Per-thread mode: the same products the way that Metal asks for, a queue and command buffers for each thread.
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstring>
#include <mutex>
#include <thread>

#include "repro/matmul.h"
#include "repro/progress.h"
#include "repro/reference.h"
#include "repro/repro.h"

namespace pewter::repro {
namespace {

// One thread's matrices and what their product must be.
struct Work {
  NS::SharedPtr<MTL::Buffer> a, b, c;
  std::vector<double> reference;
  std::optional<ErrorBound> bound;
};

float* floats(const NS::SharedPtr<MTL::Buffer>& buffer) { return static_cast<float*>(buffer->contents()); }

// False when the device has no memory for it.
bool prepare(MTL::Device* device, const Settings& settings, unsigned thread, Work* work) {
  const std::size_t count = std::size_t{settings.size} * settings.size;
  for (auto* matrix : {&work->a, &work->b, &work->c}) {
    *matrix = NS::TransferPtr(device->newBuffer(count * sizeof(float), MTL::ResourceStorageModeShared));
    if (!*matrix) return false;
  }
  fill_random(floats(work->a), count, settings.seed + 2 * thread);
  fill_random(floats(work->b), count, settings.seed + 2 * thread + 1);
  work->reference = reference_product(floats(work->a), floats(work->b), settings.size);
  work->bound.emplace(floats(work->a), floats(work->b), settings.size);
  return true;
}

// Runs one product and compares it. Returns what is wrong with it, or nothing.
std::string one_product(MTL::CommandQueue* queue, const Matmul& matmul, const Work& work, const Settings& settings,
                        double* busy_seconds, double* worst_error) {
  // Bytes of all ones are NaNs: an element that the kernel does not write cannot pass for last time's.
  std::memset(work.c->contents(), 0xff, work.c->length());

  const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  MTL::CommandBuffer* buffer = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
  matmul.encode(encoder, work.a.get(), work.b.get(), work.c.get(), settings.size);
  encoder->endEncoding();
  buffer->commit();
  buffer->waitUntilCompleted();
  if (buffer->status() != MTL::CommandBufferStatusCompleted) return text_of(buffer->error());
  *busy_seconds += buffer->GPUEndTime() - buffer->GPUStartTime();

  const Comparison result = compare(floats(work.c), work.reference, *work.bound, settings.size);
  *worst_error = std::max(*worst_error, result.worst);
  if (result.wrong == 0) return {};
  return fmt::format("{} of {} elements wrong, the first at row {}, column {}: {} instead of {}", result.wrong,
                     work.reference.size(), result.first_wrong / settings.size, result.first_wrong % settings.size,
                     floats(work.c)[result.first_wrong], work.reference[result.first_wrong]);
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
  const auto matmul = device ? Matmul::create(device.get(), &result.setup_error) : std::nullopt;
  if (!matmul) return result;
  result.setup_error.clear();
  result.device = device->name()->utf8String();

  std::vector<Work> work(settings.threads);
  {
    Progress progress("references on the host", settings.threads, settings.json);
    std::atomic<bool> enough_memory = true;
    in_threads(settings.threads, [&](unsigned i) {
      const auto thread_pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
      if (!prepare(device.get(), settings, i, &work[i])) enough_memory = false;
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
    start.arrive_and_wait();
    for (unsigned k = 0; k < settings.iterations; ++k) {
      double busy = 0, worst = 0;
      const std::string problem = one_product(queue.get(), *matmul, work[i], settings, &busy, &worst);
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
