// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer Left { float left[]; };
layout(binding = 1) readonly buffer Right { float right[]; };
layout(binding = 2) writeonly buffer Sum { float sum[]; };

void main() {
  const uint i = gl_GlobalInvocationID.x;
  sum[i] = left[i] + right[i];
}
