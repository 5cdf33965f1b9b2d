// SPDX-License-Identifier: Apache-2.0
#include "kernels/host_product.h"

#include <memory>

#include "host_data.h"

namespace pewter::bench {
namespace {

using Value = std::function<double(std::span<const std::byte>, std::size_t)>;

std::vector<double> read(std::span<const std::byte> block, std::size_t count, const Value& value) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = value(block, i);
  return values;
}

}  // namespace

std::function<std::string(const Memory&, const Memory&, Portion)> product_check(std::size_t n, Value value,
                                                                                double epsilon) {
  // Made once and kept for the other peers: the inputs are the same.
  auto product = std::make_shared<std::vector<double>>();
  return [=](const Memory& before, const Memory& after, Portion done) {
    if (product->empty()) {
      const auto a = read(before[0], n * n, value), b = read(before[1], n * n, value);
      product->assign(n * n, 0);
      for (std::size_t row = 0; row < n; ++row) {
        double* out = product->data() + row * n;
        for (std::size_t k = 0; k < n; ++k) {
          const double left = a[row * n + k];
          const double* right = b.data() + k * n;
          for (std::size_t column = 0; column < n; ++column) out[column] += left * right[column];
        }
      }
    }
    // Inputs are at most one in size: so is each of the n terms.
    const double allowed = epsilon * static_cast<double>(n);
    return first_difference(as<float>(after[2]), done.part(n) * n, {0, allowed},
                            [&](std::size_t i) { return (*product)[i]; });
  };
}

}  // namespace pewter::bench
