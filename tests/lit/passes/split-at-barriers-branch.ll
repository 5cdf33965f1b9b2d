; SPDX-License-Identifier: Apache-2.0
; SIMD-groups may disagree about a barrier under a condition of their own: each notes where it goes on, the results are
; compared, and where they differ neighbours that wait at the same barrier go on together, round after round.
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s
; CHECK: region.0:
; CHECK-NEXT: %begin{{[0-9]*}} = phi i32 [ 0, %entry ]
; CHECK-NEXT: %end{{[0-9]*}} = phi i32 [ 8, %entry ]
; CHECK: simdgroups.0:
; CHECK: %all = phi i32 [ -1, %region.0 ]
; CHECK: %any = phi i32 [ 0, %region.0 ]
; CHECK: next.0:
; CHECK: %[[RESULT:result[0-9]*]] = phi i32
; CHECK: store i32 %[[RESULT]], ptr
; CHECK: %agreed = icmp eq i32
; CHECK: after.0:
; CHECK: %together = and i1 %{{.*}}, %agreed
; CHECK: br i1 %together, label %dispatch, label %schedule, !prof
; CHECK: region.1:
; CHECK: phi i32 [ %begin, %dispatch ]
; CHECK: phi i32 [ %end, %dispatch ]
; CHECK: dispatch:
; CHECK-NEXT: %state = phi i32 [ %[[RESULT]], %after.0 ], {{.*}}, [ %[[WAITING:[a-z0-9]+]], %found ]
; CHECK: switch i32 %state, label %done [
; CHECK-NEXT: i32 1, label %region.1
; CHECK: schedule:
; CHECK: look:
; CHECK: %[[WAITING]] = load i32, ptr
; CHECK: round:
; CHECK-NEXT: br i1 %fresh, label %done, label %find
declare void @use(i32)
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %first = icmp eq i32 %simdgroup, 0
  br i1 %first, label %then, label %end
then:
  call void @__pewter_threadgroup_barrier(i32 2)
  call void @use(i32 1)
  br label %end
end:
  call void @use(i32 2)
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
