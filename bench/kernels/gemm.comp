// SPDX-License-Identifier: Apache-2.0
#version 450
// The tiling of gemm.metal without simdgroup matrices: 128 threads make 64 x 64 elements, 8 x 4 each. bfloat is the upper
// half of a float.
#extension GL_EXT_shader_16bit_storage : require
layout(local_size_x = THREADS_X) in;
#if FORMAT == 0
#define ELEMENT float
#define READ(value) (value)
#elif FORMAT == 1
#define ELEMENT float16_t
#define READ(value) float(value)
#else
#define ELEMENT uint16_t
#define READ(value) uintBitsToFloat(uint(value) << 16)
#endif
layout(binding = 0) readonly buffer A { ELEMENT a[]; };
layout(binding = 1) readonly buffer B { ELEMENT b[]; };
layout(binding = 2) writeonly buffer C { float c[]; };
layout(push_constant) uniform Constants { uint n; };

const uint kTile = 64, kDepth = 16;
shared float left[kTile * kDepth];
shared float right[kDepth * kTile];

void main() {
  const uint thread_index = gl_LocalInvocationID.x;
  const uint row = gl_WorkGroupID.y * kTile, column = gl_WorkGroupID.x * kTile;
  const uint x = thread_index % 16, y = thread_index / 16 * 8;

  float sums[8][4];
  for (uint i = 0; i < 8; ++i)
    for (uint j = 0; j < 4; ++j) sums[i][j] = 0;

  for (uint k = 0; k < n; k += kDepth) {
    for (uint i = thread_index; i < kTile * kDepth; i += THREADS_X) {
      left[i] = READ(a[(row + i / kDepth) * n + k + i % kDepth]);
      right[i] = READ(b[(k + i / kTile) * n + column + i % kTile]);
    }
    barrier();
    for (uint inner = 0; inner < kDepth; ++inner) {
      float rights[4];
      for (uint j = 0; j < 4; ++j) rights[j] = right[inner * kTile + x + j * 16];
      for (uint i = 0; i < 8; ++i) {
        const float value = left[(y + i) * kDepth + inner];
        for (uint j = 0; j < 4; ++j) sums[i][j] += value * rights[j];
      }
    }
    barrier();
  }
  for (uint i = 0; i < 8; ++i)
    for (uint j = 0; j < 4; ++j) c[(row + y + i) * n + column + x + j * 16] = sums[i][j];
}
