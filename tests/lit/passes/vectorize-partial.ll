; SPDX-License-Identifier: Apache-2.0
; Code for threadgroups of any size: the last SIMD-group's lanes are those that exist.
; RUN: msl-opt --passes='vectorize,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
; CHECK: [[MASK:%.*]] = icmp {{.*}}<32 x i32>
; CHECK: masked.load{{.*}}<32 x i1> [[MASK]]
; CHECK: masked.store{{.*}}<32 x i1> [[MASK]]
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %n = zext i32 %i to i64
  %p = getelementptr float, ptr %in, i64 %n
  %x = load float, ptr %p
  %y = fadd float %x, 1.0
  store float %y, ptr %p
  ret void
}
!0 = !{}
