// SPDX-License-Identifier: Apache-2.0
// 32 threads a row, as in gemv.metal; a tree of barriers in place of simd_sum.
__kernel void gemv(__global const float* a, __global const float* x, __global float* y, uint columns) {
  __local float scratch[128];
  const uint thread_index = get_local_id(0), lane = thread_index % 32;
  const uint row = get_group_id(0) * 4 + thread_index / 32;
  a += row * columns;
  float sum = 0;
  for (uint i = lane; i < columns; i += 32) sum += a[i] * x[i];
  scratch[thread_index] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint half_size = 16; half_size > 0; half_size /= 2) {
    if (lane < half_size) scratch[thread_index] += scratch[thread_index + half_size];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (lane == 0) y[row] = scratch[thread_index];
}
