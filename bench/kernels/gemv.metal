// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// y = A x for a row-major matrix: a SIMD-group a row, four rows a threadgroup.
kernel void gemv(device const float* a [[buffer(0)]], device const float* x [[buffer(1)]],
                 device float* y [[buffer(2)]], constant uint& columns [[buffer(3)]],
                 uint group [[threadgroup_position_in_grid]], uint lane [[thread_index_in_simdgroup]],
                 uint simdgroup [[simdgroup_index_in_threadgroup]]) {
  const uint row = group * 4 + simdgroup;
  a += row * columns;
  float sum = 0;
  for (uint i = lane; i < columns; i += 32) sum += a[i] * x[i];
  sum = simd_sum(sum);
  if (lane == 0) y[row] = sum;
}
