// SPDX-License-Identifier: Apache-2.0
#include "mps/matrix_multiplication.h"

#include <fmt/format.h>

#include "foundation/class_registry.h"
#include "mps/region.h"
#include "runtime/command_buffer.h"

namespace pewter::mps {

using runtime::Assertion;

constinit const foundation::ClassRecord MatrixMultiplication::kClass{
    .name = "MPSMatrixMultiplication",
    .super = &Kernel::kClass,
    .destroy = foundation::destroy<MatrixMultiplication>,
    .description = nullptr,
    .copy = copy_of<MatrixMultiplication>};
static const foundation::AllocatableClass kAlloc(MatrixMultiplication::kClass, allocate<MatrixMultiplication>);

MatrixMultiplication::MatrixMultiplication(const MatrixMultiplication& other)
    : Kernel(kClass, other), shape_(other.shape_), factors_(other.factors_), batch_(other.batch_) {
  for (int i = 0; i < 3; ++i) origins_[i] = other.origins_[i];
}

bool MatrixMultiplication::init(runtime::Device* device, const Shape& shape, const Factors& factors, const char* call) {
  if (!Kernel::init(device, call)) return false;
  if (shape.rows == 0 || shape.columns == 0 || shape.inner == 0) {
    refuse(Assertion::mps_shape, call,
           fmt::format("resultRows ({}), resultColumns ({}) and interiorColumns ({}) must be at least 1.", shape.rows,
                       shape.columns, shape.inner));
    return false;
  }
  shape_ = shape;
  factors_ = factors;
  return true;
}

void MatrixMultiplication::set_origin(Side side, const Origin& origin, const char* call) {
  use(call);
  origins_[side] = origin;
}
void MatrixMultiplication::set_batch_start(std::uint64_t start) {
  use("setBatchStart:");
  batch_.start = start;
}
void MatrixMultiplication::set_batch_size(std::uint64_t size) {
  use("setBatchSize:");
  batch_.size = size;
}

void MatrixMultiplication::encode(runtime::CommandBuffer* commands, const Matrix* left, const Matrix* right,
                                  const Matrix* result) {
  const char* call = "encodeToCommandBuffer:leftMatrix:rightMatrix:resultMatrix:";
  use(call);
  if (!device()) return;
  if (!commands || !left || !right || !result || !left->buffer() || !right->buffer() || !result->buffer())
    return refuse(Assertion::mps_argument, call,
                  "commandBuffer, leftMatrix, rightMatrix and resultMatrix may not be nil.");
  const std::uint64_t count = count_of(batch_, *result);
  if (count == 0)
    return refuse(Assertion::mps_shape, call,
                  fmt::format("batchStart ({}) and batchSize ({}) name none of the {} matrices of the result matrix.",
                              batch_.start, batch_.size, result->matrices()));
  const auto region = [&](const Matrix* matrix, const char* name, Side side, std::uint64_t rows, std::uint64_t columns,
                          bool transposed) {
    return Region{matrix, name, origins_[side], transposed ? columns : rows, transposed ? rows : columns, transposed};
  };
  Wrong wrong;
  const auto l = operand_of(region(left, "left matrix", kLeft, shape_.rows, shape_.inner, shape_.transpose_left),
                            batch_, count, wrong);
  if (!l) return refuse(wrong.assertion, call, wrong.sentence);
  const auto r = operand_of(region(right, "right matrix", kRight, shape_.inner, shape_.columns, shape_.transpose_right),
                            batch_, count, wrong);
  if (!r) return refuse(wrong.assertion, call, wrong.sentence);
  const auto out =
      operand_of(region(result, "result matrix", kResult, shape_.rows, shape_.columns, false), batch_, count, wrong);
  if (!out) return refuse(wrong.assertion, call, wrong.sentence);
  Kernel::encode(commands, nullptr, factors_, {*l, *r, factors_.beta != 0 ? *out : Operand{}, *out}, call);
}

}  // namespace pewter::mps
