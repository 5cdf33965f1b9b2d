// SPDX-License-Identifier: Apache-2.0
// Functions in source order, under their host names.
// RUN: %emit %s --emit list -o - | FileCheck %s
#include <metal_stdlib>
// CHECK: kernel {{ *}}first
kernel void first(device int* x [[buffer(0)]]) { x[0] = 1; }
template <typename T> kernel void made(device T* x) { x[0] = T(1); }
// CHECK-NEXT: kernel {{ *}}made_int
template [[host_name("made_int")]] kernel void made<int>(device int* x);
// CHECK-NEXT: kernel {{ *}}made_float
template [[host_name("made_float")]] [[kernel]] decltype(made<float>) made<float>;
// CHECK-NEXT: kernel {{ *}}renamed
[[host_name("renamed")]] kernel void original(device int* x) {}
// CHECK-NEXT: vertex {{ *}}corner
vertex float4 corner(uint i [[vertex_id]]) { return float4(i); }
// CHECK-NOT: {{.}}
void helper() {}
