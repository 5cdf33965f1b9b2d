// SPDX-License-Identifier: Apache-2.0
__kernel void matmul(__global const float* a, __global const float* b, __global float* c, uint n) {
  const uint x = get_local_id(0), y = get_local_id(1);
  const uint column = get_global_id(0), row = get_global_id(1);
  __local float left[TILE][TILE];
  __local float right[TILE][TILE];
  float sum = 0;
  for (uint tile = 0; tile < n; tile += TILE) {
    left[y][x] = a[row * n + tile + x];
    right[y][x] = b[(tile + y) * n + column];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint k = 0; k < TILE; ++k) sum += left[y][k] * right[k][x];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  c[row * n + column] = sum;
}
