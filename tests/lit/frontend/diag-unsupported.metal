// SPDX-License-Identifier: Apache-2.0
// Each construct that Pewter has not is named once, where it is used.
// RUN: not %compile %s 2>&1 | FileCheck %s --implicit-check-not=/pewter/include
#include <metal_stdlib>
using namespace metal;
// CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: {{.*}}textures are not supported
kernel void image(texture2d<float> t [[texture(0)]], device float* o) { o[0] = t.read(uint2(0, 0)).x; }
// CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: {{.*}}samplers are not supported
constexpr sampler s(coord::pixel);
