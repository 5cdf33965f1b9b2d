// SPDX-License-Identifier: Apache-2.0
#define SIZE 1024
#define QUARTER 256

float2 times(float2 a, float2 b) { return (float2)(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }

__kernel void fft(__global const float2* in, __global float2* out, __global const float2* roots) {
  __local float2 data[SIZE];
  const uint j = get_local_id(0);
  in += get_group_id(0) * SIZE;
  out += get_group_id(0) * SIZE;
  float2 v0 = in[j], v1 = in[j + QUARTER], v2 = in[j + 2 * QUARTER], v3 = in[j + 3 * QUARTER];
  for (uint span = 1; span < SIZE; span *= 4) {
    const uint k = j % span;
    if (span > 1) {
      v0 = data[j];
      const uint step = QUARTER / span * k;
      v1 = times(data[j + QUARTER], roots[step]);
      v2 = times(data[j + 2 * QUARTER], roots[2 * step]);
      v3 = times(data[j + 3 * QUARTER], roots[3 * step]);
      barrier(CLK_LOCAL_MEM_FENCE);
    }
    const float2 sum02 = v0 + v2, difference02 = v0 - v2, sum13 = v1 + v3;
    const float2 turned13 = (float2)(v1.y - v3.y, v3.x - v1.x);
    const uint first = (j - k) * 4 + k;
    data[first] = sum02 + sum13;
    data[first + span] = difference02 + turned13;
    data[first + 2 * span] = sum02 - sum13;
    data[first + 3 * span] = difference02 - turned13;
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  for (uint i = j; i < SIZE; i += QUARTER) out[i] = data[i];
}
