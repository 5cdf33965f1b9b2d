// SPDX-License-Identifier: Apache-2.0
#include <metal_stdlib>
using namespace metal;

// How often each byte occurs: a threadgroup counts its chunk in threadgroup memory, then adds that to the counts of all.
constant constexpr uint kThreads = 256;

kernel void histogram(device const uint* words [[buffer(0)]], device atomic_uint* counts [[buffer(1)]],
                      constant uint& chunk [[buffer(2)]], uint group [[threadgroup_position_in_grid]],
                      uint thread_index [[thread_index_in_threadgroup]]) {
  threadgroup atomic_uint local[256];
  atomic_store_explicit(&local[thread_index], 0u, memory_order_relaxed);
  threadgroup_barrier(mem_flags::mem_threadgroup);
  for (uint i = thread_index; i < chunk; i += kThreads) {
    const uint word = words[group * chunk + i];
    for (uint shift = 0; shift < 32; shift += 8)
      atomic_fetch_add_explicit(&local[word >> shift & 255], 1u, memory_order_relaxed);
  }
  threadgroup_barrier(mem_flags::mem_threadgroup);
  const uint count = atomic_load_explicit(&local[thread_index], memory_order_relaxed);
  atomic_fetch_add_explicit(&counts[thread_index], count, memory_order_relaxed);
}
