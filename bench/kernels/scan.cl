// SPDX-License-Identifier: Apache-2.0
uint scan_of_group(uint value, __local uint* scratch, uint threads) {
  const uint thread_index = get_local_id(0);
  scratch[thread_index] = value;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint distance = 1; distance < threads; distance *= 2) {
    const uint before = thread_index >= distance ? scratch[thread_index - distance] : 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    scratch[thread_index] += before;
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  return scratch[thread_index] - value;
}

__kernel void scan_blocks(__global const uint4* in, __global uint4* out, __global uint* sums, uint blocks) {
  __local uint scratch[256];
  const uint i = get_global_id(0);
  const uint4 value = in[i];
  const uint sum = value.x + value.y + value.z + value.w;
  const uint before = scan_of_group(sum, scratch, 256);
  out[i] = before + (uint4)(0, value.x, value.x + value.y, value.x + value.y + value.z);
  if (get_local_id(0) == 255) sums[get_group_id(0)] = before + sum;
}

__kernel void scan_sums(__global const uint4* in, __global uint4* out, __global uint* sums, uint blocks) {
  __local uint scratch[1024];
  const uint each = blocks / 1024;
  __global uint* own = sums + get_local_id(0) * each;
  uint sum = 0;
  for (uint i = 0; i < each; ++i) sum += own[i];
  uint before = scan_of_group(sum, scratch, 1024);
  for (uint i = 0; i < each; ++i) {
    const uint value = own[i];
    own[i] = before;
    before += value;
  }
}

__kernel void add_sums(__global const uint4* in, __global uint4* out, __global const uint* sums, uint blocks) {
  out[get_global_id(0)] += sums[get_group_id(0)];
}
