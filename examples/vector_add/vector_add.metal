// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// Runs once for every element: `index` says which one this thread has.
kernel void vector_add(device const float* left [[buffer(0)]],
                       device const float* right [[buffer(1)]],
                       device float* sum [[buffer(2)]],
                       uint index [[thread_position_in_grid]]) {
  sum[index] = left[index] + right[index];
}
