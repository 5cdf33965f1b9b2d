// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X, local_size_y = THREADS_Y) in;
layout(binding = 0) readonly buffer In { float source[]; };
layout(binding = 1) writeonly buffer Out { float result[]; };
layout(push_constant) uniform Constants { uint n; };

void main() {
  const uint x = gl_GlobalInvocationID.x, y = gl_GlobalInvocationID.y, i = y * n + x;
  if (x == 0 || y == 0 || x == n - 1 || y == n - 1)
    result[i] = source[i];
  else
    result[i] = 0.5 * source[i] + 0.125 * (source[i - 1] + source[i + 1] + source[i - n] + source[i + n]);
}
