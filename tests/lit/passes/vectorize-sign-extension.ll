; SPDX-License-Identifier: Apache-2.0
; A sign extension, written as one or as two shifts, keeps the distance from lane to lane where the sign cannot change between them,
; and for addresses from 32 bits on.
; RUN: msl-opt --passes='vectorize<32>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %length = getelementptr i8, ptr %threadgroup, i64 8
  %first = load i64, ptr %length, !invariant.load !0
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
; An index of 32 bits in a wider one.
; CHECK-NOT: masked.gather
; CHECK: load <32 x float>
  %n = zext i32 %i to i64
  %sum = add i64 %n, %first
  %up = shl i64 %sum, 32
  %index = ashr exact i64 %up, 32
  %p = getelementptr float, ptr %in, i64 %index
  %x = load float, ptr %p
  store float %x, ptr %scratch
; As a number it is what each lane has.
; CHECK: ashr exact <32 x i64>
; CHECK: store <32 x i64>
  %at = getelementptr i64, ptr %scratch, i32 %i
  store i64 %index, ptr %at
; From lane 16 on the sign is set.
; CHECK: store <32 x i32> <i32 0, i32 8, {{.*}}, i32 120, i32 -128, {{.*}}, i32 -8>
  %narrow = trunc i32 %i to i8
  %steps = shl i8 %narrow, 3
  %number = sext i8 %steps to i32
  %out = getelementptr i8, ptr %scratch, i64 512
  %to = getelementptr i32, ptr %out, i32 %i
  store i32 %number, ptr %to
  ret void
}
!0 = !{}
