; SPDX-License-Identifier: Apache-2.0
; A 32-bit index that wraps around between two lanes is an address for the lanes behind that point only: the base is that of
; the last lane, less its offset. As a number it is computed lane by lane.
; RUN: msl-opt --passes='vectorize<32>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %before = add i32 %i, %simdgroup
  %n = zext i32 %before to i64
  %p = getelementptr float, ptr %in, i64 %n
; CHECK: [[LAST:%.*]] = add {{.*}}i32 {{.*}}, 31
; CHECK: [[WIDE:%.*]] = zext i32 [[LAST]] to i64
; CHECK: load <32 x float>
  %x = load float, ptr %p
; CHECK: zext <32 x i32> {{.*}} to <32 x i64>
; CHECK: store <32 x i64>
  %out = getelementptr i64, ptr %scratch, i32 %i
  store i64 %n, ptr %out
  %y = fadd float %x, 1.0
  store float %y, ptr %p
  ret void
}
!0 = !{}
