// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "repro/product.h"
#include "scaling/scaling.h"

namespace pewter::scaling {

// One size of product: the same two matrices for all threads, a result for each. For batches the left one is there as
// often as a batch is long, and so are the results.
class Problem {
 public:
  // False when the device has no memory for it.
  bool prepare(MTL::Device* device, std::uint32_t size, unsigned threads, unsigned batch, std::uint64_t seed);

  std::uint32_t size() const { return operands_.size; }
  const MTL::Buffer* a() const { return left_.get(); }
  const MTL::Buffer* b() const { return operands_.b.get(); }
  const MTL::Buffer* result(unsigned thread) const { return results_[thread].get(); }

  // What is wrong with the first `matrices` of a thread's results, or nothing; and nothing of them is left for the next
  // slice.
  std::string check_and_spoil(unsigned thread, unsigned matrices);

 private:
  std::size_t matrix_bytes() const { return std::size_t{size()} * size() * sizeof(float); }

  repro::Product operands_;  // its own result is where others are checked
  NS::SharedPtr<MTL::Buffer> left_;
  std::vector<NS::SharedPtr<MTL::Buffer>> results_;
};

// Makes `products` products in each of `threads` threads, in ways without a lock `batch` to a command. Returns
// products a second of all together.
struct Slice {
  double rate = 0;
  std::string problem;
};
Slice run(Way way, MTL::Device* device, const repro::Matmul& matmul, Problem& problem, unsigned threads,
          unsigned products, unsigned batch);

}  // namespace pewter::scaling
