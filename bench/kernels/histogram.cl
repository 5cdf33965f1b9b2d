// SPDX-License-Identifier: Apache-2.0
#define THREADS 256

__kernel void histogram(__global const uint* words, __global uint* counts, uint chunk) {
  __local uint local_counts[256];
  const uint thread_index = get_local_id(0), group = get_group_id(0);
  local_counts[thread_index] = 0;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint i = thread_index; i < chunk; i += THREADS) {
    const uint word = words[group * chunk + i];
    for (uint shift = 0; shift < 32; shift += 8) atomic_inc(&local_counts[word >> shift & 255]);
  }
  barrier(CLK_LOCAL_MEM_FENCE);
  atomic_add(&counts[thread_index], local_counts[thread_index]);
}
