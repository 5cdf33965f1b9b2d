; SPDX-License-Identifier: Apache-2.0
; Where lanes part: both ways one after the other, each skipped when no lane takes it; a PHI takes each lane's own value.
; A branch that is the same in all lanes stays a branch, inside divergent code too.
; RUN: msl-opt --passes='vectorize<32>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %n = zext i32 %i to i64
  %p = getelementptr i32, ptr %in, i64 %n
; CHECK: [[C:%.*]] = icmp slt <32 x i32>
; CHECK: br i1
  %x = load i32, ptr %p
  %c = icmp slt i32 %x, 0
  br i1 %c, label %then, label %else
; CHECK: then:
; CHECK: [[U:%.*]] = icmp eq i32 %simdgroup, 7
; CHECK: br i1 [[U]]
then:
  %u = icmp eq i32 %simdgroup, 7
  br i1 %u, label %seven, label %then.end
; CHECK: seven:
; CHECK: masked.store{{.*}}[[C]]
seven:
  store i32 0, ptr %p
  br label %then.end
then.end:
  br label %join
else:
  %b = mul i32 %x, 3
  br label %join
; CHECK: join:
; CHECK-NOT: masked
; CHECK: store <32 x i32>
join:
  %v = phi i32 [ 5, %then.end ], [ %b, %else ]
  store i32 %v, ptr %p
  ret void
}
!0 = !{}
