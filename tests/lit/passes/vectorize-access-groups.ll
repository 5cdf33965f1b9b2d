; SPDX-License-Identifier: Apache-2.0
; What a lane reads and writes side by side, one element at a time, is one access: a dense run of the SIMD-group's memory.
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %i4 = shl i32 %i, 2
; in[4 * i + k] for k = 0 to 3, the index one of 32 bits: four loads of 32 elements, two stages of shuffles.
; CHECK-COUNT-4: load <32 x float>, ptr
; CHECK-COUNT-8: shufflevector <32 x float>
  %i0 = zext i32 %i4 to i64
  %p0 = getelementptr float, ptr %in, i64 %i0
  %x0 = load float, ptr %p0
  %j1 = or disjoint i32 %i4, 1
  %i1 = zext i32 %j1 to i64
  %p1 = getelementptr float, ptr %in, i64 %i1
  %x1 = load float, ptr %p1
  %j2 = add i32 %i4, 2
  %i2 = zext i32 %j2 to i64
  %p2 = getelementptr float, ptr %in, i64 %i2
  %x2 = load float, ptr %p2
  %j3 = or disjoint i32 %i4, 3
  %i3 = zext i32 %j3 to i64
  %p3 = getelementptr float, ptr %in, i64 %i3
  %x3 = load float, ptr %p3
  %s1 = fadd float %x0, %x1
  %s2 = fadd float %s1, %x2
  %s3 = fadd float %s2, %x3
; Both go out as one, in order of memory.
; CHECK-COUNT-2: shufflevector <32 x float>
; CHECK-COUNT-2: store <32 x float>
; CHECK-NOT: gather
; CHECK-NOT: scatter
  %out = getelementptr i8, ptr %in, i64 65536
  %i2x = shl i32 %i, 1
  %o = zext i32 %i2x to i64
  %q0 = getelementptr float, ptr %out, i64 %o
  %q1 = getelementptr i8, ptr %q0, i64 4
  store float %s3, ptr %q1
  store float %s2, ptr %q0
  ret void
}
!0 = !{}
