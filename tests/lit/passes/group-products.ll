; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=group-products %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

; Two products with the same left matrix, over a loop: the sums stay in one place in memory, and what comes from
; elsewhere is copied to where the function takes it from.
; CHECK-LABEL: define void @loop(
; CHECK: [[B:%.*]] = alloca [128 x float]
; CHECK: [[A:%.*]] = alloca [64 x float]
; CHECK: [[SUMS:%.*]] = alloca [128 x float]
; CHECK-COUNT-16: store <8 x float> zeroinitializer
; CHECK: loop:
; CHECK-NOT: phi <64 x float>
; CHECK: call void @pewter.multiply_panels.2(ptr [[SUMS]], i64 32, i64 64, i64 32, ptr [[A]], ptr [[B]])
; CHECK-NOT: load <8 x float>
; CHECK: after:
; CHECK-COUNT-16: load <8 x float>
define void @loop(<64 x float> %a, <64 x float> %b0, <64 x float> %b1, ptr %out, i1 %again) {
entry:
  br label %loop
loop:
  %sum0 = phi <64 x float> [ zeroinitializer, %entry ], [ %next0, %loop ]
  %sum1 = phi <64 x float> [ zeroinitializer, %entry ], [ %next1, %loop ]
  %next0 = call <64 x float> @pewter.multiply_rows(<64 x float> %b0, <64 x float> %sum0, <64 x float> %a)
  %next1 = call <64 x float> @pewter.multiply_rows(<64 x float> %b1, <64 x float> %sum1, <64 x float> %a)
  br i1 %again, label %loop, label %after
after:
  store <64 x float> %next0, ptr %out
  %second = getelementptr i8, ptr %out, i64 256
  store <64 x float> %next1, ptr %second
  ret void
}

; Matrices that were loaded are taken from there: rows 64 bytes apart, both of b side by side.
; CHECK-LABEL: define void @loaded(
; CHECK: call void @pewter.multiply_panels.2(ptr [[SUMS:%[0-9]+]], i64 64, i64 64, i64 32, ptr %a0.p0, ptr %b0.p0)
; Not where it may have changed since.
; CHECK: store float
; CHECK: call void @pewter.multiply_panels.2(ptr [[SUMS]], i64 32, i64 64, i64 32, ptr {{%[0-9]+}}, ptr {{%[0-9]+}})
define void @loaded(ptr %a, ptr %b, ptr %out) {
  %a0.p0 = getelementptr i8, ptr %a, i64 0
  %a0.r0 = load <8 x float>, ptr %a0.p0, align 4
  %a0.p1 = getelementptr i8, ptr %a, i64 64
  %a0.r1 = load <8 x float>, ptr %a0.p1, align 4
  %a0.p2 = getelementptr i8, ptr %a, i64 128
  %a0.r2 = load <8 x float>, ptr %a0.p2, align 4
  %a0.p3 = getelementptr i8, ptr %a, i64 192
  %a0.r3 = load <8 x float>, ptr %a0.p3, align 4
  %a0.p4 = getelementptr i8, ptr %a, i64 256
  %a0.r4 = load <8 x float>, ptr %a0.p4, align 4
  %a0.p5 = getelementptr i8, ptr %a, i64 320
  %a0.r5 = load <8 x float>, ptr %a0.p5, align 4
  %a0.p6 = getelementptr i8, ptr %a, i64 384
  %a0.r6 = load <8 x float>, ptr %a0.p6, align 4
  %a0.p7 = getelementptr i8, ptr %a, i64 448
  %a0.r7 = load <8 x float>, ptr %a0.p7, align 4
  %a0.j0 = shufflevector <8 x float> %a0.r0, <8 x float> %a0.r1, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %a0.j1 = shufflevector <8 x float> %a0.r2, <8 x float> %a0.r3, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %a0.j2 = shufflevector <8 x float> %a0.r4, <8 x float> %a0.r5, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %a0.j3 = shufflevector <8 x float> %a0.r6, <8 x float> %a0.r7, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %a0.j4 = shufflevector <16 x float> %a0.j0, <16 x float> %a0.j1, <32 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %a0.j5 = shufflevector <16 x float> %a0.j2, <16 x float> %a0.j3, <32 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %a0 = shufflevector <32 x float> %a0.j4, <32 x float> %a0.j5, <64 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31, i32 32, i32 33, i32 34, i32 35, i32 36, i32 37, i32 38, i32 39, i32 40, i32 41, i32 42, i32 43, i32 44, i32 45, i32 46, i32 47, i32 48, i32 49, i32 50, i32 51, i32 52, i32 53, i32 54, i32 55, i32 56, i32 57, i32 58, i32 59, i32 60, i32 61, i32 62, i32 63>
  %b0.p0 = getelementptr i8, ptr %b, i64 0
  %b0.r0 = load <8 x float>, ptr %b0.p0, align 4
  %b0.p1 = getelementptr i8, ptr %b, i64 64
  %b0.r1 = load <8 x float>, ptr %b0.p1, align 4
  %b0.p2 = getelementptr i8, ptr %b, i64 128
  %b0.r2 = load <8 x float>, ptr %b0.p2, align 4
  %b0.p3 = getelementptr i8, ptr %b, i64 192
  %b0.r3 = load <8 x float>, ptr %b0.p3, align 4
  %b0.p4 = getelementptr i8, ptr %b, i64 256
  %b0.r4 = load <8 x float>, ptr %b0.p4, align 4
  %b0.p5 = getelementptr i8, ptr %b, i64 320
  %b0.r5 = load <8 x float>, ptr %b0.p5, align 4
  %b0.p6 = getelementptr i8, ptr %b, i64 384
  %b0.r6 = load <8 x float>, ptr %b0.p6, align 4
  %b0.p7 = getelementptr i8, ptr %b, i64 448
  %b0.r7 = load <8 x float>, ptr %b0.p7, align 4
  %b0.j0 = shufflevector <8 x float> %b0.r0, <8 x float> %b0.r1, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %b0.j1 = shufflevector <8 x float> %b0.r2, <8 x float> %b0.r3, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %b0.j2 = shufflevector <8 x float> %b0.r4, <8 x float> %b0.r5, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %b0.j3 = shufflevector <8 x float> %b0.r6, <8 x float> %b0.r7, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %b0.j4 = shufflevector <16 x float> %b0.j0, <16 x float> %b0.j1, <32 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %b0.j5 = shufflevector <16 x float> %b0.j2, <16 x float> %b0.j3, <32 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %b0 = shufflevector <32 x float> %b0.j4, <32 x float> %b0.j5, <64 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31, i32 32, i32 33, i32 34, i32 35, i32 36, i32 37, i32 38, i32 39, i32 40, i32 41, i32 42, i32 43, i32 44, i32 45, i32 46, i32 47, i32 48, i32 49, i32 50, i32 51, i32 52, i32 53, i32 54, i32 55, i32 56, i32 57, i32 58, i32 59, i32 60, i32 61, i32 62, i32 63>
  %b1.p0 = getelementptr i8, ptr %b, i64 32
  %b1.r0 = load <8 x float>, ptr %b1.p0, align 4
  %b1.p1 = getelementptr i8, ptr %b, i64 96
  %b1.r1 = load <8 x float>, ptr %b1.p1, align 4
  %b1.p2 = getelementptr i8, ptr %b, i64 160
  %b1.r2 = load <8 x float>, ptr %b1.p2, align 4
  %b1.p3 = getelementptr i8, ptr %b, i64 224
  %b1.r3 = load <8 x float>, ptr %b1.p3, align 4
  %b1.p4 = getelementptr i8, ptr %b, i64 288
  %b1.r4 = load <8 x float>, ptr %b1.p4, align 4
  %b1.p5 = getelementptr i8, ptr %b, i64 352
  %b1.r5 = load <8 x float>, ptr %b1.p5, align 4
  %b1.p6 = getelementptr i8, ptr %b, i64 416
  %b1.r6 = load <8 x float>, ptr %b1.p6, align 4
  %b1.p7 = getelementptr i8, ptr %b, i64 480
  %b1.r7 = load <8 x float>, ptr %b1.p7, align 4
  %b1.j0 = shufflevector <8 x float> %b1.r0, <8 x float> %b1.r1, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %b1.j1 = shufflevector <8 x float> %b1.r2, <8 x float> %b1.r3, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %b1.j2 = shufflevector <8 x float> %b1.r4, <8 x float> %b1.r5, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %b1.j3 = shufflevector <8 x float> %b1.r6, <8 x float> %b1.r7, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %b1.j4 = shufflevector <16 x float> %b1.j0, <16 x float> %b1.j1, <32 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %b1.j5 = shufflevector <16 x float> %b1.j2, <16 x float> %b1.j3, <32 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %b1 = shufflevector <32 x float> %b1.j4, <32 x float> %b1.j5, <64 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31, i32 32, i32 33, i32 34, i32 35, i32 36, i32 37, i32 38, i32 39, i32 40, i32 41, i32 42, i32 43, i32 44, i32 45, i32 46, i32 47, i32 48, i32 49, i32 50, i32 51, i32 52, i32 53, i32 54, i32 55, i32 56, i32 57, i32 58, i32 59, i32 60, i32 61, i32 62, i32 63>
  %x0 = call <64 x float> @pewter.multiply_rows(<64 x float> %b0, <64 x float> zeroinitializer, <64 x float> %a0)
  %x1 = call <64 x float> @pewter.multiply_rows(<64 x float> %b1, <64 x float> zeroinitializer, <64 x float> %a0)
  store float 0.0, ptr %out
  %y0 = call <64 x float> @pewter.multiply_rows(<64 x float> %b0, <64 x float> %x0, <64 x float> %a0)
  %y1 = call <64 x float> @pewter.multiply_rows(<64 x float> %b1, <64 x float> %x1, <64 x float> %a0)
  store <64 x float> %y0, ptr %out
  store <64 x float> %y1, ptr %out
  ret void
}

; The second needs what the first gives: no group.
; CHECK-LABEL: define <64 x float> @chain(
; CHECK-COUNT-2: call <64 x float> @pewter.multiply_rows
; CHECK: ret <64 x float>
define <64 x float> @chain(<64 x float> %a, <64 x float> %b, <64 x float> %c) {
  %x = call <64 x float> @pewter.multiply_rows(<64 x float> %b, <64 x float> %c, <64 x float> %a)
  %y = call <64 x float> @pewter.multiply_rows(<64 x float> %b, <64 x float> %x, <64 x float> %a)
  ret <64 x float> %y
}

; A sum that is asked for later, too, cannot give its place to the next one.
; CHECK-LABEL: define void @still_needed(
; CHECK: alloca [128 x float]
; CHECK: alloca [128 x float]
; CHECK: call void @pewter.multiply_panels.2(ptr [[FIRST:%[0-9]+]],
; CHECK: call void @pewter.multiply_panels.2(ptr [[SECOND:%[0-9]+]],
; CHECK: getelementptr inbounds float, ptr [[FIRST]]
define void @still_needed(<64 x float> %a, <64 x float> %b0, <64 x float> %b1, <64 x float> %c, ptr %out) {
  %x0 = call <64 x float> @pewter.multiply_rows(<64 x float> %b0, <64 x float> %c, <64 x float> %a)
  %x1 = call <64 x float> @pewter.multiply_rows(<64 x float> %b1, <64 x float> %c, <64 x float> %a)
  %y0 = call <64 x float> @pewter.multiply_rows(<64 x float> %b0, <64 x float> %x0, <64 x float> %a)
  %y1 = call <64 x float> @pewter.multiply_rows(<64 x float> %b1, <64 x float> %x1, <64 x float> %a)
  store volatile <64 x float> %y0, ptr %out
  store volatile <64 x float> %y1, ptr %out
  store volatile <64 x float> %x0, ptr %out
  store volatile <64 x float> %x1, ptr %out
  ret void
}

; Sums that only go on into the next products are computed in one call.
; CHECK-LABEL: define void @steps(
; CHECK: call void @pewter.multiply_panels.2x2(ptr {{%[0-9]+}}, i64 32, i64 64, i64 32, ptr {{%[0-9]+}}, ptr {{%[0-9]+}}, ptr {{%[0-9]+}}, ptr {{%[0-9]+}})
; CHECK-NOT: call void @pewter
; CHECK: ret void
define void @steps(<64 x float> %a, <64 x float> %a1, <64 x float> %b0, <64 x float> %b1, <64 x float> %b2, <64 x float> %b3, <64 x float> %c, ptr %out) {
  %x0 = call <64 x float> @pewter.multiply_rows(<64 x float> %b0, <64 x float> %c, <64 x float> %a)
  %x1 = call <64 x float> @pewter.multiply_rows(<64 x float> %b1, <64 x float> %c, <64 x float> %a)
  %y0 = call <64 x float> @pewter.multiply_rows(<64 x float> %b2, <64 x float> %x0, <64 x float> %a1)
  %y1 = call <64 x float> @pewter.multiply_rows(<64 x float> %b3, <64 x float> %x1, <64 x float> %a1)
  store volatile <64 x float> %y0, ptr %out
  store volatile <64 x float> %y1, ptr %out
  ret void
}

declare <64 x float> @pewter.multiply_rows(<64 x float>, <64 x float>, <64 x float>) nounwind willreturn memory(none)
