// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pewter::repro {

// Fills with values from [-1, 1) that depend on `seed` alone, the same on every machine.
void fill_random(float* values, std::size_t count, std::uint64_t seed);

// a * b summed in double on the host: what every product is compared with. Square, row-major, `size` rows. Uses one
// thread.
std::vector<double> reference_product(const float* a, const float* b, std::uint32_t size);

// How far a product in float may be from the exact one.
//
// A sum of n products in float, in any order and with any rounding of the intermediate results, differs from the exact
// sum by at most gamma(n) * sum |a_ik| |b_kj| with gamma(n) = n u / (1 - n u) and u = 2^-24; Cauchy and Schwarz bound
// that sum by the length of row i of a times the length of column j of b.
class ErrorBound {
 public:
  ErrorBound(const float* a, const float* b, std::uint32_t size);
  double at(std::uint32_t row, std::uint32_t column) const { return row_length_[row] * column_length_[column]; }

 private:
  std::vector<double> row_length_;  // gamma(n) is folded into these
  std::vector<double> column_length_;
};

struct Comparison {
  std::size_t wrong = 0;        // elements outside their bound, or not finite
  std::size_t first_wrong = 0;  // index of the first of them
  double worst = 0;             // largest error as a part of its bound; below 1 when nothing is wrong
};

Comparison compare(const float* product, const std::vector<double>& reference, const ErrorBound& bound,
                   std::uint32_t size);

}  // namespace pewter::repro
