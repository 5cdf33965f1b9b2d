// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// One stage of the pipeline of threads in main.cpp.
kernel void stage(device const uint* in [[buffer(0)]],
                  device uint* out [[buffer(1)]],
                  constant uint& number [[buffer(2)]],
                  uint i [[thread_position_in_grid]]) {
  out[i] = 3 * in[i] + number;
}
