// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// What part of the plane to draw. The same struct is in main.cpp: both compilers lay it out alike.
struct View {
  float2 center;
  float scale;  // width of a pixel in the plane
  uint limit;   // iterations after which a point counts as inside
};

// Iterations until |z| leaves the circle of radius 2, for the point that pixel `at` of `size` shows.
static uint escape_time(uint2 at, uint2 size, constant View& view) {
  const float2 c = view.center + (float2(at) - float2(size) / 2 + 0.5f) * view.scale;
  float2 z = 0;
  uint step = 0;
  while (step < view.limit && dot(z, z) <= 4) {
    z = float2(z.x * z.x - z.y * z.y, 2 * z.x * z.y) + c;
    ++step;
  }
  return step;
}

// One thread a pixel; `image` is rows of red, green, blue, alpha.
kernel void mandelbrot(device uchar4* image [[buffer(0)]],
                       constant View& view [[buffer(1)]],
                       uint2 at [[thread_position_in_grid]],
                       uint2 size [[threads_per_grid]]) {
  const uint steps = escape_time(at, size, view);
  float3 color = 0;
  if (steps < view.limit) {
    const float t = float(steps) / float(view.limit);
    color = 0.5f + 0.5f * cos(6.28318f * (2 * sqrt(t) + float3(0.0f, 0.33f, 0.67f)));
  }
  image[at.y * size.x + at.x] = uchar4(uchar3(saturate(color) * 255), 255);
}
