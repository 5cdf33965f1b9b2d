// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// One step of diffusion on a square: each inner point and its four neighbours; the border stays.
kernel void stencil(device const float* in [[buffer(0)]], device float* out [[buffer(1)]],
                    constant uint& n [[buffer(2)]], uint2 p [[thread_position_in_grid]]) {
  const uint i = p.y * n + p.x;
  if (p.x == 0 || p.y == 0 || p.x == n - 1 || p.y == n - 1)
    out[i] = in[i];
  else
    out[i] = 0.5f * in[i] + 0.125f * (in[i - 1] + in[i + 1] + in[i - n] + in[i + n]);
}
