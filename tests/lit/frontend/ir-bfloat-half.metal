// SPDX-License-Identifier: Apache-2.0
// Both are native types of the right width, and literals are float.
// RUN: %emit %s --emit ir --kernel k -o - | FileCheck %s
// CHECK-NOT: x86_fp80
// CHECK-NOT: double
// CHECK: fmul {{(contract )?}}half
kernel void k(device half* h [[buffer(0)]], device bfloat* b [[buffer(1)]]) {
  h[0] = h[0] * 1.5h;
  // CHECK: bfloat
  b[0] = bfloat(float(b[0]) * 0.1);
}
