// SPDX-License-Identifier: Apache-2.0
__kernel void add(__global const float* left, __global const float* right, __global float* sum) {
  const size_t i = get_global_id(0);
  sum[i] = left[i] + right[i];
}
