// SPDX-License-Identifier: Apache-2.0
// Only what reaches a convergent intrinsic is convergent.
// RUN: %emit %s --emit ir --kernel k -o - | FileCheck %s
#include <metal_stdlib>
using namespace metal;
// CHECK: define {{.*}}@{{.*}}1k{{.*}} [[KERNEL:#[0-9]+]] {{.*}}{
// CHECK: define {{.*}}@{{.*}}plain{{.*}} [[PLAIN:#[0-9]+]] {{.*}}{
// CHECK: attributes [[KERNEL]] = { {{.*}}convergent
// CHECK: attributes [[PLAIN]] = {
// CHECK-NOT: convergent
// CHECK-SAME: }
[[clang::noinline]] float plain(float x) { return x + 1; }
kernel void k(device float* x, uint i [[thread_position_in_grid]]) { x[i] = plain(simd_sum(x[i])); }
