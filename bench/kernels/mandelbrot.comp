// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X, local_size_y = THREADS_Y) in;
layout(binding = 0) writeonly buffer Counts { uint counts[]; };
layout(push_constant) uniform Constants { uint width, limit; };

void main() {
  const uint column = gl_GlobalInvocationID.x, row = gl_GlobalInvocationID.y;
  const float cx = -2.0 + 2.5 * column / width, cy = -1.25 + 2.5 * row / width;
  float x = 0, y = 0;
  uint count = 0;
  while (count < limit && x * x + y * y <= 4) {
    const float next = x * x - y * y + cx;
    y = 2 * x * y + cy;
    x = next;
    ++count;
  }
  counts[row * width + column] = count;
}
