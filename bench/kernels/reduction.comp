// SPDX-License-Identifier: Apache-2.0
#version 450
#extension GL_KHR_shader_subgroup_arithmetic : require
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer In { float source[]; };
layout(binding = 1) buffer Partial { float partial[]; };
layout(binding = 2) writeonly buffer Total { float total; };
layout(push_constant) uniform Constants { uint chunk, chunks; };

shared float scratch[THREADS_X];

float sum_of_group(float value) {
  value = subgroupAdd(value);
  if (subgroupElect()) scratch[gl_SubgroupID] = value;
  barrier();
  value = 0;
  for (uint i = gl_SubgroupInvocationID; i < gl_NumSubgroups; i += gl_SubgroupSize) value += scratch[i];
  return subgroupAdd(value);
}

void main() {
  float sum = 0;
#ifdef KERNEL_sum_chunks
  for (uint i = gl_LocalInvocationID.x; i < chunk; i += THREADS_X) sum += source[gl_WorkGroupID.x * chunk + i];
  sum = sum_of_group(sum);
  if (gl_LocalInvocationID.x == 0) partial[gl_WorkGroupID.x] = sum;
#else
  for (uint i = gl_LocalInvocationID.x; i < chunks; i += THREADS_X) sum += partial[i];
  sum = sum_of_group(sum);
  if (gl_LocalInvocationID.x == 0) total = sum;
#endif
}
