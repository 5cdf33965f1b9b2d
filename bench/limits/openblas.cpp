// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <vector>

#include "limits/limits.h"
#include "peers/dynamic_library.h"

namespace pewter::bench {
namespace {

constexpr int kRowMajor = 101, kNoTranspose = 111;  // of cblas.h

struct OpenBlas {
  void (*sgemm)(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float* a, int lda,
                const float* b, int ldb, float beta, float* c, int ldc);
  char* (*config)();
};

// Opened once, at the first use.
const Result<OpenBlas, std::string>& openblas() {
  static const auto loaded = []() -> Result<OpenBlas, std::string> {
    const auto library = DynamicLibrary::open("libopenblas.so.0");
    if (!library) return Failure{library.error()};
    OpenBlas functions;
    if (!library->find("cblas_sgemm", functions.sgemm) || !library->find("openblas_get_config", functions.config))
      return Failure{std::string("libopenblas.so.0 is not OpenBLAS")};
    return functions;
  }();
  return loaded;
}

}  // namespace

Result<Yardstick, std::string> openblas_gemm(std::size_t n) {
  const auto& blas = openblas();
  if (!blas) return Failure{blas.error()};
  struct Matrices {
    std::vector<float> a, b, c;
  };
  auto matrices = std::make_shared<Matrices>();
  matrices->a.assign(n * n, 0.5f);
  matrices->b.assign(n * n, 0.25f);
  matrices->c.assign(n * n, 0.0f);
  const auto run = [matrices, n, sgemm = blas->sgemm] {
    const int size = static_cast<int>(n);
    const auto start = std::chrono::steady_clock::now();
    sgemm(kRowMajor, kNoTranspose, kNoTranspose, size, size, size, 1, matrices->a.data(), size, matrices->b.data(),
          size, 0, matrices->c.data(), size);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  return Yardstick{"openblas", 2.0 * n * n * n, run};
}

std::string openblas_version() {
  const auto& blas = openblas();
  return blas ? blas->config() : "";
}

}  // namespace pewter::bench
