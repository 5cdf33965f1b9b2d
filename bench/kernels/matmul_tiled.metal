// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// C = A B: a threadgroup of TILE x TILE threads makes a tile of C out of tiles in threadgroup memory.
kernel void matmul(device const float* a [[buffer(0)]], device const float* b [[buffer(1)]],
                   device float* c [[buffer(2)]], constant uint& n [[buffer(3)]],
                   uint2 position [[thread_position_in_grid]], uint2 local [[thread_position_in_threadgroup]]) {
  threadgroup float left[TILE][TILE];
  threadgroup float right[TILE][TILE];
  float sum = 0;
  for (uint tile = 0; tile < n; tile += TILE) {
    left[local.y][local.x] = a[position.y * n + tile + local.x];
    right[local.y][local.x] = b[(tile + local.y) * n + position.x];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint k = 0; k < TILE; ++k) sum += left[local.y][k] * right[k][local.x];
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  c[position.y * n + position.x] = sum;
}
