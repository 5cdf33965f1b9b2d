// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// The sum of all elements: each threadgroup sums a chunk, then one threadgroup sums the partial sums.
constant constexpr uint kThreads = 256;

static float sum_of_group(float value, threadgroup float* scratch, uint lane, uint simdgroup) {
  value = simd_sum(value);
  if (lane == 0) scratch[simdgroup] = value;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  return simd_sum(lane < kThreads / 32 ? scratch[lane] : 0);
}

kernel void sum_chunks(device const float* in [[buffer(0)]], device float* partial [[buffer(1)]],
                       device float* total [[buffer(2)]], constant uint2& counts [[buffer(3)]],
                       uint group [[threadgroup_position_in_grid]], uint thread_index [[thread_index_in_threadgroup]],
                       uint lane [[thread_index_in_simdgroup]], uint simdgroup [[simdgroup_index_in_threadgroup]]) {
  threadgroup float scratch[kThreads / 32];
  const uint chunk = counts.x;
  float sum = 0;
  for (uint i = thread_index; i < chunk; i += kThreads) sum += in[group * chunk + i];
  sum = sum_of_group(sum, scratch, lane, simdgroup);
  if (thread_index == 0) partial[group] = sum;
}

kernel void sum_partial(device const float* in [[buffer(0)]], device const float* partial [[buffer(1)]],
                        device float* total [[buffer(2)]], constant uint2& counts [[buffer(3)]],
                        uint thread_index [[thread_index_in_threadgroup]], uint lane [[thread_index_in_simdgroup]],
                        uint simdgroup [[simdgroup_index_in_threadgroup]]) {
  threadgroup float scratch[kThreads / 32];
  const uint chunks = counts.y;
  float sum = 0;
  for (uint i = thread_index; i < chunks; i += kThreads) sum += partial[i];
  sum = sum_of_group(sum, scratch, lane, simdgroup);
  if (thread_index == 0) *total = sum;
}
