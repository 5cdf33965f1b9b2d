// SPDX-License-Identifier: Apache-2.0
// Products by MetalPerformanceShaders beside the libraries that multiply matrices, called directly, with as many
// threads of their own: how many times as long a product takes as with the better of them. The limit is measured in the
// same go. Each begins when the threads of those before it have stopped spinning: with a core less, a product on two
// takes twice as long.
#include <fmt/format.h>

#include <Foundation/Foundation.hpp>
#include <MetalPerformanceShaders/MetalPerformanceShaders.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <vector>

#include "api/api_case.h"
#include "peers/dynamic_library.h"
#include "support/rest.h"

namespace pewter::bench {
namespace {

using Go = std::function<Result<double, std::string>()>;
inline const Unit kTimes = {"x", 1, false};

constexpr double kSeconds = 0.02;  // that each of them runs in one go
constexpr std::chrono::milliseconds kRest{500};

// a * b for row-major squares of n floats.
using Multiply = std::function<void(std::int64_t n, const float* a, const float* b, float* c)>;

std::vector<Multiply> libraries() {
  std::vector<Multiply> found;
  if (const auto library = DynamicLibrary::open("libopenblas.so.0")) {
    void (*sgemm)(int, int, int, int, int, int, float, const float*, int, const float*, int, float, float*, int) =
        nullptr;
    if (library->find("cblas_sgemm", sgemm))
      found.push_back([sgemm](std::int64_t size, const float* a, const float* b, float* c) {
        const int n = static_cast<int>(size);
        sgemm(101, 111, 111, n, n, n, 1, a, n, b, n, 0, c, n);
      });
  }
  if (const auto library = DynamicLibrary::open("libdnnl.so.2")) {
    int (*sgemm)(char, char, std::int64_t, std::int64_t, std::int64_t, float, const float*, std::int64_t, const float*,
                 std::int64_t, float, float*, std::int64_t) = nullptr;
    if (library->find("dnnl_sgemm", sgemm))
      found.push_back([sgemm](std::int64_t n, const float* a, const float* b, float* c) {
        sgemm('N', 'N', n, n, n, 1, a, n, b, n, 0, c, n);
      });
  }
  return found;
}

double seconds_of(const std::function<void()>& body, int times) {
  wait_for_rest(kRest);
  body();  // wakes its threads
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < times; ++i) body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / times;
}

class Products {
 public:
  Products(NS::UInteger n, NS::UInteger matrices) : n_(n), matrices_(matrices) {
    auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    auto* descriptor = MPS::MatrixDescriptor::matrixDescriptor(n, n, matrices, n * 4, n * n * 4, MPS::DataTypeFloat32);
    for (auto* matrix : {&a_, &b_, &c_})
      *matrix = NS::TransferPtr(MPS::Matrix::alloc()->init(device_.get(), descriptor));
    kernel_ = NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(device_.get(), n, n, n));
    for (NS::UInteger i = 0; i < n * n * matrices; ++i) {
      floats(a_)[i] = static_cast<float>(i % 7) - 3;
      floats(b_)[i] = static_cast<float>(i % 5) - 2;
    }
  }

  void by_mps() {
    auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue_->commandBuffer();
    kernel_->encodeToCommandBuffer(commands, a_.get(), b_.get(), c_.get());
    commands->commit();
    commands->waitUntilCompleted();
  }
  void by(const Multiply& multiply) {
    for (NS::UInteger i = 0; i < matrices_; ++i) {
      const NS::UInteger at = i * n_ * n_;
      multiply(static_cast<std::int64_t>(n_), floats(a_) + at, floats(b_) + at, floats(c_) + at);
    }
  }

  // Small whole numbers, whose sums are exact: a few rows against sums in double.
  bool is_right() const {
    for (NS::UInteger row = 0; row < n_; row += std::max<NS::UInteger>(n_ / 4, 1))
      for (NS::UInteger column = 0; column < n_; ++column) {
        const NS::UInteger at = (matrices_ - 1) * n_ * n_;
        double sum = 0;
        for (NS::UInteger k = 0; k < n_; ++k)
          sum += static_cast<double>(floats(a_)[at + row * n_ + k]) * floats(b_)[at + k * n_ + column];
        if (floats(c_)[at + row * n_ + column] != sum) return false;
      }
    return true;
  }
  void spoil() { std::fill_n(floats(c_), n_ * n_ * matrices_, NAN); }

 private:
  static float* floats(const NS::SharedPtr<MPS::Matrix>& matrix) {
    return static_cast<float*>(matrix->data()->contents());
  }

  const NS::UInteger n_, matrices_;
  NS::SharedPtr<MTL::Device> device_ = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  NS::SharedPtr<MTL::CommandQueue> queue_ = NS::TransferPtr(device_->newCommandQueue());
  NS::SharedPtr<MPS::Matrix> a_, b_, c_;
  NS::SharedPtr<MPS::MatrixMultiplication> kernel_;
};

Result<Go, std::string> prepare(NS::UInteger n, NS::UInteger matrices) {
  const auto peers = libraries();
  if (peers.empty()) return Failure{std::string("neither OpenBLAS nor oneDNN is there")};
  auto products = std::make_shared<Products>(n, matrices);
  std::vector<std::function<void()>> ways = {[products] { products->by_mps(); }};
  for (const Multiply& peer : peers) ways.push_back([products, peer] { products->by(peer); });
  for (const auto& way : ways) {
    products->spoil();
    way();
    if (!products->is_right()) return Failure{std::string("wrong result")};
  }
  const int times = static_cast<int>(std::clamp(kSeconds / seconds_of(ways[0], 2), 1.0, 1000.0));
  return Go([ways, times]() -> Result<double, std::string> {
    std::vector<double> seconds;
    for (const auto& way : ways) seconds.push_back(seconds_of(way, times));
    return seconds[0] / *std::min_element(seconds.begin() + 1, seconds.end());
  });
}

ApiCase product(NS::UInteger n, NS::UInteger matrices, double at_most, double aim) {
  return {matrices == 1 ? fmt::format("mps_product/{}", n) : fmt::format("mps_products/{}x{}", matrices, n),
          kTimes,
          1,
          {{Target::Against::value, at_most, aim}},
          true,
          [=] { return prepare(n, matrices); }};
}

}  // namespace

// At most 1 / 0.9 and 1 / 0.95 times the better library's time; a batch of small ones has all cores, which libraries do
// not use for one.
std::vector<ApiCase> product_cases() {
  return {product(64, 500, 1, 0.7), product(256, 1, 1.11, 1), product(512, 1, 1.06, 1), product(1024, 1, 1.05, 1),
          product(2048, 1, 1.05, 1)};
}

}  // namespace pewter::bench
