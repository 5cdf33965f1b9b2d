// SPDX-License-Identifier: Apache-2.0
// The tiling of gemm.metal without simdgroup matrices, which OpenCL has not: 128 threads make 64 x 64 elements, 8 x 4 each.
// half is read with vload_half, which needs no extension; bfloat is the upper half of a float.
#if FORMAT == 0
typedef float element;
#define READ(block, index) (block)[index]
#elif FORMAT == 1
typedef half element;
#define READ(block, index) vload_half(index, block)
#else
typedef ushort element;
#define READ(block, index) as_float((uint)(block)[index] << 16)
#endif

#define TILE 64
#define DEPTH 16
#define THREADS 128

__kernel void gemm(__global const element* a, __global const element* b, __global float* c, uint n) {
  __local float left[TILE * DEPTH];
  __local float right[DEPTH * TILE];
  const uint thread_index = get_local_id(0);
  const uint row = get_group_id(1) * TILE, column = get_group_id(0) * TILE;
  const uint x = thread_index % 16, y = thread_index / 16 * 8;

  float sums[8][4];
  for (uint i = 0; i < 8; ++i)
    for (uint j = 0; j < 4; ++j) sums[i][j] = 0;

  for (uint k = 0; k < n; k += DEPTH) {
    for (uint i = thread_index; i < TILE * DEPTH; i += THREADS) {
      left[i] = READ(a, (row + i / DEPTH) * n + k + i % DEPTH);
      right[i] = READ(b, (k + i / TILE) * n + column + i % TILE);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint inner = 0; inner < DEPTH; ++inner) {
      float rights[4];
      for (uint j = 0; j < 4; ++j) rights[j] = right[inner * TILE + x + j * 16];
      for (uint i = 0; i < 8; ++i) {
        const float value = left[(y + i) * DEPTH + inner];
        for (uint j = 0; j < 4; ++j) sums[i][j] += value * rights[j];
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  for (uint i = 0; i < 8; ++i)
    for (uint j = 0; j < 4; ++j) c[(row + y + i) * n + column + x + j * 16] = sums[i][j];
}
