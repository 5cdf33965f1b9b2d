; SPDX-License-Identifier: Apache-2.0
; Threads of a SIMD-group count up from a multiple of 32: whether they lie below another multiple is the same for all, so that a
; loop over an array by the whole threadgroup has no masks. Below any other number it is not.
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %out = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  br label %loop
; CHECK: loop:
; CHECK-NOT: <32 x i1>
; CHECK: store <32 x i32>
; CHECK: br i1
loop:
  %k = phi i32 [ %i, %entry ], [ %k1, %loop ]
  %p = getelementptr i32, ptr %out, i32 %k
  store i32 %k, ptr %p
  %k1 = add i32 %k, 64
  %more = icmp ult i32 %k1, 1024
  br i1 %more, label %loop, label %rest
; CHECK: rest:
; CHECK: icmp {{.*}}<32 x i32>
; CHECK: masked.store
rest:
  %few = icmp ult i32 %i, 40
  br i1 %few, label %then, label %done
then:
  %q = getelementptr i32, ptr %out, i32 %i
  store i32 0, ptr %q
  br label %done
done:
  ret void
}
!0 = !{}
