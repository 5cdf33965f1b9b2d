// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "foundation/class_registry.h"
#include "mps/matrix_multiplication.h"
#include "mps/region.h"
#include "runtime/command_buffer.h"

namespace pewter::mps {

using runtime::Assertion;

constinit const foundation::ClassRecord MatrixVectorMultiplication::kClass{
    .name = "MPSMatrixVectorMultiplication",
    .super = &Kernel::kClass,
    .destroy = foundation::destroy<MatrixVectorMultiplication>,
    .description = nullptr,
    .copy = copy_of<MatrixVectorMultiplication>};
static const foundation::AllocatableClass kAlloc(MatrixVectorMultiplication::kClass,
                                                 allocate<MatrixVectorMultiplication>);

MatrixVectorMultiplication::MatrixVectorMultiplication(const MatrixVectorMultiplication& other)
    : Kernel(kClass, other),
      transpose_(other.transpose_),
      rows_(other.rows_),
      columns_(other.columns_),
      factors_(other.factors_),
      batch_(other.batch_) {
  for (int i = 0; i < 3; ++i) origins_[i] = other.origins_[i];
}

bool MatrixVectorMultiplication::init(runtime::Device* device, bool transpose, std::uint64_t rows,
                                      std::uint64_t columns, const Factors& factors, const char* call) {
  if (!Kernel::init(device, call)) return false;
  if (rows == 0 || columns == 0) {
    refuse(Assertion::mps_shape, call, fmt::format("rows ({}) and columns ({}) must be at least 1.", rows, columns));
    return false;
  }
  transpose_ = transpose;
  rows_ = rows;
  columns_ = columns;
  factors_ = factors;
  return true;
}

void MatrixVectorMultiplication::set_origin(Side side, const Origin& origin, const char* call) {
  use(call);
  origins_[side] = origin;
}
void MatrixVectorMultiplication::set_batch_start(std::uint64_t start) {
  use("setBatchStart:");
  batch_.start = start;
}
void MatrixVectorMultiplication::set_batch_size(std::uint64_t size) {
  use("setBatchSize:");
  batch_.size = size;
}

void MatrixVectorMultiplication::encode(runtime::CommandBuffer* commands, const Matrix* matrix, const Vector* vector,
                                        const Vector* result) {
  const char* call = "encodeToCommandBuffer:inputMatrix:inputVector:resultVector:";
  use(call);
  if (!device()) return;
  if (!commands || !matrix || !vector || !result || !matrix->buffer() || !vector->buffer() || !result->buffer())
    return refuse(Assertion::mps_argument, call,
                  "commandBuffer, inputMatrix, inputVector and resultVector may not be nil.");
  const std::uint64_t count = count_of(batch_, *result);
  if (count == 0)
    return refuse(Assertion::mps_shape, call,
                  fmt::format("batchStart ({}) and batchSize ({}) name none of the {} vectors of the result vector.",
                              batch_.start, batch_.size, result->matrices()));
  Wrong wrong;
  const auto a = operand_of({matrix, "input matrix", origins_[kMatrix], transpose_ ? columns_ : rows_,
                             transpose_ ? rows_ : columns_, transpose_},
                            batch_, count, wrong);
  if (!a) return refuse(wrong.assertion, call, wrong.sentence);
  // Vectors lie in memory as rows, and stand in the product as columns.
  const auto x = operand_of({vector, "input vector", origins_[kVector], 1, columns_, true}, batch_, count, wrong);
  if (!x) return refuse(wrong.assertion, call, wrong.sentence);
  const auto y = operand_of({result, "result vector", origins_[kResult], 1, rows_, true}, batch_, count, wrong);
  if (!y) return refuse(wrong.assertion, call, wrong.sentence);
  Kernel::encode(commands, nullptr, factors_, {*a, *x, factors_.beta != 0 ? *y : Operand{}, *y}, call);
}

}  // namespace pewter::mps
