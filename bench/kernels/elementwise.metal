// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

kernel void elementwise(device const float* a [[buffer(0)]], device const float* b [[buffer(1)]],
                        device const float* c [[buffer(2)]], device float* result [[buffer(3)]],
                        uint i [[thread_position_in_grid]]) {
  result[i] = a[i] * b[i] + exp(c[i]);
}
