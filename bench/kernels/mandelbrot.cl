// SPDX-License-Identifier: Apache-2.0
__kernel void mandelbrot(__global uint* counts, uint width, uint limit) {
  const uint column = get_global_id(0), row = get_global_id(1);
  const float cx = -2.0f + 2.5f * column / width, cy = -1.25f + 2.5f * row / width;
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
