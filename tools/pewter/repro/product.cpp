// SPDX-License-Identifier: Apache-2.0
#include "repro/product.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

namespace pewter::repro {
namespace {

float* floats(const NS::SharedPtr<MTL::Buffer>& buffer) { return static_cast<float*>(buffer->contents()); }

}  // namespace

bool Product::allocate(MTL::Device* device, std::uint32_t rows) {
  size = rows;
  for (auto* matrix : {&a, &b, &c}) {
    *matrix =
        NS::TransferPtr(device->newBuffer(NS::UInteger{size} * size * sizeof(float), MTL::ResourceStorageModeShared));
    if (!*matrix) return false;
  }
  return true;
}

void Product::fill(std::uint64_t seed) {
  const std::size_t count = std::size_t{size} * size;
  fill_random(floats(a), count, seed);
  fill_random(floats(b), count, seed + 1);
  reference = reference_product(floats(a), floats(b), size);
  bound.emplace(floats(a), floats(b), size);
}

void Product::spoil_result() { std::memset(c->contents(), 0xff, c->length()); }

std::string Product::verify(double* worst) const {
  const Comparison result = compare(floats(c), reference, *bound, size);
  *worst = std::max(*worst, result.worst);
  if (result.wrong == 0) return {};
  return fmt::format("{} of {} elements wrong, the first at row {}, column {}: {} instead of {}", result.wrong,
                     reference.size(), result.first_wrong / size, result.first_wrong % size,
                     floats(c)[result.first_wrong], reference[result.first_wrong]);
}

}  // namespace pewter::repro
