// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// Exclusive prefix sums: within blocks of 1024, over the sums of the blocks, and both together. A threadgroup's own scan
// takes a step a power of two (Hillis and Steele) between barriers.
template <uint threads>
static uint scan_of_group(uint value, threadgroup uint* scratch, uint thread_index) {
  scratch[thread_index] = value;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  for (uint distance = 1; distance < threads; distance *= 2) {
    const uint before = thread_index >= distance ? scratch[thread_index - distance] : 0;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    scratch[thread_index] += before;
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  return scratch[thread_index] - value;
}

kernel void scan_blocks(device const uint4* in [[buffer(0)]], device uint4* out [[buffer(1)]],
                        device uint* sums [[buffer(2)]], uint i [[thread_position_in_grid]],
                        uint group [[threadgroup_position_in_grid]],
                        uint thread_index [[thread_index_in_threadgroup]]) {
  threadgroup uint scratch[256];
  const uint4 value = in[i];
  const uint sum = value.x + value.y + value.z + value.w;
  const uint before = scan_of_group<256>(sum, scratch, thread_index);
  out[i] = before + uint4(0, value.x, value.x + value.y, value.x + value.y + value.z);
  if (thread_index == 255) sums[group] = before + sum;
}

kernel void scan_sums(device const uint4* in [[buffer(0)]], device uint4* out [[buffer(1)]],
                      device uint* sums [[buffer(2)]], constant uint& blocks [[buffer(3)]],
                      uint thread_index [[thread_index_in_threadgroup]]) {
  threadgroup uint scratch[1024];
  const uint each = blocks / 1024;
  device uint* own = sums + thread_index * each;
  uint sum = 0;
  for (uint i = 0; i < each; ++i) sum += own[i];
  uint before = scan_of_group<1024>(sum, scratch, thread_index);
  for (uint i = 0; i < each; ++i) {
    const uint value = own[i];
    own[i] = before;
    before += value;
  }
}

kernel void add_sums(device const uint4* in [[buffer(0)]], device uint4* out [[buffer(1)]],
                     device const uint* sums [[buffer(2)]], uint i [[thread_position_in_grid]],
                     uint group [[threadgroup_position_in_grid]]) {
  out[i] += sums[group];
}
