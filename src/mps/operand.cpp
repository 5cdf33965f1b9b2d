// SPDX-License-Identifier: Apache-2.0
#include "mps/operand.h"

#include <algorithm>

#include "runtime/storage.h"

namespace pewter::mps {
namespace {

// Rows of `width` bytes, `stride` bytes apart, whatever the batch adds: its strides are multiples of the rows'.
struct Rows {
  std::uint64_t stride = 0, width = 0;  // stride 0: not of that kind
};
Rows rows_of(const Operand& operand) {
  const std::uint64_t size = model::size_of(operand.type);
  const model::MatrixLayout& layout = operand.layout;
  const bool by_rows = layout.column_stride == 1;
  if (!by_rows && layout.row_stride != 1) return {};
  const std::uint64_t stride = (by_rows ? layout.row_stride : layout.column_stride) * size;
  const std::uint64_t width = (by_rows ? operand.columns : operand.rows) * size;
  for (int i = 0; i < 2; ++i)
    if (operand.batch[i] > 1 && (stride == 0 || layout.batch_stride[i] * size % stride)) return {};
  return {stride, width};
}

}  // namespace

std::uint64_t Operand::extent() const {
  std::uint64_t last = (rows - 1) * layout.row_stride + (columns - 1) * layout.column_stride;
  for (int i = 0; i < 2; ++i) last += (batch[i] - 1) * layout.batch_stride[i];
  return (last + 1) * model::size_of(type);
}

bool Operand::is_contiguous() const {
  std::uint64_t count = rows * columns;
  for (int i = 0; i < 2; ++i)
    if (layout.batch_stride[i]) count *= batch[i];
  return count * model::size_of(type) == extent();
}

bool Operand::is_same_as(const Operand& other) const {
  if (buffer->storage()->base + offset != other.buffer->storage()->base + other.offset || type != other.type)
    return false;
  if (rows != other.rows || columns != other.columns) return false;
  if ((rows > 1 && layout.row_stride != other.layout.row_stride) ||
      (columns > 1 && layout.column_stride != other.layout.column_stride))
    return false;
  for (int i = 0; i < 2; ++i)
    if (batch[i] != other.batch[i] || (batch[i] > 1 && layout.batch_stride[i] != other.layout.batch_stride[i]))
      return false;
  return true;
}

bool overlap(const Operand& a, const Operand& b) {
  const std::byte* a_start = a.buffer->storage()->base + a.offset;
  const std::byte* b_start = b.buffer->storage()->base + b.offset;
  if (a_start >= b_start + b.extent() || b_start >= a_start + a.extent()) return false;
  const Rows x = rows_of(a), y = rows_of(b);
  if (x.stride == 0 || x.stride != y.stride) return true;
  // Where b's rows begin within a's.
  const auto distance = static_cast<std::int64_t>(b_start - a_start) % static_cast<std::int64_t>(x.stride);
  const std::uint64_t at =
      static_cast<std::uint64_t>(distance < 0 ? distance + static_cast<std::int64_t>(x.stride) : distance);
  return at < x.width || at + y.width > x.stride;
}

}  // namespace pewter::mps
