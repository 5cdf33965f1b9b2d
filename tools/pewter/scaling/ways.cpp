// SPDX-License-Identifier: Apache-2.0
#include "scaling/ways.h"

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstring>
#include <mutex>
#include <thread>

namespace pewter::scaling {
namespace {

struct WayText {
  std::string_view name, description;
};
constexpr WayText kTexts[] = {
    {"lock-all", "one queue, one lock around encoding, commit and wait"},
    {"lock-encode", "one queue, one lock around encoding and commit"},
    {"own-buffers", "one queue, a command buffer for each product, no lock"},
    {"own-queues", "a queue for each thread, no lock"},
};

bool locks(Way way) { return way == Way::lock_all || way == Way::lock_encode; }

// The lock that frameworks put around Metal; does nothing where a way has none.
class Around {
 public:
  Around(std::mutex& mutex, bool locks) : lock_(mutex, std::defer_lock) {
    if (locks) lock_.lock();
  }

 private:
  std::unique_lock<std::mutex> lock_;
};

class Worker {
 public:
  Worker(Way way, MTL::CommandQueue* queue, std::mutex& mutex, const repro::Matmul& matmul, const Problem& problem,
         unsigned number)
      : way_(way), queue_(queue), mutex_(mutex), matmul_(matmul.for_thread()), problem_(problem), number_(number) {}

  // So many products by one command. What went wrong, or nothing.
  std::string multiply(unsigned products) {
    const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    Around all(mutex_, way_ == Way::lock_all);
    MTL::CommandBuffer* buffer = nullptr;
    {
      Around encode(mutex_, way_ == Way::lock_encode);
      buffer = queue_->commandBuffer();
      MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
      matmul_.encode(buffer, encoder, problem_.a(), problem_.b(), problem_.result(number_), problem_.size(), products);
      encoder->endEncoding();
      buffer->commit();
    }
    buffer->waitUntilCompleted();
    return buffer->status() == MTL::CommandBufferStatusCompleted ? std::string() : repro::text_of(buffer->error());
  }

 private:
  const Way way_;
  MTL::CommandQueue* queue_;
  std::mutex& mutex_;
  const repro::Matmul matmul_;
  const Problem& problem_;
  const unsigned number_;
};

}  // namespace

std::string_view name_of(Way way) { return kTexts[static_cast<unsigned>(way)].name; }
std::string_view description_of(Way way) { return kTexts[static_cast<unsigned>(way)].description; }

bool Problem::prepare(MTL::Device* device, std::uint32_t size, unsigned threads, unsigned batch, std::uint64_t seed) {
  if (!operands_.allocate(device, size)) return false;
  operands_.fill(seed);
  const auto make = [&] {
    return NS::TransferPtr(device->newBuffer(matrix_bytes() * batch, MTL::ResourceStorageModeShared));
  };
  left_ = make();
  if (!left_) return false;
  for (unsigned i = 0; i < batch; ++i)
    std::memcpy(static_cast<char*>(left_->contents()) + i * matrix_bytes(), operands_.a->contents(), matrix_bytes());
  results_.clear();
  while (results_.size() < threads) {
    results_.push_back(make());
    if (!results_.back()) return false;
  }
  return true;
}

std::string Problem::check_and_spoil(unsigned thread, unsigned matrices) {
  auto* results = static_cast<char*>(results_[thread]->contents());
  std::string problem;
  for (unsigned i = 0; i < matrices && problem.empty(); ++i) {
    double worst = 0;
    std::memcpy(operands_.c->contents(), results + i * matrix_bytes(), matrix_bytes());
    problem = operands_.verify(&worst);
  }
  operands_.spoil_result();
  for (unsigned i = 0; i < matrices; ++i)
    std::memcpy(results + i * matrix_bytes(), operands_.c->contents(), matrix_bytes());
  return problem;
}

Slice run(Way way, MTL::Device* device, const repro::Matmul& matmul, Problem& problem, unsigned threads,
          unsigned products, unsigned batch) {
  using Clock = std::chrono::steady_clock;
  const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto shared = NS::TransferPtr(device->newCommandQueue());
  std::mutex around, report;
  Slice slice;  // `problem` under report
  Clock::time_point began;
  std::barrier start(static_cast<std::ptrdiff_t>(threads), [&]() noexcept { began = Clock::now(); });
  const unsigned most = locks(way) ? 1 : batch;
  std::vector<std::thread> running;
  for (unsigned number = 0; number < threads; ++number) {
    running.emplace_back([&, number] {
      const auto own = way == Way::own_queues ? NS::TransferPtr(device->newCommandQueue()) : shared;
      Worker worker(way, own.get(), around, matmul, problem, number);
      std::string wrong = worker.multiply(1);  // does not count
      start.arrive_and_wait();
      for (unsigned left = products, now; left > 0 && wrong.empty(); left -= now)
        wrong = worker.multiply(now = std::min(left, most));
      if (wrong.empty()) return;
      const std::lock_guard lock(report);
      slice.problem = wrong;
    });
  }
  for (auto& thread : running) thread.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  slice.rate = threads * products / seconds;
  for (unsigned number = 0; number < threads && slice.problem.empty(); ++number)
    slice.problem = problem.check_and_spoil(number, std::min(products, most));
  return slice;
}

}  // namespace pewter::scaling
