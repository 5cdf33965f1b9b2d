// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// One new token's attention: out = softmax(q K^T / sqrt(128)) V for each head, a threadgroup a head. Scores stay in
// threadgroup memory; a SIMD-group takes a key at a time, a lane four of its 128 dimensions.
constant constexpr uint kKeys = 2048, kDimensions = 128, kThreads = 256, kSimdgroups = kThreads / 32;

kernel void attention(device const float* queries [[buffer(0)]], device const float* keys [[buffer(1)]],
                      device const float* values [[buffer(2)]], device float* out [[buffer(3)]],
                      uint head [[threadgroup_position_in_grid]], uint thread_index [[thread_index_in_threadgroup]],
                      uint lane [[thread_index_in_simdgroup]], uint simdgroup [[simdgroup_index_in_threadgroup]]) {
  threadgroup float scores[kKeys];
  threadgroup float scratch[kThreads];
  keys += head * kKeys * kDimensions;
  values += head * kKeys * kDimensions;

  const float4 query = reinterpret_cast<device const float4*>(queries + head * kDimensions)[lane];
  for (uint key = simdgroup; key < kKeys; key += kSimdgroups) {
    const float4 own = reinterpret_cast<device const float4*>(keys + key * kDimensions)[lane];
    const float score = simd_sum(dot(query, own)) * rsqrt(float(kDimensions));
    if (lane == 0) scores[key] = score;
  }
  threadgroup_barrier(mem_flags::mem_threadgroup);

  float largest = -INFINITY;
  for (uint key = thread_index; key < kKeys; key += kThreads) largest = max(largest, scores[key]);
  largest = simd_max(largest);
  if (lane == 0) scratch[simdgroup] = largest;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  largest = simd_max(lane < kSimdgroups ? scratch[lane] : -INFINITY);
  threadgroup_barrier(mem_flags::mem_threadgroup);

  float sum = 0;
  for (uint key = thread_index; key < kKeys; key += kThreads) {
    const float power = exp(scores[key] - largest);
    scores[key] = power;
    sum += power;
  }
  sum = simd_sum(sum);
  if (lane == 0) scratch[simdgroup] = sum;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  sum = simd_sum(lane < kSimdgroups ? scratch[lane] : 0);
  threadgroup_barrier(mem_flags::mem_threadgroup);

  // Two halves of the keys, a thread a dimension in each.
  const uint dimension = thread_index % kDimensions, part = thread_index / kDimensions;
  float total = 0;
  for (uint key = part * (kKeys / 2); key < (part + 1) * (kKeys / 2); ++key)
    total += scores[key] * values[key * kDimensions + dimension];
  scratch[thread_index] = total;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if (part == 0) out[head * kDimensions + dimension] = (total + scratch[thread_index + kDimensions]) / sum;
}
