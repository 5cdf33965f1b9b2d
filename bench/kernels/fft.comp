// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer In { vec2 source[]; };
layout(binding = 1) writeonly buffer Out { vec2 result[]; };
layout(binding = 2) readonly buffer Roots { vec2 roots[]; };

const uint kSize = 1024, kQuarter = kSize / 4;
shared vec2 data[kSize];

vec2 times(vec2 a, vec2 b) { return vec2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }

void main() {
  const uint j = gl_LocalInvocationID.x, base = gl_WorkGroupID.x * kSize;
  vec2 v0 = source[base + j], v1 = source[base + j + kQuarter], v2 = source[base + j + 2 * kQuarter],
       v3 = source[base + j + 3 * kQuarter];
  for (uint span = 1; span < kSize; span *= 4) {
    const uint k = j % span;
    if (span > 1) {
      v0 = data[j];
      const uint stride = kQuarter / span * k;
      v1 = times(data[j + kQuarter], roots[stride]);
      v2 = times(data[j + 2 * kQuarter], roots[2 * stride]);
      v3 = times(data[j + 3 * kQuarter], roots[3 * stride]);
      barrier();
    }
    const vec2 sum02 = v0 + v2, difference02 = v0 - v2, sum13 = v1 + v3;
    const vec2 turned13 = vec2(v1.y - v3.y, v3.x - v1.x);
    const uint first = (j - k) * 4 + k;
    data[first] = sum02 + sum13;
    data[first + span] = difference02 + turned13;
    data[first + 2 * span] = sum02 - sum13;
    data[first + 3 * span] = difference02 - turned13;
    barrier();
  }
  for (uint i = j; i < kSize; i += kQuarter) result[base + i] = data[i];
}
