// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X, local_size_y = THREADS_Y) in;
layout(binding = 0) readonly buffer A { float a[]; };
layout(binding = 1) readonly buffer B { float b[]; };
layout(binding = 2) writeonly buffer C { float c[]; };
layout(push_constant) uniform Constants { uint n; };

shared float left[TILE][TILE];
shared float right[TILE][TILE];

void main() {
  const uint x = gl_LocalInvocationID.x, y = gl_LocalInvocationID.y;
  const uint column = gl_GlobalInvocationID.x, row = gl_GlobalInvocationID.y;
  float sum = 0;
  for (uint tile = 0; tile < n; tile += TILE) {
    left[y][x] = a[row * n + tile + x];
    right[y][x] = b[(tile + y) * n + column];
    barrier();
    for (uint k = 0; k < TILE; ++k) sum += left[y][k] * right[k][x];
    barrier();
  }
  c[row * n + column] = sum;
}
