; SPDX-License-Identifier: Apache-2.0
; The loop that every reduction has: each lane goes through memory in steps of the threadgroup. Lanes may leave at different
; times; the counter is a scalar and the lane's number all the same, and the loads are whole vectors.
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine,simplifycfg' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %c = icmp ult i32 %i, %simdgroup
  br i1 %c, label %before, label %exit
before:
  br label %loop
; CHECK: loop:
; CHECK: phi i32
; CHECK: masked.load.v32f32
; CHECK-NOT: gather
; CHECK: br i1
loop:
  %k = phi i32 [ %i, %before ], [ %k1, %loop ]
  %s = phi float [ 0.0, %before ], [ %s1, %loop ]
  %n = zext i32 %k to i64
  %p = getelementptr float, ptr %in, i64 %n
  %x = load float, ptr %p
  %s1 = fadd float %s, %x
  %k1 = add i32 %k, 256
  %more = icmp ult i32 %k1, %simdgroup
  br i1 %more, label %loop, label %after
after:
  %last = phi float [ %s1, %loop ]
  br label %exit
exit:
  %r = phi float [ 0.0, %entry ], [ %last, %after ]
  %q = getelementptr float, ptr %in, i32 %i
  store float %r, ptr %q
  ret void
}
!0 = !{}
