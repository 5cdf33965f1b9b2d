// SPDX-License-Identifier: Apache-2.0
// Methods qualified by address space, and operators between them: what C++ has not is mended.
// RUN: %emit %s --emit ir --kernel k -o - | FileCheck %s
#include <metal_stdlib>
using namespace metal;
struct Pair {
  float a, b;
  Pair() thread : a(0), b(0) {}
  Pair(float x) : a(x), b(x) {}
  Pair(float x) threadgroup : a(x), b(x) {}
  device float& first() device { return a; }
  threadgroup float& first() threadgroup { return a; }
  float first() const thread { return a; }
  device float& again() device { return first(); }
  float sum() const constant { return a + b; }
};
// CHECK: define {{.*}}@{{.*}}1k
kernel void k(device Pair* d [[buffer(0)]], constant Pair& c [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  threadgroup Pair t[2];
  t[0].first() = c.sum();
  d[0].first() = 1;
  d[1].again() = 2;
  Pair p = i > 0 ? d[i] : Pair(1);
  Pair q = i > 0 ? d[i] : t[0];
  d[2].b = p.first() + q.first();
}
