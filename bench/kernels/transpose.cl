// SPDX-License-Identifier: Apache-2.0
__kernel void transpose(__global const float* in, __global float* out, uint n) {
  __local float tile[32][33];
  const uint x = get_local_id(0), y = get_local_id(1), group_x = get_group_id(0) * 32, group_y = get_group_id(1) * 32;
  for (uint i = 0; i < 32; i += 8) tile[y + i][x] = in[(group_y + y + i) * n + group_x + x];
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint i = 0; i < 32; i += 8) out[(group_x + y + i) * n + group_y + x] = tile[x][y + i];
}
