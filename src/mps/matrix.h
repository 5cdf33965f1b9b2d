// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "foundation/object.h"
#include "foundation/ref.h"
#include "mps/operand.h"
#include "mps/types.h"
#include "runtime/runtime.h"

namespace pewter::mps {

using foundation::Ref;

// MPSMatrixDescriptor; sizes in elements and bytes. A copy is taken wherever it is given.
class MatrixDescriptor final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  MatrixDescriptor() : Object(kClass) {}
  MatrixDescriptor(const MatrixDescriptor& other)
      : Object(kClass),
        rows(other.rows),
        columns(other.columns),
        matrices(other.matrices),
        row_bytes(other.row_bytes),
        matrix_bytes(other.matrix_bytes),
        type(other.type) {}

  std::uint64_t rows = 0, columns = 0, matrices = 1;
  std::uint64_t row_bytes = 0, matrix_bytes = 0;
  DataType type = DataType::invalid;
};

// MPSVectorDescriptor.
class VectorDescriptor final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  VectorDescriptor() : Object(kClass) {}
  VectorDescriptor(const VectorDescriptor& other)
      : Object(kClass),
        length(other.length),
        vectors(other.vectors),
        vector_bytes(other.vector_bytes),
        type(other.type) {}

  std::uint64_t length = 0, vectors = 1;
  std::uint64_t vector_bytes = 0;
  DataType type = DataType::invalid;
};

// MPSMatrix: rows of elements in a buffer, perhaps several matrices of them. Immutable once made; thread-safe.
class Matrix : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  explicit Matrix(const foundation::ClassRecord& record = kClass) : Object(record) {}

  // For init...(). False, after a refusal: the arguments make no matrix.
  bool init(runtime::Buffer* buffer, std::uint64_t offset, const MatrixDescriptor& descriptor, const char* call);
  bool init(runtime::Device* device, const MatrixDescriptor& descriptor, const char* call);  // with memory of its own

  runtime::Buffer* buffer() const { return buffer_.get(); }
  runtime::Device* device() const { return buffer_ ? buffer_->device() : nullptr; }
  std::uint64_t offset() const { return offset_; }
  std::uint64_t rows() const { return rows_; }
  std::uint64_t columns() const { return columns_; }
  std::uint64_t matrices() const { return matrices_; }
  std::uint64_t row_bytes() const { return row_bytes_; }
  std::uint64_t matrix_bytes() const { return matrix_bytes_; }
  DataType type() const { return type_; }
  std::uint64_t resource_size() const;

  // `rows` x `columns` elements from (row, column) on, of `count` matrices from `first` on. They must lie inside.
  // `transposed`: the operand is the transpose of that. None: the element type is none that products take.
  std::optional<Operand> operand(std::uint64_t row, std::uint64_t column, std::uint64_t rows, std::uint64_t columns,
                                 std::uint64_t first, std::uint64_t count, bool transposed) const;

 private:
  bool check(const MatrixDescriptor& descriptor, const char* call, std::uint64_t* bytes);

  Ref<runtime::Buffer> buffer_;
  std::uint64_t offset_ = 0;
  std::uint64_t rows_ = 0, columns_ = 0, matrices_ = 0, row_bytes_ = 0, matrix_bytes_ = 0;
  DataType type_ = DataType::invalid;
};

// MPSVector: a matrix of one row.
class Vector final : public Matrix {
 public:
  static const foundation::ClassRecord kClass;
  Vector() : Matrix(kClass) {}
};

// What a row should take: whole runs of 16 bytes.
std::uint64_t padded_bytes(std::uint64_t elements, DataType type);

}  // namespace pewter::mps
