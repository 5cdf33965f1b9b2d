// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mps/kernel.h"
#include "mps/matrix.h"
#include "runtime/types.h"

namespace pewter::mps {

// Which matrices of a batch a kernel works on: `size` of them from `start` on, at most those that the result has.
struct Batch {
  std::uint64_t start = 0, size = UINT64_MAX;
};

// Where in a matrix it begins; x columns to the right, y rows down. z must be 0.
struct Origin {
  std::uint64_t x = 0, y = 0, z = 0;
};

// MPSMatrixMultiplication: result = alpha * op(left) * op(right) + beta * result.
class MatrixMultiplication final : public Kernel {
 public:
  static const foundation::ClassRecord kClass;

  struct Shape {
    bool transpose_left = false, transpose_right = false;
    std::uint64_t rows = 0, columns = 0, inner = 0;  // of the result; of the left after transposition
  };
  enum Side { kLeft, kRight, kResult };

  MatrixMultiplication() : Kernel(kClass) {}
  MatrixMultiplication(const MatrixMultiplication& other);

  bool init(runtime::Device* device, const Shape& shape, const Factors& factors, const char* call);

  Origin origin(Side side) const { return origins_[side]; }
  void set_origin(Side side, const Origin& origin, const char* call);
  const Batch& batch() const { return batch_; }
  void set_batch_start(std::uint64_t start);
  void set_batch_size(std::uint64_t size);

  void encode(runtime::CommandBuffer* commands, const Matrix* left, const Matrix* right, const Matrix* result);

 private:
  Shape shape_;
  Factors factors_;
  Origin origins_[3];
  Batch batch_;
};

// MPSMatrixVectorMultiplication: result = alpha * op(matrix) * vector + beta * result.
class MatrixVectorMultiplication final : public Kernel {
 public:
  static const foundation::ClassRecord kClass;

  enum Side { kMatrix, kVector, kResult };

  MatrixVectorMultiplication() : Kernel(kClass) {}
  MatrixVectorMultiplication(const MatrixVectorMultiplication& other);

  // Rows and columns of op(matrix).
  bool init(runtime::Device* device, bool transpose, std::uint64_t rows, std::uint64_t columns, const Factors& factors,
            const char* call);

  Origin origin(Side side) const { return origins_[side]; }
  void set_origin(Side side, const Origin& origin, const char* call);
  const Batch& batch() const { return batch_; }
  void set_batch_start(std::uint64_t start);
  void set_batch_size(std::uint64_t size);

  void encode(runtime::CommandBuffer* commands, const Matrix* matrix, const Vector* vector, const Vector* result);

 private:
  bool transpose_ = false;
  std::uint64_t rows_ = 0, columns_ = 0;
  Factors factors_;
  Origin origins_[3];  // of vectors, x is the first element
  Batch batch_;
};

}  // namespace pewter::mps
