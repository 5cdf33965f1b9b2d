// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// A tile of 32 x 32 elements through threadgroup memory; 32 x 8 threads, four elements each. The odd row length is what
// keeps the columns of a GPU's banks apart.
kernel void transpose(device const float* in [[buffer(0)]], device float* out [[buffer(1)]],
                      constant uint& n [[buffer(2)]], uint2 group [[threadgroup_position_in_grid]],
                      uint2 local [[thread_position_in_threadgroup]]) {
  threadgroup float tile[32][33];
  for (uint i = 0; i < 32; i += 8)
    tile[local.y + i][local.x] = in[(group.y * 32 + local.y + i) * n + group.x * 32 + local.x];
  threadgroup_barrier(mem_flags::mem_threadgroup);
  for (uint i = 0; i < 32; i += 8)
    out[(group.x * 32 + local.y + i) * n + group.y * 32 + local.x] = tile[local.x][local.y + i];
}
