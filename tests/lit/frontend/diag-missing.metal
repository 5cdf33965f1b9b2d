// SPDX-License-Identifier: Apache-2.0
// What is missing is missed just behind the token before it; #line is heeded.
// RUN: not %compile %s 2>&1 | FileCheck %s
kernel void k(device float* out [[buffer(0)]]) {
// CHECK: diag-missing.metal:[[#@LINE+3]]:15: error: expected ';' after expression
// CHECK-NEXT: {{^}}  out[0] = 1.0
// CHECK-NEXT: {{^}}              ^
  out[0] = 1.0
}
// CHECK: elsewhere.metal:100:{{[0-9]+}}: error: use of undeclared identifier 'absent'
#line 100 "elsewhere.metal"
kernel void l(device float* out [[buffer(0)]]) { out[0] = absent; }
