// SPDX-License-Identifier: Apache-2.0
__kernel void elementwise(__global const float* a, __global const float* b, __global const float* c,
                          __global float* result) {
  const size_t i = get_global_id(0);
  result[i] = a[i] * b[i] + exp(c[i]);
}
