// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

kernel void add(device const float* left [[buffer(0)]], device const float* right [[buffer(1)]],
                device float* sum [[buffer(2)]], uint i [[thread_position_in_grid]]) {
  sum[i] = left[i] + right[i];
}
