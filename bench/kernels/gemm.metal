// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// C = A B as machine-learning libraries write it: a threadgroup of four SIMD-groups makes 64 x 64 elements of C, each
// SIMD-group a quarter, as 4 x 4 simdgroup matrices; K goes by in steps of 16 through threadgroup memory.
// FORMAT says what A and B hold: 0 float, 1 half, 2 bfloat. Sums and C are float.
#if FORMAT == 0
using element = float;
#elif FORMAT == 1
using element = half;
#else
using element = bfloat;
#endif

constant constexpr uint kTile = 64, kDepth = 16, kThreads = 128;

kernel void gemm(device const element* a [[buffer(0)]], device const element* b [[buffer(1)]],
                 device float* c [[buffer(2)]], constant uint& n [[buffer(3)]],
                 uint2 group [[threadgroup_position_in_grid]], uint thread_index [[thread_index_in_threadgroup]],
                 uint simdgroup [[simdgroup_index_in_threadgroup]]) {
  threadgroup element left[kTile * kDepth];
  threadgroup element right[kDepth * kTile];
  const uint row = group.y * kTile, column = group.x * kTile;
  const uint quarter_row = simdgroup / 2 * 32, quarter_column = simdgroup % 2 * 32;

  simdgroup_float8x8 sums[4][4];
  for (uint i = 0; i < 4; ++i)
    for (uint j = 0; j < 4; ++j) sums[i][j] = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);

  for (uint k = 0; k < n; k += kDepth) {
    for (uint i = thread_index; i < kTile * kDepth; i += kThreads) {
      left[i] = a[(row + i / kDepth) * n + k + i % kDepth];
      right[i] = b[(k + i / kTile) * n + column + i % kTile];
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint inner = 0; inner < kDepth; inner += 8) {
      simdgroup_matrix<element, 8, 8> lefts[4], rights[4];
      for (uint i = 0; i < 4; ++i) simdgroup_load(lefts[i], left + (quarter_row + i * 8) * kDepth + inner, kDepth);
      for (uint j = 0; j < 4; ++j) simdgroup_load(rights[j], right + inner * kTile + quarter_column + j * 8, kTile);
      for (uint i = 0; i < 4; ++i)
        for (uint j = 0; j < 4; ++j) simdgroup_multiply_accumulate(sums[i][j], lefts[i], rights[j], sums[i][j]);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  for (uint i = 0; i < 4; ++i)
    for (uint j = 0; j < 4; ++j)
      simdgroup_store(sums[i][j], c + (row + quarter_row + i * 8) * n + column + quarter_column + j * 8, n);
}
