// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// Softmax of each row: a threadgroup a row, three passes over it. With SIMD=1 a SIMD-group's maximum and sum come from
// simd_max and simd_sum, with SIMD=0 everything from a tree of barriers over threadgroup memory.
constant constexpr uint kThreads = 256;

struct Maximum {
  static float of(float a, float b) { return max(a, b); }
  static float of_lanes(float value) { return simd_max(value); }
  static constexpr float first = -INFINITY;
};
struct Sum {
  static float of(float a, float b) { return a + b; }
  static float of_lanes(float value) { return simd_sum(value); }
  static constexpr float first = 0;
};

template <typename Operation>
static float reduce(float value, threadgroup float* scratch, uint thread_index) {
#if SIMD
  value = Operation::of_lanes(value);
  if (thread_index % 32 == 0) scratch[thread_index / 32] = value;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  const uint lane = thread_index % 32;
  value = Operation::of_lanes(lane < kThreads / 32 ? scratch[lane] : Operation::first);
#else
  scratch[thread_index] = value;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  for (uint half_size = kThreads / 2; half_size > 0; half_size /= 2) {
    if (thread_index < half_size)
      scratch[thread_index] = Operation::of(scratch[thread_index], scratch[thread_index + half_size]);
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  value = scratch[0];
#endif
  threadgroup_barrier(mem_flags::mem_threadgroup);
  return value;
}

kernel void softmax(device const float* in [[buffer(0)]], device float* out [[buffer(1)]],
                    constant uint& columns [[buffer(2)]], uint row [[threadgroup_position_in_grid]],
                    uint thread_index [[thread_index_in_threadgroup]]) {
  threadgroup float scratch[kThreads];
  in += row * columns;
  out += row * columns;
  float largest = -INFINITY;
  for (uint i = thread_index; i < columns; i += kThreads) largest = max(largest, in[i]);
  largest = reduce<Maximum>(largest, scratch, thread_index);
  float sum = 0;
  for (uint i = thread_index; i < columns; i += kThreads) {
    const float power = exp(in[i] - largest);
    out[i] = power;
    sum += power;
  }
  sum = reduce<Sum>(sum, scratch, thread_index);
  const float factor = 1 / sum;
  for (uint i = thread_index; i < columns; i += kThreads) out[i] *= factor;
}
