; SPDX-License-Identifier: Apache-2.0
; Two barriers in the branches of a loop would be a cycle of regions that is entered in two places, which LLVM takes for
; no loop at all: the ways between regions go through one place then.
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s
; CHECK: after.0:
; CHECK-NEXT: br label %dispatch
; CHECK: dispatch:
; CHECK-NEXT: %state = phi i32 [ %[[R:.*]], %after.0 ], [ %{{.*}}, %after.1 ], [ %{{.*}}, %after.2 ]
; CHECK-NEXT: switch i32 %state, label %done [
; CHECK-NEXT: i32 1, label %region.1
; CHECK-NEXT: i32 2, label %region.2
; CHECK-NOT: schedule
declare void @use(i32)
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %n = load i32, ptr %threadgroup, !invariant.load !1
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i1, %next ]
  %odd = trunc i32 %i to i1
  br i1 %odd, label %a, label %b
a:
  call void @__pewter_threadgroup_barrier(i32 2)
  call void @use(i32 1)
  br label %next
b:
  call void @__pewter_threadgroup_barrier(i32 2)
  call void @use(i32 2)
  br label %next
next:
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, %n
  br i1 %more, label %loop, label %end
end:
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
!1 = !{}
