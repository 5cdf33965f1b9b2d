// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "repro/matmul.h"
#include "repro/reference.h"

namespace pewter::repro {

// The matrices of one product, and what it must be.
struct Product {
  NS::SharedPtr<MTL::Buffer> a, b, c;
  std::uint32_t size = 0;
  std::vector<double> reference;  // empty: not to be verified
  std::optional<ErrorBound> bound;

  // False when the device has no memory for it.
  bool allocate(MTL::Device* device, std::uint32_t size);
  // Random contents by `seed`, and the product on the host.
  void fill(std::uint64_t seed);
  // Bytes of all ones are NaNs: an element that the kernel does not write cannot pass for last time's.
  void spoil_result();
  // What is wrong with the result, or nothing. `worst`: grows to the largest error, as a part of the bound.
  std::string verify(double* worst) const;
};

}  // namespace pewter::repro
