// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer Words { uint words[]; };
layout(binding = 1) buffer Counts { uint counts[]; };
layout(push_constant) uniform Constants { uint chunk; };

shared uint local_counts[256];

void main() {
  const uint thread_index = gl_LocalInvocationID.x;
  local_counts[thread_index] = 0;
  barrier();
  for (uint i = thread_index; i < chunk; i += THREADS_X) {
    const uint word = words[gl_WorkGroupID.x * chunk + i];
    for (uint shift = 0; shift < 32; shift += 8) atomicAdd(local_counts[word >> shift & 255], 1);
  }
  barrier();
  atomicAdd(counts[thread_index], local_counts[thread_index]);
}
