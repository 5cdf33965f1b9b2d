// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer In { uvec4 source[]; };
layout(binding = 1) buffer Out { uvec4 result[]; };
layout(binding = 2) buffer Sums { uint sums[]; };
layout(push_constant) uniform Constants { uint blocks; };

shared uint scratch[THREADS_X];

uint scan_of_group(uint value) {
  const uint thread_index = gl_LocalInvocationID.x;
  scratch[thread_index] = value;
  barrier();
  for (uint distance = 1; distance < THREADS_X; distance *= 2) {
    const uint before = thread_index >= distance ? scratch[thread_index - distance] : 0;
    barrier();
    scratch[thread_index] += before;
    barrier();
  }
  return scratch[thread_index] - value;
}

void main() {
  const uint i = gl_GlobalInvocationID.x, group = gl_WorkGroupID.x, thread_index = gl_LocalInvocationID.x;
#if defined(KERNEL_scan_blocks)
  const uvec4 value = source[i];
  const uint sum = value.x + value.y + value.z + value.w;
  const uint before = scan_of_group(sum);
  result[i] = before + uvec4(0, value.x, value.x + value.y, value.x + value.y + value.z);
  if (thread_index == THREADS_X - 1) sums[group] = before + sum;
#elif defined(KERNEL_scan_sums)
  const uint each = blocks / THREADS_X, first = thread_index * each;
  uint sum = 0;
  for (uint k = 0; k < each; ++k) sum += sums[first + k];
  uint before = scan_of_group(sum);
  for (uint k = 0; k < each; ++k) {
    const uint value = sums[first + k];
    sums[first + k] = before;
    before += value;
  }
#else
  result[i] += sums[group];
#endif
}
