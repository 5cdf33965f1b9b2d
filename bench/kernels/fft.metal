// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// Forward transforms of 1024 complex numbers, one a threadgroup: five radix-4 steps in Stockham's order, four values a
// thread, through threadgroup memory. `roots` holds exp(-2 pi i k / 1024).
constant constexpr uint kSize = 1024, kQuarter = kSize / 4;

static float2 times(float2 a, float2 b) { return float2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }

kernel void fft(device const float2* in [[buffer(0)]], device float2* out [[buffer(1)]],
                device const float2* roots [[buffer(2)]], uint group [[threadgroup_position_in_grid]],
                uint j [[thread_index_in_threadgroup]]) {
  threadgroup float2 data[kSize];
  in += group * kSize;
  out += group * kSize;
  float2 v0 = in[j], v1 = in[j + kQuarter], v2 = in[j + 2 * kQuarter], v3 = in[j + 3 * kQuarter];
  for (uint span = 1; span < kSize; span *= 4) {
    const uint k = j % span;
    if (span > 1) {
      v0 = data[j];
      const uint step = kQuarter / span * k;
      v1 = times(data[j + kQuarter], roots[step]);
      v2 = times(data[j + 2 * kQuarter], roots[2 * step]);
      v3 = times(data[j + 3 * kQuarter], roots[3 * step]);
      threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    const float2 sum02 = v0 + v2, difference02 = v0 - v2, sum13 = v1 + v3;
    const float2 turned13 = float2(v1.y - v3.y, v3.x - v1.x);  // -i (v1 - v3)
    const uint first = (j - k) * 4 + k;
    data[first] = sum02 + sum13;
    data[first + span] = difference02 + turned13;
    data[first + 2 * span] = sum02 - sum13;
    data[first + 3 * span] = difference02 - turned13;
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  for (uint i = j; i < kSize; i += kQuarter) out[i] = data[i];
}
