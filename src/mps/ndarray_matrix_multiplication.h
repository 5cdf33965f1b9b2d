// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "mps/kernel.h"
#include "mps/ndarray.h"

namespace pewter::mps {

// MPSNDArrayMatrixMultiplication: destination = alpha * a * b + beta * c for each matrix of four-dimensional arrays;
// without c for two sources. A matrix is dimensions 1 (rows) and 0 (columns). A source whose dimension 2 or 3 has
// length 1 serves for all.
class NDArrayMatrixMultiplication final : public Kernel {
 public:
  static const foundation::ClassRecord kClass;

  NDArrayMatrixMultiplication() : Kernel(kClass) {}
  NDArrayMatrixMultiplication(const NDArrayMatrixMultiplication& other)
      : Kernel(kClass, other), sources_(other.sources_), factors_(other.factors_) {}

  bool init(runtime::Device* device, std::uint64_t sources, const char* call);  // 2 or 3

  const Factors& factors() const { return factors_; }
  void set_alpha(double alpha);
  void set_beta(double beta);

  // Into `encoder`, or where that is null into one of its own.
  void encode_to(runtime::ComputeCommandEncoder* encoder, runtime::CommandBuffer* commands,
                 const std::vector<const NDArray*>& sources, const NDArray* destination, const char* call);
  // `destination` null: a new array, which is returned.
  Ref<NDArray> encode(runtime::ComputeCommandEncoder* encoder, runtime::CommandBuffer* commands,
                      const std::vector<const NDArray*>& sources, const NDArray* destination, const char* call);

 private:
  std::uint64_t sources_ = 0;
  Factors factors_{1, 1};
};

}  // namespace pewter::mps
