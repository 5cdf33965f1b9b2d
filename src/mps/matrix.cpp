// SPDX-License-Identifier: Apache-2.0
#include "mps/matrix.h"

#include <fmt/format.h>

#include "foundation/class_registry.h"
#include "mps/kernel.h"
#include "runtime/storage.h"

namespace pewter::mps {
namespace {

using runtime::Assertion;

// a * b + c, or the largest number there is.
std::uint64_t multiply_add(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  std::uint64_t result;
  if (__builtin_mul_overflow(a, b, &result) || __builtin_add_overflow(result, c, &result)) return UINT64_MAX;
  return result;
}

}  // namespace

constinit const foundation::ClassRecord MatrixDescriptor::kClass{.name = "MPSMatrixDescriptor",
                                                                 .super = &foundation::kObjectClass,
                                                                 .destroy = foundation::destroy<MatrixDescriptor>,
                                                                 .description = nullptr,
                                                                 .copy = copy_of<MatrixDescriptor>};
constinit const foundation::ClassRecord VectorDescriptor::kClass{.name = "MPSVectorDescriptor",
                                                                 .super = &foundation::kObjectClass,
                                                                 .destroy = foundation::destroy<VectorDescriptor>,
                                                                 .description = nullptr,
                                                                 .copy = copy_of<VectorDescriptor>};
constinit const foundation::ClassRecord Matrix::kClass{.name = "MPSMatrix",
                                                       .super = &foundation::kObjectClass,
                                                       .destroy = foundation::destroy<Matrix>,
                                                       .description = nullptr};
// Beside MPSMatrix, as programs see it: a vector is taken for no matrix.
constinit const foundation::ClassRecord Vector::kClass{.name = "MPSVector",
                                                       .super = &foundation::kObjectClass,
                                                       .destroy = foundation::destroy<Vector>,
                                                       .description = nullptr};

static const foundation::AllocatableClass kAllocMatrixDescriptor(MatrixDescriptor::kClass, allocate<MatrixDescriptor>);
static const foundation::AllocatableClass kAllocVectorDescriptor(VectorDescriptor::kClass, allocate<VectorDescriptor>);
static const foundation::AllocatableClass kAllocMatrix(Matrix::kClass, allocate<Matrix>);
static const foundation::AllocatableClass kAllocVector(Vector::kClass, allocate<Vector>);

std::uint64_t padded_bytes(std::uint64_t elements, DataType type) {
  return runtime::round_up(elements * size_of(type), 16);
}

bool Matrix::check(const MatrixDescriptor& descriptor, const char* call, std::uint64_t* bytes) {
  const auto wrong = [&](Assertion assertion, std::string_view sentence) {
    mps::refuse(assertion, 0, call, class_record()->name, sentence);
    return false;
  };
  const std::uint64_t size = size_of(descriptor.type);
  if (size == 0)
    return wrong(Assertion::mps_data_type, fmt::format("data type {} is not supported.", name_of(descriptor.type)));
  if (descriptor.rows == 0 || descriptor.columns == 0 || descriptor.matrices == 0)
    return wrong(Assertion::mps_shape, fmt::format("rows ({}), columns ({}) and matrices ({}) must be at least 1.",
                                                   descriptor.rows, descriptor.columns, descriptor.matrices));
  if (descriptor.rows > UINT32_MAX || descriptor.columns > UINT32_MAX || descriptor.matrices > UINT32_MAX)
    return wrong(Assertion::mps_shape, fmt::format("rows ({}), columns ({}) and matrices ({}) must be below 2**32.",
                                                   descriptor.rows, descriptor.columns, descriptor.matrices));
  if (descriptor.row_bytes < descriptor.columns * size || descriptor.row_bytes % size)
    return wrong(
        Assertion::mps_shape,
        fmt::format(
            "rowBytes ({}) must be a multiple of the element size ({}) and at least columns * element size ({}).",
            descriptor.row_bytes, size, descriptor.columns * size));
  const std::uint64_t one = multiply_add(descriptor.rows - 1, descriptor.row_bytes, descriptor.columns * size);
  if (descriptor.matrices > 1 && (descriptor.matrix_bytes < one || descriptor.matrix_bytes % size))
    return wrong(
        Assertion::mps_shape,
        fmt::format(
            "matrixBytes ({}) must be a multiple of the element size ({}) and at least the bytes of one matrix ({}).",
            descriptor.matrix_bytes, size, one));
  *bytes = multiply_add(descriptor.matrices - 1, descriptor.matrix_bytes, one);
  rows_ = descriptor.rows;
  columns_ = descriptor.columns;
  matrices_ = descriptor.matrices;
  row_bytes_ = descriptor.row_bytes;
  matrix_bytes_ = descriptor.matrix_bytes ? descriptor.matrix_bytes : one;
  type_ = descriptor.type;
  return true;
}

bool Matrix::init(runtime::Buffer* buffer, std::uint64_t offset, const MatrixDescriptor& descriptor, const char* call) {
  const auto wrong = [&](Assertion assertion, std::string_view sentence) {
    mps::refuse(assertion, buffer ? buffer->id() : 0, call, class_record()->name, sentence);
    return false;
  };
  if (!buffer) return wrong(Assertion::mps_argument, "buffer may not be nil.");
  std::uint64_t bytes = 0;
  if (!check(descriptor, call, &bytes)) return false;
  if (offset % size_of(type_))
    return wrong(Assertion::mps_shape,
                 fmt::format("offset ({}) must be a multiple of the element size ({}).", offset, size_of(type_)));
  const std::uint64_t needed = multiply_add(1, bytes, offset);
  if (needed > buffer->length())
    return wrong(Assertion::mps_buffer_size,
                 fmt::format("buffer is not large enough. Must be {} bytes, is {}.", needed, buffer->length()));
  buffer_ = Ref<runtime::Buffer>(buffer);
  offset_ = offset;
  return true;
}

bool Matrix::init(runtime::Device* device, const MatrixDescriptor& descriptor, const char* call) {
  if (!device) {
    mps::refuse(Assertion::mps_argument, 0, call, class_record()->name, "device may not be nil.");
    return false;
  }
  std::uint64_t bytes = 0;
  if (!check(descriptor, call, &bytes)) return false;
  buffer_ = device->new_buffer(bytes, runtime::ResourceOptions{});
  return static_cast<bool>(buffer_);
}

std::uint64_t Matrix::resource_size() const {
  return buffer_ ? (matrices_ - 1) * matrix_bytes_ + rows_ * row_bytes_ : 0;
}

std::optional<Operand> Matrix::operand(std::uint64_t row, std::uint64_t column, std::uint64_t rows,
                                       std::uint64_t columns, std::uint64_t first, std::uint64_t count,
                                       bool transposed) const {
  const auto type = element_of(type_);
  if (!type) return std::nullopt;
  const std::uint64_t size = size_of(type_);
  Operand operand;
  operand.buffer = buffer_.get();
  operand.offset = offset_ + first * matrix_bytes_ + row * row_bytes_ + column * size;
  operand.type = *type;
  operand.rows = transposed ? columns : rows;
  operand.columns = transposed ? rows : columns;
  operand.batch[0] = count;
  operand.layout.row_stride = transposed ? 1 : row_bytes_ / size;
  operand.layout.column_stride = transposed ? row_bytes_ / size : 1;
  operand.layout.batch_stride[0] = count > 1 ? matrix_bytes_ / size : 0;
  return operand;
}

}  // namespace pewter::mps
