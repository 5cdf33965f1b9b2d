// SPDX-License-Identifier: Apache-2.0
// What Metal does not allow in a kernel's signature.
// RUN: not %compile %s 2>&1 | FileCheck %s
// CHECK: :[[#@LINE+1]]:5: error: program scope variable must reside in constant address space
int counter = 0;
// CHECK: :[[#@LINE+1]]:25: error: parameter 'z' of a kernel must be a pointer or reference
kernel void value(float z) {}
// CHECK: :[[#@LINE+1]]:28: error: parameter 'p' of a kernel points to no address space
kernel void pointer(float* p) {}
// CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: 'buffer' attribute parameter is out of bounds: must be between 0 and 30
kernel void far(device float* p [[buffer(31)]]) {}
// CHECK: :[[#@LINE+1]]:25: error: invalid type 'float' for attribute 'thread_position_in_grid'
kernel void wrong(float i [[thread_position_in_grid]]) {}
// CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: kernel must have void return type
kernel int result(device int* x) { return x[0]; }
// A good one beside them.
// CHECK-NOT: error:
kernel void good(device float* p [[buffer(30)]], constant int& n, threadgroup float* t [[threadgroup(0)]], ushort2 i [[thread_position_in_grid]]) {}
// CHECK: 6 errors generated.
