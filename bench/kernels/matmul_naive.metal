// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// C = A B for row-major n x n matrices: a thread makes one element and shares nothing.
kernel void matmul(device const float* a [[buffer(0)]], device const float* b [[buffer(1)]],
                   device float* c [[buffer(2)]], constant uint& n [[buffer(3)]],
                   uint2 position [[thread_position_in_grid]]) {
  float sum = 0;
  for (uint k = 0; k < n; ++k) sum += a[position.y * n + k] * b[k * n + position.x];
  c[position.y * n + position.x] = sum;
}
