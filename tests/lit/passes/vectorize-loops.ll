; SPDX-License-Identifier: Apache-2.0
; A loop whose trips differ from lane to lane goes on while any lane does, and what leaves it keeps the value it left with.
; A loop with the same trips for all has a scalar counter, no mask, and one branch.
; RUN: msl-opt --passes='vectorize<32>,sroa,early-cse,instcombine,simplifycfg' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %n = zext i32 %i to i64
  %p = getelementptr i32, ptr %in, i64 %n
  %x = load i32, ptr %p
  br label %loop
; CHECK: loop:
; CHECK: [[MASK:%.*]] = phi <32 x i1>
; CHECK: [[MORE:%.*]] = icmp sgt <32 x i32>
; CHECK: [[STAY:%.*]] = select <32 x i1> [[MASK]], <32 x i1> [[MORE]], <32 x i1> zeroinitializer
; CHECK: select <32 x i1> {{.*}}, <32 x i32> {{.*}}, <32 x i32>
; CHECK: bitcast <32 x i1> [[STAY]] to i32
; CHECK: br i1
loop:
  %w = phi i32 [ %x, %entry ], [ %w1, %loop ]
  %w1 = ashr i32 %w, 1
  %more = icmp sgt i32 %w1, 4
  br i1 %more, label %loop, label %done
done:
  %last = phi i32 [ %w1, %loop ]
  br label %uniform
; CHECK: uniform:
; CHECK-NOT: phi <32 x i1>
; CHECK: [[K:%.*]] = phi i32
; CHECK-NOT: select
; CHECK: icmp {{.*}}i32 [[K]]
; CHECK-NEXT: br i1
uniform:
  %k = phi i32 [ 0, %done ], [ %k1, %uniform ]
  %s = phi i32 [ %last, %done ], [ %s1, %uniform ]
  %s1 = mul i32 %s, 3
  %k1 = add i32 %k, 1
  %again = icmp ult i32 %k, %simdgroup
  br i1 %again, label %uniform, label %end
end:
  %result = phi i32 [ %s1, %uniform ]
  store i32 %result, ptr %p
  ret void
}
!0 = !{}
