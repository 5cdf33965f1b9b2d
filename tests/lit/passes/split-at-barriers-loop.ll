; SPDX-License-Identifier: Apache-2.0
; A barrier in a loop whose end all SIMD-groups reach together, known since the bound comes from the frame: regions follow
; each other without a question. The counter, the same for all, is kept once and read before the first SIMD-group. The
; sum is each SIMD-group's own, phi and next value in one place.
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s
; CHECK: %i.shared = alloca i32
; CHECK: simdgroups.0:
; CHECK: %sum = phi <32 x float> [ zeroinitializer, %{{.*}} ]
; CHECK-DAG: store <32 x float> %sum, ptr %{{.*}}, align 64
; CHECK-DAG: store i32 %i, ptr %i.shared
; CHECK: next.0:
; CHECK-NOT: store
; CHECK: after.0:
; CHECK-NEXT: br label %region.1
; CHECK: region.1:
; CHECK-NEXT: %[[I:i[0-9]*]] = load i32, ptr %i.shared
; CHECK: simdgroups.1:
; CHECK: call <32 x float> @vector(i32 %[[I]])
; CHECK: %[[SUM:sum[0-9]+]] = load <32 x float>, ptr %{{.*}}, align 64
; CHECK: %sum1 = fadd <32 x float> %[[SUM]], %x
; CHECK: next.1:
; CHECK: %[[RESULT:result[0-9]*]] = phi i32 [ 0, %end ], [ 1, %loop{{[0-9]*}} ]
; CHECK-NOT: store
; CHECK: after.1:
; CHECK-NEXT: switch i32 %[[RESULT]], label %region.1 [
; CHECK-NEXT: i32 0, label %done
; CHECK-NOT: dispatch
declare <32 x float> @vector(i32)
declare void @use(<32 x float>)
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %n = load i32, ptr %threadgroup, !invariant.load !1
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i1, %again ]
  %sum = phi <32 x float> [ zeroinitializer, %entry ], [ %sum1, %again ]
  call void @__pewter_threadgroup_barrier(i32 2)
  %x = call <32 x float> @vector(i32 %i)
  %sum1 = fadd <32 x float> %sum, %x
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, %n
  br i1 %more, label %again, label %end
again:
  br label %loop
end:
  call void @use(<32 x float> %sum1)
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
!1 = !{}
