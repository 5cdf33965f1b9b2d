// SPDX-License-Identifier: Apache-2.0
#version 450
// 32 threads a row, as in gemv.metal, in as many subgroups as that takes.
#extension GL_KHR_shader_subgroup_arithmetic : require
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer A { float a[]; };
layout(binding = 1) readonly buffer X { float x[]; };
layout(binding = 2) writeonly buffer Y { float y[]; };
layout(push_constant) uniform Constants { uint columns; };

shared float scratch[THREADS_X];

void main() {
  const uint thread_index = gl_LocalInvocationID.x, lane = thread_index % 32;
  const uint row = gl_WorkGroupID.x * 4 + thread_index / 32;
  float sum = 0;
  for (uint i = lane; i < columns; i += 32) sum += a[row * columns + i] * x[i];
  sum = subgroupAdd(sum);
  if (subgroupElect()) scratch[gl_SubgroupID] = sum;
  barrier();
  if (lane == 0) {
    const uint subgroups = 32 / gl_SubgroupSize, first = thread_index / gl_SubgroupSize;
    sum = 0;
    for (uint i = 0; i < subgroups; ++i) sum += scratch[first + i];
    y[row] = sum;
  }
}
