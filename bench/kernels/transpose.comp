// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X, local_size_y = THREADS_Y) in;
layout(binding = 0) readonly buffer In { float source[]; };
layout(binding = 1) writeonly buffer Out { float result[]; };
layout(push_constant) uniform Constants { uint n; };

shared float tile[32][33];

void main() {
  const uint x = gl_LocalInvocationID.x, y = gl_LocalInvocationID.y;
  const uint group_x = gl_WorkGroupID.x * 32, group_y = gl_WorkGroupID.y * 32;
  for (uint i = 0; i < 32; i += 8) tile[y + i][x] = source[(group_y + y + i) * n + group_x + x];
  barrier();
  for (uint i = 0; i < 32; i += 8) result[(group_x + y + i) * n + group_y + x] = tile[x][y + i];
}
