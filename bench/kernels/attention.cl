// SPDX-License-Identifier: Apache-2.0
// As attention.metal, but a thread takes a key: there are no sub-groups to share one.
#define KEYS 2048
#define DIMENSIONS 128
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

__kernel void attention(__global const float* queries, __global const float* keys, __global const float* values,
                        __global float* out) {
  __local float scores[KEYS];
  __local float scratch[THREADS];
  const uint head = get_group_id(0), thread_index = get_local_id(0);
  queries += head * DIMENSIONS;
  keys += head * KEYS * DIMENSIONS;
  values += head * KEYS * DIMENSIONS;

  float largest = -INFINITY;
  for (uint key = thread_index; key < KEYS; key += THREADS) {
    float score = 0;
    for (uint i = 0; i < DIMENSIONS; ++i) score += queries[i] * keys[key * DIMENSIONS + i];
    score *= rsqrt((float)DIMENSIONS);
    scores[key] = score;
    largest = fmax(largest, score);
  }
  largest = largest_of(largest, scratch);
  float sum = 0;
  for (uint key = thread_index; key < KEYS; key += THREADS) {
    const float power = exp(scores[key] - largest);
    scores[key] = power;
    sum += power;
  }
  sum = sum_of(sum, scratch);

  const uint dimension = thread_index % DIMENSIONS, part = thread_index / DIMENSIONS;
  float total = 0;
  for (uint key = part * (KEYS / 2); key < (part + 1) * (KEYS / 2); ++key)
    total += scores[key] * values[key * DIMENSIONS + dimension];
  scratch[thread_index] = total;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (part == 0) out[head * DIMENSIONS + dimension] = (total + scratch[thread_index + DIMENSIONS]) / sum;
}
