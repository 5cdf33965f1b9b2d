// SPDX-License-Identifier: Apache-2.0
// Each parameter is one LLVM argument, in its address space; nothing of SPIR or SYCL is left.
// RUN: %emit %s --emit ir --kernel add -o - | FileCheck %s
#include <metal_stdlib>
using namespace metal;

// CHECK: target triple = "x86_64
// CHECK: @{{.*}}tile = internal addrspace(3) global [32 x float]
// CHECK-NOT: spir
// CHECK-NOT: sycl
// CHECK: define {{.*}}void @{{.*}}add{{.*}}(ptr addrspace(1) {{.*}}%a, ptr addrspace(1) {{.*}}%c, ptr addrspace(2) {{.*}}%n, i32 {{.*}}%i, ptr {{.*}}byval({{.*}}%grid, i16 {{.*}}%lane)
// CHECK-NOT: addrspacecast ptr %
// CHECK-NOT: annotation
// CHECK-NOT: @{{.*}}other
kernel void add(device const float* a [[buffer(0)]], device float* c [[buffer(1)]], constant uint& n [[buffer(2)]],
                uint i [[thread_position_in_grid]], uint3 grid [[threads_per_grid]], ushort lane [[thread_index_in_simdgroup]]) {
  threadgroup float tile[32];
  tile[lane] = a[i];
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if (i < n) c[i] = tile[lane] + grid.x;
}
kernel void other(device float* x) { x[0] = 1; }
