// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "model/kernel_image.h"

// A product of matrices as one dispatch: what MetalPerformanceShaders encodes and executors run. No compiler makes its
// kernel: it is a function of the executor's own, which finds this struct among its buffers.
namespace pewter::model {

enum class ElementType : std::uint32_t { float32, float16, bfloat16, int8, int16 };
inline constexpr unsigned kElementTypes = 5;

constexpr std::uint32_t size_of(ElementType type) {  // bytes
  return type == ElementType::float32 ? 4 : type == ElementType::int8 ? 1 : 2;
}

// Where the elements of one operand lie, in elements from the address of its buffer. A transposed operand is one whose
// strides have changed places; a batch stride of 0 uses the same matrix again.
struct MatrixLayout {
  std::uint64_t row_stride = 0, column_stride = 1;
  std::uint64_t batch_stride[2] = {0, 0};
};

// result = alpha * left * right + beta * addend, for each matrix of the batch. Row i, column j of a matrix of the batch
// (x, y) lies at i * row_stride + j * column_stride + x * batch_stride[0] + y * batch_stride[1].
struct MatrixProduct {
  std::uint32_t rows = 0, columns = 0, inner = 0;  // left is rows x inner, right inner x columns
  std::uint32_t batch[2] = {1, 1};
  // A threadgroup at (x, y, z) makes the tile (y, x) of the z-th run of so many matrices of the batch.
  std::uint32_t tile_rows = 0, tile_columns = 0, matrices = 1;
  ElementType input_type = ElementType::float32, result_type = ElementType::float32;
  double alpha = 1, beta = 0;
  MatrixLayout left, right, addend, result;

  // Its buffers. The addend's may be the result's; with beta == 0 it is not read and need not be bound.
  enum Buffer : unsigned { kLeft, kRight, kAddend, kResult, kParameters };
};

// What every kernel for products says of itself: its name, and how it uses the buffers.
KernelInfo product_kernel_info();

// Where one threadgroup's part of a matrix begins, in elements.
struct ProductTile {
  std::uint32_t row, column, rows, columns;
  std::uint64_t left, right, addend, result;
};

// Calls `body` with each tile of the threadgroup at `position`.
template <class Body>
void for_each_tile(const MatrixProduct& product, const std::uint32_t (&position)[3], Body body) {
  ProductTile tile;
  tile.row = position[1] * product.tile_rows;
  tile.column = position[0] * product.tile_columns;
  tile.rows = std::min(product.tile_rows, product.rows - tile.row);
  tile.columns = std::min(product.tile_columns, product.columns - tile.column);
  const std::uint64_t first = std::uint64_t{position[2]} * product.matrices;
  const std::uint64_t end = std::min(first + product.matrices, std::uint64_t{product.batch[0]} * product.batch[1]);
  for (std::uint64_t number = first; number < end; ++number) {
    const std::uint64_t x = number % product.batch[0], y = number / product.batch[0];
    const auto start = [&](const MatrixLayout& layout, std::uint64_t row, std::uint64_t column) {
      return row * layout.row_stride + column * layout.column_stride + x * layout.batch_stride[0] +
             y * layout.batch_stride[1];
    };
    tile.left = start(product.left, tile.row, 0);
    tile.right = start(product.right, 0, tile.column);
    tile.addend = start(product.addend, tile.row, tile.column);
    tile.result = start(product.result, tile.row, tile.column);
    body(tile);
  }
}

}  // namespace pewter::model
