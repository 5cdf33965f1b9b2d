; SPDX-License-Identifier: Apache-2.0
; A value that lives across barriers is stored where its region ends and loaded where it is needed; one that dies before
; is not, masks are kept as bits, and a value that is still in its place is not stored again.
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s
; CHECK: simdgroups.0:
; CHECK: %[[OFFSET:[0-9]+]] = mul nuw nsw i64 %{{.*}}, 192
; CHECK-NEXT: %[[MINE:[a-z0-9]+]] = getelementptr inbounds i8, ptr %scratch, i64 %[[OFFSET]]
; CHECK: %x = call <32 x float> @vector(i32 %simdgroup)
; CHECK: %dead = call
; CHECK: call void @use(<32 x float> %dead)
; CHECK-NOT: barrier
; CHECK: %[[X:[0-9]+]] = getelementptr inbounds i8, ptr %[[MINE]], i64 0
; CHECK-NEXT: store <32 x float> %x, ptr %[[X]], align 64
; CHECK-NEXT: %[[BITS:[0-9]+]] = bitcast <32 x i1> %m to i32
; CHECK: store i32 %[[BITS]], ptr %{{.*}}, align 64
; CHECK-NOT: store
; CHECK: simdgroups.1:
; CHECK: call void @meanwhile()
; CHECK-NOT: store
; CHECK: simdgroups.2:
; CHECK: %[[BITS:m[0-9]*]] = load i32, ptr %{{.*}}, align 64
; CHECK-NEXT: %[[M:m[0-9]*]] = bitcast i32 %[[BITS]] to <32 x i1>
; CHECK: %[[X:x[0-9]*]] = load <32 x float>, ptr %{{.*}}, align 64
; CHECK: select <32 x i1> %[[M]], <32 x float> %[[X]]
; CHECK-NOT: barrier(
declare <32 x float> @vector(i32)
declare void @use(<32 x float>)
declare void @meanwhile()
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %x = call <32 x float> @vector(i32 %simdgroup)
  %dead = call <32 x float> @vector(i32 7)
  %m = fcmp olt <32 x float> %x, %dead
  call void @use(<32 x float> %dead)
  call void @__pewter_threadgroup_barrier(i32 2)
  call void @meanwhile()
  call void @__pewter_threadgroup_barrier(i32 2)
  %y = select <32 x i1> %m, <32 x float> %x, <32 x float> zeroinitializer
  call void @use(<32 x float> %y)
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
