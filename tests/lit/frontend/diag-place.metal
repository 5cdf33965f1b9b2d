// SPDX-License-Identifier: Apache-2.0
// Errors are at the user's line and column, with the user's words.
// RUN: not %compile %s 2>&1 | FileCheck %s --implicit-check-not=__pewter --implicit-check-not=opencl --implicit-check-not=__global
#include <metal_stdlib>
using namespace metal;
#define TWICE(x) ((x) + missing)

float g(float y) {
// CHECK: diag-place.metal:[[#@LINE+3]]:10: error: use of undeclared identifier 'missing'
// CHECK-NEXT: {{^}}  return TWICE(y);
// CHECK-NEXT: {{^}}         ^
  return TWICE(y);
// CHECK: note: expanded from macro 'TWICE'
}

kernel void k(device float* a [[buffer(0)]], constant float* c [[buffer(1)]], uint i [[thread_position_in_grid]]) {
// CHECK: :[[#@LINE+3]]:22: error: cannot initialize a variable of type 'threadgroup float *' with an lvalue of type 'device float *'
// CHECK-NEXT: {{^}}  threadgroup float* t = a;
// CHECK-NEXT: {{^}}                     ^   ~
  threadgroup float* t = a;
}
