// SPDX-License-Identifier: Apache-2.0
#define THREADS 256

float sum_of_group(float value, __local float* scratch) {
  const uint thread_index = get_local_id(0);
  scratch[thread_index] = value;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint half_size = THREADS / 2; half_size > 0; half_size /= 2) {
    if (thread_index < half_size) scratch[thread_index] += scratch[thread_index + half_size];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  return scratch[0];
}

__kernel void sum_chunks(__global const float* in, __global float* partial, __global float* total, uint chunk,
                         uint chunks) {
  __local float scratch[THREADS];
  const uint group = get_group_id(0);
  float sum = 0;
  for (uint i = get_local_id(0); i < chunk; i += THREADS) sum += in[group * chunk + i];
  sum = sum_of_group(sum, scratch);
  if (get_local_id(0) == 0) partial[group] = sum;
}

__kernel void sum_partial(__global const float* in, __global const float* partial, __global float* total, uint chunk,
                          uint chunks) {
  __local float scratch[THREADS];
  float sum = 0;
  for (uint i = get_local_id(0); i < chunks; i += THREADS) sum += partial[i];
  sum = sum_of_group(sum, scratch);
  if (get_local_id(0) == 0) *total = sum;
}
