// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// How often z -> z * z + c stays within a circle of radius 2, for each pixel: neighbours part ways.
kernel void mandelbrot(device uint* counts [[buffer(0)]], constant uint2& shape [[buffer(1)]],
                       uint2 pixel [[thread_position_in_grid]]) {
  const uint width = shape.x, limit = shape.y;
  const float cx = -2.0f + 2.5f * pixel.x / width, cy = -1.25f + 2.5f * pixel.y / width;
  float x = 0, y = 0;
  uint count = 0;
  while (count < limit && x * x + y * y <= 4) {
    const float next = x * x - y * y + cx;
    y = 2 * x * y + cy;
    x = next;
    ++count;
  }
  counts[pixel.y * width + pixel.x] = count;
}
