; SPDX-License-Identifier: Apache-2.0
; What SIMD-groups have in common is found through the branches that they may take differently. Here each goes around a
; loop without barriers as often as it likes, and they meet behind it: they agree on the barrier, and on what does not
; come out of the loop.
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s
; CHECK-DAG: %same.shared = alloca float
; CHECK-NOT: shared = alloca
; CHECK: after.0:
; CHECK-NEXT: br label %region.1
; CHECK-NOT: dispatch
declare void @use(float, i32, i32)
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %n = load float, ptr %threadgroup, !invariant.load !1
  %same = fmul float %n, 2.0
  br label %loop
loop:
  %trips = phi i32 [ 0, %entry ], [ %trips1, %loop ]
  %trips1 = add i32 %trips, 1
  %more = icmp ule i32 %trips1, %simdgroup
  br i1 %more, label %loop, label %met
met:
  %few = icmp ult i32 %trips1, 3
  br i1 %few, label %then, label %join
then:
  br label %join
join:
  %chosen = phi i32 [ 1, %met ], [ 2, %then ]
  call void @__pewter_threadgroup_barrier(i32 2)
  call void @use(float %same, i32 %trips1, i32 %chosen)
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
!1 = !{}
