; SPDX-License-Identifier: Apache-2.0
; Two barriers in a loop: the second region goes around the loop to the first barrier. Phi and next value have
; one place, and in the second region each is stored from where it is and not from what was there.
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s
; CHECK: after.0:
; CHECK-NEXT: br label %region.1
; CHECK: simdgroups.1:
; CHECK: call <32 x float> @vector(i32 1)
; CHECK: after.1:
; CHECK-NEXT: br label %region.2
; CHECK: simdgroups.2:
; CHECK: call <32 x float> @vector(i32 2)
; CHECK: %[[OLD:old[0-9]*]] = load <32 x float>, ptr %{{.*}}, align 64
; CHECK: %new = fadd
; CHECK: %[[NEW:old[0-9]*]] = phi <32 x float> [ %new, %{{.*}} ]
; CHECK: store <32 x float> %[[NEW]], ptr %{{.*}}, align 64
; CHECK: call void @use(<32 x float> %new)
; CHECK: after.2:
; CHECK-NEXT: switch i32 %{{result[0-9]*}}, label %region.1 [
; CHECK-NEXT: i32 0, label %done
; CHECK-NOT: vector(i32
declare <32 x float> @vector(i32)
declare void @use(<32 x float>)
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i1, %loop ]
  %old = phi <32 x float> [ zeroinitializer, %entry ], [ %new, %loop ]
  call void @__pewter_threadgroup_barrier(i32 2)
  %x = call <32 x float> @vector(i32 1)
  call void @__pewter_threadgroup_barrier(i32 2)
  %y = call <32 x float> @vector(i32 2)
  %s = fadd <32 x float> %x, %old
  %new = fadd <32 x float> %s, %y
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, 5
  br i1 %more, label %loop, label %end
end:
  call void @use(<32 x float> %new)
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
