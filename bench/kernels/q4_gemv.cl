// SPDX-License-Identifier: Apache-2.0
__kernel void gemv(__global const uint* weights, __global const half* scales, __global const float* x,
                   __global float* y, uint columns) {
  __local float scratch[128];
  const uint thread_index = get_local_id(0), lane = thread_index % 32;
  const uint row = get_group_id(0) * 4 + thread_index / 32, words = columns / 8;
  weights += row * words;
  scales += row * (columns / 32);
  float sum = 0;
  for (uint i = lane; i < words; i += 32) {
    const uint word = weights[i];
    float part = 0;
    for (uint k = 0; k < 8; ++k) part += (float)((int)(word >> 4 * k & 15) - 8) * x[i * 8 + k];
    sum += part * vload_half(i / 4, scales);
  }
  scratch[thread_index] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint half_size = 16; half_size > 0; half_size /= 2) {
    if (lane < half_size) scratch[thread_index] += scratch[thread_index + half_size];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (lane == 0) y[row] = scratch[thread_index];
}
