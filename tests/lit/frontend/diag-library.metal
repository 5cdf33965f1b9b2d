// SPDX-License-Identifier: Apache-2.0
// An error in the library's own lines is reported at the use.
// RUN: not %compile %s 2>&1 | FileCheck %s --implicit-check-not=/pewter/include
#include <metal_stdlib>
using namespace metal;
struct S { int x; };
// CHECK: diag-library.metal:[[#@LINE+1]]:{{[0-9]+}}: error: no matching function for call to 'sin'
kernel void k(device float* o, device S* s) { o[0] = sin(*s); }
