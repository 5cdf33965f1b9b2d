; SPDX-License-Identifier: Apache-2.0
; All passes together: one host function is left, without address spaces, with its barrier, site and poll.
; RUN: msl-opt --passes=pipeline %s | FileCheck %s
; CHECK-NOT: addrspace
; CHECK: define void @pewter.kernel.sum(
; CHECK: call void @__pewter_site(i32 1)
; CHECK-NEXT: call void @__pewter_threadgroup_barrier(i32 1)
; CHECK: load volatile i32, ptr %stop
; CHECK-NOT: define
@tile = internal addrspace(3) global [32 x float] undef
declare void @__pewter_threadgroup_barrier(i32) convergent
define float @at(ptr %base, i32 %i) {
  %n = zext i32 %i to i64
  %p = getelementptr float, ptr %base, i64 %n
  %x = load float, ptr %p
  ret float %x
}
define void @sum(ptr addrspace(1) %out, ptr addrspace(2) %count, i32 %i) {
entry:
  %n = zext i32 %i to i64
  %mine = getelementptr [32 x float], ptr addrspace(3) @tile, i64 0, i64 %n
  store float 1.0, ptr addrspace(3) %mine
  call void @__pewter_threadgroup_barrier(i32 1)
  br label %loop
loop:
  %k = phi i32 [ 0, %entry ], [ %k1, %loop ]
  %s = phi float [ 0.0, %entry ], [ %s1, %loop ]
  %x = call float @at(ptr addrspacecast (ptr addrspace(3) @tile to ptr), i32 %k)
  %s1 = fadd float %s, %x
  %k1 = add i32 %k, 1
  %limit = load i32, ptr addrspace(2) %count
  %more = icmp ult i32 %k1, %limit
  br i1 %more, label %loop, label %done
done:
  %slot = getelementptr float, ptr addrspace(1) %out, i64 %n
  store float %s1, ptr addrspace(1) %slot
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @sum, !"sum", !1, !2, !3}
!1 = !{!"buffer", i32 0}
!2 = !{!"buffer", i32 1}
!3 = !{!"thread_position_in_threadgroup", i32 1, i32 32}
