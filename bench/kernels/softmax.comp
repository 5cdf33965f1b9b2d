// SPDX-License-Identifier: Apache-2.0
#version 450
// SIMD=1: subgroup operations, whatever the size of a subgroup. SIMD=0: a tree of barriers.
#extension GL_KHR_shader_subgroup_arithmetic : require
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer In { float source[]; };
layout(binding = 1) buffer Out { float result[]; };
layout(push_constant) uniform Constants { uint columns; };

shared float scratch[THREADS_X];

#if SIMD
#define REDUCE(name, across, step, first)                           \
  float name(float value) {                                         \
    value = across(value);                                          \
    if (subgroupElect()) scratch[gl_SubgroupID] = value;            \
    barrier();                                                      \
    value = first;                                                  \
    for (uint i = gl_SubgroupInvocationID; i < gl_NumSubgroups; i += gl_SubgroupSize) value = step(value, scratch[i]); \
    value = across(value);                                          \
    barrier();                                                      \
    return value;                                                   \
  }
#else
#define REDUCE(name, across, step, first)                           \
  float name(float value) {                                         \
    const uint thread_index = gl_LocalInvocationID.x;               \
    scratch[thread_index] = value;                                  \
    barrier();                                                      \
    for (uint half_size = THREADS_X / 2; half_size > 0; half_size /= 2) { \
      if (thread_index < half_size)                                 \
        scratch[thread_index] = step(scratch[thread_index], scratch[thread_index + half_size]); \
      barrier();                                                    \
    }                                                               \
    value = scratch[0];                                             \
    barrier();                                                      \
    return value;                                                   \
  }
#endif

float add(float a, float b) { return a + b; }
const float kLeast = -3.402823466e38;
REDUCE(largest_of, subgroupMax, max, kLeast)
REDUCE(sum_of, subgroupAdd, add, 0.0)

void main() {
  const uint row = gl_WorkGroupID.x * columns, thread_index = gl_LocalInvocationID.x;
  float largest = kLeast;
  for (uint i = thread_index; i < columns; i += THREADS_X) largest = max(largest, source[row + i]);
  largest = largest_of(largest);
  float sum = 0;
  for (uint i = thread_index; i < columns; i += THREADS_X) {
    const float power = exp(source[row + i] - largest);
    result[row + i] = power;
    sum += power;
  }
  sum = sum_of(sum);
  const float factor = 1 / sum;
  for (uint i = thread_index; i < columns; i += THREADS_X) result[row + i] *= factor;
}
