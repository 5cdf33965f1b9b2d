// SPDX-License-Identifier: Apache-2.0
#version 450
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_EXT_shader_16bit_storage : require
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer Weights { uint weights[]; };
layout(binding = 1) readonly buffer Scales { float16_t scales[]; };
layout(binding = 2) readonly buffer X { float x[]; };
layout(binding = 3) writeonly buffer Y { float y[]; };
layout(push_constant) uniform Constants { uint columns; };

shared float scratch[THREADS_X];

void main() {
  const uint thread_index = gl_LocalInvocationID.x, lane = thread_index % 32;
  const uint row = gl_WorkGroupID.x * 4 + thread_index / 32, words = columns / 8;
  float sum = 0;
  for (uint i = lane; i < words; i += 32) {
    const uint word = weights[row * words + i];
    float part = 0;
    for (uint k = 0; k < 8; ++k) part += float(int(word >> 4 * k & 15) - 8) * x[i * 8 + k];
    sum += part * float(scales[row * (columns / 32) + i / 4]);
  }
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
