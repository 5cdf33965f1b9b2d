// SPDX-License-Identifier: Apache-2.0
// C = A * B for row-major matrices of float, in registers only: each thread makes kTileRows elements of one column of C, and
// threads share nothing, so there is no barrier and no threadgroup memory.

#include <metal_stdlib>
using namespace metal;

struct Shape {
  uint rows;     // of A and C
  uint columns;  // of B and C
  uint inner;    // columns of A, rows of B
};

// A SIMD-group reads 32 neighbours of a row of B at once and uses them for 8 rows of C; the elements of A are the same for
// all of its threads. tools/pewter/repro/matmul.cpp has the same number for the size of the grid.
constant constexpr uint kTileRows = 8;

static void whole_tile(device const float* a, device const float* b, device float* c, constant Shape& shape, uint row,
                       uint column) {
  float sum[kTileRows] = {};
  for (uint k = 0; k < shape.inner; ++k) {
    const float right = b[k * shape.columns + column];
    for (uint i = 0; i < kTileRows; ++i) sum[i] += a[(row + i) * shape.inner + k] * right;
  }
  for (uint i = 0; i < kTileRows; ++i) c[(row + i) * shape.columns + column] = sum[i];
}

// At the bottom edge of C, element by element.
static void cut_tile(device const float* a, device const float* b, device float* c, constant Shape& shape, uint row,
                     uint column) {
  for (uint i = row; i < shape.rows; ++i) {
    float sum = 0;
    for (uint k = 0; k < shape.inner; ++k) sum += a[i * shape.inner + k] * b[k * shape.columns + column];
    c[i * shape.columns + column] = sum;
  }
}

kernel void matmul(device const float* a [[buffer(0)]],
                   device const float* b [[buffer(1)]],
                   device float* c [[buffer(2)]],
                   constant Shape& shape [[buffer(3)]],
                   uint2 position [[thread_position_in_grid]]) {
  const uint row = position.y * kTileRows;
  if (row + kTileRows <= shape.rows) {
    whole_tile(a, b, c, shape, row, position.x);
  } else {
    cut_tile(a, b, c, shape, row, position.x);
  }
}
