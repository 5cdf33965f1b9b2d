// SPDX-License-Identifier: Apache-2.0
// C = A * B for row-major matrices of float, in registers only: each thread makes a tile of kTileRows x kTileColumns of C,
// and threads share nothing, so there is no barrier and no threadgroup memory.

#include <metal_stdlib>
using namespace metal;

struct Shape {
  uint rows;     // of A and C
  uint columns;  // of B and C
  uint inner;    // columns of A, rows of B
};

// 4 x 16: a row of the tile is one 64-byte cache line of B and of C, and the tile is 16 float4 registers.
// tools/pewter/repro/matmul.h has the same numbers for the size of the grid.
constant constexpr uint kTileRows = 4;
constant constexpr uint kTileColumns = 16;

// packed_float4 needs the alignment of a float only, which is all that a row of an odd length has.
static void whole_tile(device const float* a, device const float* b, device float* c, constant Shape& shape, uint row,
                       uint column) {
  float4 sum[kTileRows][kTileColumns / 4] = {};
  for (uint k = 0; k < shape.inner; ++k) {
    device const packed_float4* line = (device const packed_float4*)(b + k * shape.columns + column);
    const float4 b0 = line[0], b1 = line[1], b2 = line[2], b3 = line[3];
    for (uint i = 0; i < kTileRows; ++i) {
      const float left = a[(row + i) * shape.inner + k];
      sum[i][0] += left * b0;
      sum[i][1] += left * b1;
      sum[i][2] += left * b2;
      sum[i][3] += left * b3;
    }
  }
  for (uint i = 0; i < kTileRows; ++i) {
    device packed_float4* line = (device packed_float4*)(c + (row + i) * shape.columns + column);
    for (uint j = 0; j < kTileColumns / 4; ++j) line[j] = packed_float4(sum[i][j]);
  }
}

// At the right and bottom edges of C, element by element.
static void cut_tile(device const float* a, device const float* b, device float* c, constant Shape& shape, uint row,
                     uint column) {
  for (uint i = row; i < min(row + kTileRows, shape.rows); ++i) {
    for (uint j = column; j < min(column + kTileColumns, shape.columns); ++j) {
      float sum = 0;
      for (uint k = 0; k < shape.inner; ++k) sum += a[i * shape.inner + k] * b[k * shape.columns + j];
      c[i * shape.columns + j] = sum;
    }
  }
}

kernel void matmul(device const float* a [[buffer(0)]],
                   device const float* b [[buffer(1)]],
                   device float* c [[buffer(2)]],
                   constant Shape& shape [[buffer(3)]],
                   uint2 tile [[thread_position_in_grid]]) {
  const uint row = tile.y * kTileRows;
  const uint column = tile.x * kTileColumns;
  if (row + kTileRows <= shape.rows && column + kTileColumns <= shape.columns) {
    whole_tile(a, b, c, shape, row, column);
  } else {
    cut_tile(a, b, c, shape, row, column);
  }
}
