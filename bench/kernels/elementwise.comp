// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer A { float a[]; };
layout(binding = 1) readonly buffer B { float b[]; };
layout(binding = 2) readonly buffer C { float c[]; };
layout(binding = 3) writeonly buffer Result { float result[]; };

void main() {
  const uint i = gl_GlobalInvocationID.x;
  result[i] = a[i] * b[i] + exp(c[i]);
}
