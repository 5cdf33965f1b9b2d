// SPDX-License-Identifier: Apache-2.0
// C = A * B with tiles in threadgroup memory: a threadgroup of kTile x kTile threads makes one tile of C. It steps along a row
// of tiles of A and a column of tiles of B; at each step its threads load one element of each together, and then every thread
// reads a whole row and column of what the others loaded. So each number comes from device memory once a threadgroup, not
// once a thread.
#include <metal_stdlib>
using namespace metal;

// A function constant: main.cpp gives the value when it makes the pipeline, and the compiler then knows it.
constant uint kSize [[function_constant(0)]];

constant constexpr uint kTile = 16;

kernel void tiled_matmul(device const float* a [[buffer(0)]],
                         device const float* b [[buffer(1)]],
                         device float* c [[buffer(2)]],
                         uint2 group [[threadgroup_position_in_grid]],
                         uint2 local [[thread_position_in_threadgroup]]) {
  threadgroup float a_tile[kTile][kTile];
  threadgroup float b_tile[kTile][kTile];

  const uint row = group.y * kTile + local.y;
  const uint column = group.x * kTile + local.x;
  float sum = 0;
  for (uint step = 0; step < kSize; step += kTile) {
    // Outside of the matrices: zeros, which add nothing.
    a_tile[local.y][local.x] = row < kSize && step + local.x < kSize ? a[row * kSize + step + local.x] : 0;
    b_tile[local.y][local.x] = step + local.y < kSize && column < kSize ? b[(step + local.y) * kSize + column] : 0;
    // Nobody reads the tiles before all of it is there ...
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint k = 0; k < kTile; ++k) sum += a_tile[local.y][k] * b_tile[k][local.x];
    // ... and nobody writes the next ones before all have read these.
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  if (row < kSize && column < kSize) c[row * kSize + column] = sum;
}
