// SPDX-License-Identifier: Apache-2.0
#include "repro/reference.h"

#include <algorithm>
#include <cmath>

namespace pewter::repro {

void fill_random(float* values, std::size_t count, std::uint64_t seed) {
  // splitmix64: small, and unlike <random>'s distributions it gives the same numbers with every standard library.
  std::uint64_t state = seed;
  for (std::size_t i = 0; i < count; ++i) {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    z ^= z >> 31;
    values[i] = static_cast<float>(static_cast<std::int64_t>(z >> 40) - (1 << 23)) / (1 << 23);
  }
}

std::vector<double> reference_product(const float* a, const float* b, std::uint32_t size) {
  // For each block of `kInner` rows of b, rows of the product are swept whole: b's block stays in the cache and the
  // innermost loop runs along rows, so the compiler turns it into vector code.
  constexpr std::size_t kInner = 32, kColumns = 512;
  const std::size_t n = size;
  std::vector<double> product(n * n, 0.0);
  for (std::size_t k0 = 0; k0 < n; k0 += kInner) {
    const std::size_t k1 = std::min(n, k0 + kInner);
    for (std::size_t j0 = 0; j0 < n; j0 += kColumns) {
      const std::size_t width = std::min(n, j0 + kColumns) - j0;
      for (std::size_t i = 0; i < n; ++i) {
        double* __restrict out = &product[i * n + j0];
        std::size_t k = k0;
        for (; k + 4 <= k1; k += 4) {  // four at once: one pass over `out` for four rows of b
          const double a0 = a[i * n + k], a1 = a[i * n + k + 1], a2 = a[i * n + k + 2], a3 = a[i * n + k + 3];
          const float* b0 = b + k * n + j0;
          const float* b1 = b0 + n;
          const float* b2 = b1 + n;
          const float* b3 = b2 + n;
          for (std::size_t j = 0; j < width; ++j) out[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
        }
        for (; k < k1; ++k) {
          const double left = a[i * n + k];
          for (std::size_t j = 0; j < width; ++j) out[j] += left * b[k * n + j0 + j];
        }
      }
    }
  }
  return product;
}

ErrorBound::ErrorBound(const float* a, const float* b, std::uint32_t size) : row_length_(size), column_length_(size) {
  const std::size_t n = size;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      row_length_[i] += static_cast<double>(a[i * n + j]) * a[i * n + j];
      column_length_[j] += static_cast<double>(b[i * n + j]) * b[i * n + j];
    }
  }
  const double nu = static_cast<double>(n) * 0x1p-24;
  for (double& length : row_length_) length = nu / (1 - nu) * std::sqrt(length);
  for (double& length : column_length_) length = std::sqrt(length);
}

Comparison compare(const float* product, const std::vector<double>& reference, const ErrorBound& bound,
                   std::uint32_t size) {
  Comparison result;
  for (std::uint32_t row = 0; row < size; ++row) {
    for (std::uint32_t column = 0; column < size; ++column) {
      const std::size_t index = static_cast<std::size_t>(row) * size + column;
      const double error = std::abs(product[index] - reference[index]);
      const double limit = bound.at(row, column);
      // Written so that a NaN counts as wrong.
      if (!(error <= limit)) {
        if (result.wrong++ == 0) result.first_wrong = index;
      } else if (limit > 0) {
        result.worst = std::max(result.worst, error / limit);
      }
    }
  }
  return result;
}

}  // namespace pewter::repro
