; SPDX-License-Identifier: Apache-2.0
; A SIMD-group that is alone has always arrived: barriers vanish, nothing is kept, and there is no loop.
; RUN: msl-opt '--passes=split-at-barriers<32>' %s | FileCheck %s
; CHECK: define void @pewter.kernel.k(
; CHECK-NOT: phi i32 [ 0, %region
; CHECK: %x = call <32 x float> @vector(i32 0)
; CHECK-NEXT: call void @use(<32 x float> %x)
; CHECK-NOT: store
; CHECK: ret void
; CHECK-NOT: call
declare <32 x float> @vector(i32)
declare void @use(<32 x float>)
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %x = call <32 x float> @vector(i32 %simdgroup)
  call void @__pewter_threadgroup_barrier(i32 2)
  call void @use(<32 x float> %x)
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
