; SPDX-License-Identifier: Apache-2.0
; Sites are numbered in program order with loops contiguous, and lanes meet at the latch of a loop with a SIMD-group call.
; RUN: msl-opt --passes=loop-simplify,number-sites %s | FileCheck %s
declare i32 @__pewter_simd_sum_u32(i32) convergent
declare void @__pewter_threadgroup_barrier(i32) convergent

; CHECK-LABEL: define void @branches(
; CHECK: join:
; CHECK-NEXT: call void @__pewter_site(i32 3)
; CHECK: then:
; CHECK-NEXT: call void @__pewter_site(i32 1)
; CHECK-NEXT: {{.*}} = call i32 @__pewter_simd_sum_u32(i32 1)
; CHECK: else:
; CHECK-NEXT: call void @__pewter_site(i32 2)
define void @branches(i1 %c) {
  br i1 %c, label %then, label %else
join:
  %z = call i32 @__pewter_simd_sum_u32(i32 3)
  ret void
then:
  %x = call i32 @__pewter_simd_sum_u32(i32 1)
  br label %join
else:
  %y = call i32 @__pewter_simd_sum_u32(i32 2)
  br label %join
}

; The block after the loop comes before the loop's body in plain reverse post-order; its number must not.
; CHECK-LABEL: define void @loop(
; CHECK: after:
; CHECK: call void @__pewter_site(i32 3)
; CHECK: call:
; CHECK-NEXT: call void @__pewter_site(i32 1)
; CHECK-NEXT: {{.*}} = call i32 @__pewter_simd_sum_u32
; CHECK: latch:
; CHECK: call void @__pewter_site(i32 2)
; CHECK-NEXT: call void @__pewter_converge()
; CHECK-NEXT: br label %head
define void @loop(i32 %n, i1 %c) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %i1, %latch ]
  %more = icmp ult i32 %i, %n
  br i1 %more, label %body, label %after
after:
  %z = call i32 @__pewter_simd_sum_u32(i32 3)
  ret void
body:
  br i1 %c, label %call, label %latch
call:
  %x = call i32 @__pewter_simd_sum_u32(i32 1)
  br label %latch
latch:
  %i1 = add i32 %i, 1
  br label %head
}

; All lanes of an iteration are in the call together already.
; CHECK-LABEL: define void @every_iteration(
; CHECK: call void @__pewter_site(i32 1)
; CHECK-NOT: converge
; CHECK: ret void
define void @every_iteration(i32 %n) {
entry:
  br label %body
body:
  %i = phi i32 [ 0, %entry ], [ %i1, %body ]
  %x = call i32 @__pewter_simd_sum_u32(i32 1)
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, %n
  br i1 %more, label %body, label %after
after:
  ret void
}

; A threadgroup barrier brings everyone together by itself.
; CHECK-LABEL: define void @barrier_loop(
; CHECK: call void @__pewter_site(i32 1)
; CHECK-NEXT: call void @__pewter_threadgroup_barrier(i32 0)
; CHECK-NOT: converge
; CHECK: ret void
define void @barrier_loop(i32 %n) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %i1, %head ]
  call void @__pewter_threadgroup_barrier(i32 0)
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, %n
  br i1 %more, label %head, label %after
after:
  ret void
}

; CHECK-LABEL: define void @plain(
; CHECK-NEXT: ret void
define void @plain() {
  ret void
}
; CHECK: declare void @__pewter_converge() #[[MARKER:[0-9]+]]
; CHECK: attributes #[[MARKER]] = { convergent nounwind
