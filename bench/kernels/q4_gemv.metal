// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// y = A x where A has 4-bit weights: 32 neighbours share a scale of type half, a weight w stands for (w - 8) * scale, and
// a word holds eight of them, the first in its lowest bits. A SIMD-group a row.
kernel void gemv(device const uint* weights [[buffer(0)]], device const half* scales [[buffer(1)]],
                 device const float* x [[buffer(2)]], device float* y [[buffer(3)]],
                 constant uint& columns [[buffer(4)]], uint group [[threadgroup_position_in_grid]],
                 uint lane [[thread_index_in_simdgroup]], uint simdgroup [[simdgroup_index_in_threadgroup]]) {
  const uint row = group * 4 + simdgroup, words = columns / 8;
  weights += row * words;
  scales += row * (columns / 32);
  float sum = 0;
  for (uint i = lane; i < words; i += 32) {
    const uint word = weights[i];
    float part = 0;
    for (uint k = 0; k < 8; ++k) part += float(int(word >> 4 * k & 15) - 8) * x[i * 8 + k];
    sum += part * float(scales[i / 4]);
  }
  sum = simd_sum(sum);
  if (lane == 0) y[row] = sum;
}
