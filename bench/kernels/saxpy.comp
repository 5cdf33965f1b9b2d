// SPDX-License-Identifier: Apache-2.0
#version 450
layout(local_size_x = THREADS_X) in;
layout(binding = 0) readonly buffer X { float x[]; };
layout(binding = 1) buffer Y { float y[]; };
layout(push_constant) uniform Constants { float a; };

void main() {
  const uint i = gl_GlobalInvocationID.x;
  y[i] = a * x[i] + y[i];
}
