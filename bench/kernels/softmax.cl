// SPDX-License-Identifier: Apache-2.0
// For SIMD=1, too, a tree of barriers: PoCL 3.1 has no sub-groups.
#define THREADS 256

float largest_of(float value, __local float* scratch) {
  const uint thread_index = get_local_id(0);
  scratch[thread_index] = value;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint half_size = THREADS / 2; half_size > 0; half_size /= 2) {
    if (thread_index < half_size)
      scratch[thread_index] = fmax(scratch[thread_index], scratch[thread_index + half_size]);
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  value = scratch[0];
  barrier(CLK_LOCAL_MEM_FENCE);
  return value;
}

float sum_of(float value, __local float* scratch) {
  const uint thread_index = get_local_id(0);
  scratch[thread_index] = value;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint half_size = THREADS / 2; half_size > 0; half_size /= 2) {
    if (thread_index < half_size) scratch[thread_index] += scratch[thread_index + half_size];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  value = scratch[0];
  barrier(CLK_LOCAL_MEM_FENCE);
  return value;
}

__kernel void softmax(__global const float* in, __global float* out, uint columns) {
  __local float scratch[THREADS];
  const uint thread_index = get_local_id(0);
  in += get_group_id(0) * columns;
  out += get_group_id(0) * columns;
  float largest = -INFINITY;
  for (uint i = thread_index; i < columns; i += THREADS) largest = fmax(largest, in[i]);
  largest = largest_of(largest, scratch);
  float sum = 0;
  for (uint i = thread_index; i < columns; i += THREADS) {
    const float power = exp(in[i] - largest);
    out[i] = power;
    sum += power;
  }
  sum = sum_of(sum, scratch);
  const float factor = 1 / sum;
  for (uint i = thread_index; i < columns; i += THREADS) out[i] *= factor;
}
