// SPDX-License-Identifier: Apache-2.0
#version 450
// As attention.metal; a subgroup of any size takes a key at a time.
#extension GL_KHR_shader_subgroup_arithmetic : require
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer Queries { float queries[]; };
layout(binding = 1) readonly buffer Keys { float keys[]; };
layout(binding = 2) readonly buffer Values { float values[]; };
layout(binding = 3) writeonly buffer Out { float result[]; };

const uint kKeys = 2048, kDimensions = 128;
shared float scores[kKeys];
shared float scratch[THREADS_X];

void main() {
  const uint head = gl_WorkGroupID.x, thread_index = gl_LocalInvocationID.x, lane = gl_SubgroupInvocationID;
  const uint base = head * kKeys * kDimensions;
  for (uint key = gl_SubgroupID; key < kKeys; key += gl_NumSubgroups) {
    float score = 0;
    for (uint i = lane; i < kDimensions; i += gl_SubgroupSize)
      score += queries[head * kDimensions + i] * keys[base + key * kDimensions + i];
    score = subgroupAdd(score) * inversesqrt(float(kDimensions));
    if (lane == 0) scores[key] = score;
  }
  barrier();

  const float least = -3.402823466e38;
  float largest = least;
  for (uint key = thread_index; key < kKeys; key += THREADS_X) largest = max(largest, scores[key]);
  largest = subgroupMax(largest);
  if (lane == 0) scratch[gl_SubgroupID] = largest;
  barrier();
  largest = least;
  for (uint i = lane; i < gl_NumSubgroups; i += gl_SubgroupSize) largest = max(largest, scratch[i]);
  largest = subgroupMax(largest);
  barrier();

  float sum = 0;
  for (uint key = thread_index; key < kKeys; key += THREADS_X) {
    const float power = exp(scores[key] - largest);
    scores[key] = power;
    sum += power;
  }
  sum = subgroupAdd(sum);
  if (lane == 0) scratch[gl_SubgroupID] = sum;
  barrier();
  sum = 0;
  for (uint i = lane; i < gl_NumSubgroups; i += gl_SubgroupSize) sum += scratch[i];
  sum = subgroupAdd(sum);
  barrier();

  const uint dimension = thread_index % kDimensions, part = thread_index / kDimensions;
  float total = 0;
  for (uint key = part * (kKeys / 2); key < (part + 1) * (kKeys / 2); ++key)
    total += scores[key] * values[base + key * kDimensions + dimension];
  scratch[thread_index] = total;
  barrier();
  if (part == 0) result[head * kDimensions + dimension] = (total + scratch[thread_index + kDimensions]) / sum;
}
