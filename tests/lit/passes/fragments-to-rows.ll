; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=fragments-to-rows %s | FileCheck %s
; RUN: msl-opt --passes=fragments-to-rows,dce %s | FileCheck --check-prefix=CLEAN %s

; A sum that a loop carries as a fragment, for products that want rows: the permutations leave the loop.
; CHECK-LABEL: define void @carried(
; CHECK: loop:
; CHECK: %[[SUM:[0-9]+]] = phi <64 x float> [ zeroinitializer, %entry ], [ %next, %loop ]
; CHECK: %next = fadd <64 x float> %[[SUM]], %x
; CLEAN-LABEL: define void @carried(
; CLEAN: loop:
; CLEAN-NOT: <64 x i32> <i32
; CLEAN: ret void
define void @carried(<64 x float> %x, ptr %out, i1 %again) {
entry:
  br label %loop
loop:
  %sum0 = phi <32 x float> [ zeroinitializer, %entry ], [ %next0, %loop ]
  %sum1 = phi <32 x float> [ zeroinitializer, %entry ], [ %next1, %loop ]
  %rows = shufflevector <32 x float> %sum0, <32 x float> %sum1, <64 x i32> <i32 0, i32 32, i32 1, i32 33, i32 8, i32 40, i32 9, i32 41, i32 2, i32 34, i32 3, i32 35, i32 10, i32 42, i32 11, i32 43, i32 4, i32 36, i32 5, i32 37, i32 12, i32 44, i32 13, i32 45, i32 6, i32 38, i32 7, i32 39, i32 14, i32 46, i32 15, i32 47, i32 16, i32 48, i32 17, i32 49, i32 24, i32 56, i32 25, i32 57, i32 18, i32 50, i32 19, i32 51, i32 26, i32 58, i32 27, i32 59, i32 20, i32 52, i32 21, i32 53, i32 28, i32 60, i32 29, i32 61, i32 22, i32 54, i32 23, i32 55, i32 30, i32 62, i32 31, i32 63>
  %next = fadd <64 x float> %rows, %x
  %next0 = shufflevector <64 x float> %next, <64 x float> poison, <32 x i32> <i32 0, i32 2, i32 8, i32 10, i32 16, i32 18, i32 24, i32 26, i32 4, i32 6, i32 12, i32 14, i32 20, i32 22, i32 28, i32 30, i32 32, i32 34, i32 40, i32 42, i32 48, i32 50, i32 56, i32 58, i32 36, i32 38, i32 44, i32 46, i32 52, i32 54, i32 60, i32 62>
  %next1 = shufflevector <64 x float> %next, <64 x float> poison, <32 x i32> <i32 1, i32 3, i32 9, i32 11, i32 17, i32 19, i32 25, i32 27, i32 5, i32 7, i32 13, i32 15, i32 21, i32 23, i32 29, i32 31, i32 33, i32 35, i32 41, i32 43, i32 49, i32 51, i32 57, i32 59, i32 37, i32 39, i32 45, i32 47, i32 53, i32 55, i32 61, i32 63>
  br i1 %again, label %loop, label %after
after:
  store <32 x float> %next0, ptr %out
  ret void
}

; Only one of the two is what the products make: it stays a fragment.
; CHECK-LABEL: define void @other_values(
; CHECK: %rows = shufflevector <32 x float> %next0, <32 x float> %y, <64 x i32>
define void @other_values(<64 x float> %x, <32 x float> %y, ptr %out) {
  %next0 = shufflevector <64 x float> %x, <64 x float> poison, <32 x i32> <i32 0, i32 2, i32 8, i32 10, i32 16, i32 18, i32 24, i32 26, i32 4, i32 6, i32 12, i32 14, i32 20, i32 22, i32 28, i32 30, i32 32, i32 34, i32 40, i32 42, i32 48, i32 50, i32 56, i32 58, i32 36, i32 38, i32 44, i32 46, i32 52, i32 54, i32 60, i32 62>
  %rows = shufflevector <32 x float> %next0, <32 x float> %y, <64 x i32> <i32 0, i32 32, i32 1, i32 33, i32 8, i32 40, i32 9, i32 41, i32 2, i32 34, i32 3, i32 35, i32 10, i32 42, i32 11, i32 43, i32 4, i32 36, i32 5, i32 37, i32 12, i32 44, i32 13, i32 45, i32 6, i32 38, i32 7, i32 39, i32 14, i32 46, i32 15, i32 47, i32 16, i32 48, i32 17, i32 49, i32 24, i32 56, i32 25, i32 57, i32 18, i32 50, i32 19, i32 51, i32 26, i32 58, i32 27, i32 59, i32 20, i32 52, i32 21, i32 53, i32 28, i32 60, i32 29, i32 61, i32 22, i32 54, i32 23, i32 55, i32 30, i32 62, i32 31, i32 63>
  store <64 x float> %rows, ptr %out
  ret void
}

; A fragment gathered from a matrix whose distance from row to row is known at run time only: eight loads.
; CHECK-LABEL: define <64 x float> @gathered(
; CHECK-NOT: masked.gather
; CHECK-COUNT-8: load <8 x float>, ptr %{{[0-9]+}}, align 4
; CHECK: ret <64 x float>
define <64 x float> @gathered(ptr %matrix, i64 %stride) {
  %one = insertelement <32 x i64> poison, i64 %stride, i64 0
  %strides = shufflevector <32 x i64> %one, <32 x i64> poison, <32 x i32> zeroinitializer
  %row = mul <32 x i64> %strides, <i64 0, i64 0, i64 1, i64 1, i64 2, i64 2, i64 3, i64 3, i64 0, i64 0, i64 1, i64 1, i64 2, i64 2, i64 3, i64 3, i64 4, i64 4, i64 5, i64 5, i64 6, i64 6, i64 7, i64 7, i64 4, i64 4, i64 5, i64 5, i64 6, i64 6, i64 7, i64 7>
  %index0 = add <32 x i64> %row, <i64 0, i64 2, i64 0, i64 2, i64 0, i64 2, i64 0, i64 2, i64 4, i64 6, i64 4, i64 6, i64 4, i64 6, i64 4, i64 6, i64 0, i64 2, i64 0, i64 2, i64 0, i64 2, i64 0, i64 2, i64 4, i64 6, i64 4, i64 6, i64 4, i64 6, i64 4, i64 6>
  %index1 = add <32 x i64> %row, <i64 1, i64 3, i64 1, i64 3, i64 1, i64 3, i64 1, i64 3, i64 5, i64 7, i64 5, i64 7, i64 5, i64 7, i64 5, i64 7, i64 1, i64 3, i64 1, i64 3, i64 1, i64 3, i64 1, i64 3, i64 5, i64 7, i64 5, i64 7, i64 5, i64 7, i64 5, i64 7>
  %at0 = getelementptr float, ptr %matrix, <32 x i64> %index0
  %at1 = getelementptr float, ptr %matrix, <32 x i64> %index1
  %x0 = call <32 x float> @llvm.masked.gather.v32f32.v32p0(<32 x ptr> %at0, i32 4, <32 x i1> <i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true>, <32 x float> poison)
  %x1 = call <32 x float> @llvm.masked.gather.v32f32.v32p0(<32 x ptr> %at1, i32 4, <32 x i1> <i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true>, <32 x float> poison)
  %rows = shufflevector <32 x float> %x0, <32 x float> %x1, <64 x i32> <i32 0, i32 32, i32 1, i32 33, i32 8, i32 40, i32 9, i32 41, i32 2, i32 34, i32 3, i32 35, i32 10, i32 42, i32 11, i32 43, i32 4, i32 36, i32 5, i32 37, i32 12, i32 44, i32 13, i32 45, i32 6, i32 38, i32 7, i32 39, i32 14, i32 46, i32 15, i32 47, i32 16, i32 48, i32 17, i32 49, i32 24, i32 56, i32 25, i32 57, i32 18, i32 50, i32 19, i32 51, i32 26, i32 58, i32 27, i32 59, i32 20, i32 52, i32 21, i32 53, i32 28, i32 60, i32 29, i32 61, i32 22, i32 54, i32 23, i32 55, i32 30, i32 62, i32 31, i32 63>
  ret <64 x float> %rows
}

; With lanes missing not all of a row may be read.
; CHECK-LABEL: define <64 x float> @masked(
; CHECK-COUNT-2: masked.gather
; CHECK: ret <64 x float>
define <64 x float> @masked(ptr %matrix, <32 x i1> %active) {
  %at0 = getelementptr float, ptr %matrix, <32 x i64> <i64 0, i64 2, i64 8, i64 10, i64 16, i64 18, i64 24, i64 26, i64 4, i64 6, i64 12, i64 14, i64 20, i64 22, i64 28, i64 30, i64 32, i64 34, i64 40, i64 42, i64 48, i64 50, i64 56, i64 58, i64 36, i64 38, i64 44, i64 46, i64 52, i64 54, i64 60, i64 62>
  %at1 = getelementptr float, ptr %matrix, <32 x i64> <i64 1, i64 3, i64 9, i64 11, i64 17, i64 19, i64 25, i64 27, i64 5, i64 7, i64 13, i64 15, i64 21, i64 23, i64 29, i64 31, i64 33, i64 35, i64 41, i64 43, i64 49, i64 51, i64 57, i64 59, i64 37, i64 39, i64 45, i64 47, i64 53, i64 55, i64 61, i64 63>
  %x0 = call <32 x float> @llvm.masked.gather.v32f32.v32p0(<32 x ptr> %at0, i32 4, <32 x i1> %active, <32 x float> poison)
  %x1 = call <32 x float> @llvm.masked.gather.v32f32.v32p0(<32 x ptr> %at1, i32 4, <32 x i1> %active, <32 x float> poison)
  %rows = shufflevector <32 x float> %x0, <32 x float> %x1, <64 x i32> <i32 0, i32 32, i32 1, i32 33, i32 8, i32 40, i32 9, i32 41, i32 2, i32 34, i32 3, i32 35, i32 10, i32 42, i32 11, i32 43, i32 4, i32 36, i32 5, i32 37, i32 12, i32 44, i32 13, i32 45, i32 6, i32 38, i32 7, i32 39, i32 14, i32 46, i32 15, i32 47, i32 16, i32 48, i32 17, i32 49, i32 24, i32 56, i32 25, i32 57, i32 18, i32 50, i32 19, i32 51, i32 26, i32 58, i32 27, i32 59, i32 20, i32 52, i32 21, i32 53, i32 28, i32 60, i32 29, i32 61, i32 22, i32 54, i32 23, i32 55, i32 30, i32 62, i32 31, i32 63>
  ret <64 x float> %rows
}

declare <32 x float> @llvm.masked.gather.v32f32.v32p0(<32 x ptr>, i32, <32 x i1>, <32 x float>)

; Indices of 16 and 32 bits that do not run over: the shifted row leaves room for eight.
; CHECK-LABEL: define void @narrow_indices(
; CHECK-NOT: masked.scatter
; CHECK-COUNT-8: store <8 x float>
; CHECK: ret void
define void @narrow_indices(<32 x float> %x0, <32 x float> %x1, ptr %matrix, i32 %stride, i16 %first) {
  %eights = shl i16 %first, 3
  %one = insertelement <32 x i16> poison, i16 %eights, i64 0
  %begin = shufflevector <32 x i16> %one, <32 x i16> poison, <32 x i32> zeroinitializer
  %short = add <32 x i16> %begin, <i16 0, i16 0, i16 1, i16 1, i16 2, i16 2, i16 3, i16 3, i16 0, i16 0, i16 1, i16 1, i16 2, i16 2, i16 3, i16 3, i16 4, i16 4, i16 5, i16 5, i16 6, i16 6, i16 7, i16 7, i16 4, i16 4, i16 5, i16 5, i16 6, i16 6, i16 7, i16 7>
  %row = sext <32 x i16> %short to <32 x i32>
  %length = insertelement <32 x i32> poison, i32 %stride, i64 0
  %lengths = shufflevector <32 x i32> %length, <32 x i32> poison, <32 x i32> zeroinitializer
  %rows = mul nsw <32 x i32> %row, %lengths
  %index = add nsw <32 x i32> %rows, <i32 0, i32 2, i32 0, i32 2, i32 0, i32 2, i32 0, i32 2, i32 4, i32 6, i32 4, i32 6, i32 4, i32 6, i32 4, i32 6, i32 0, i32 2, i32 0, i32 2, i32 0, i32 2, i32 0, i32 2, i32 4, i32 6, i32 4, i32 6, i32 4, i32 6, i32 4, i32 6>
  %wide = sext <32 x i32> %index to <32 x i64>
  %at0 = getelementptr float, ptr %matrix, <32 x i64> %wide
  %at1 = getelementptr i8, <32 x ptr> %at0, i64 4
  call void @llvm.masked.scatter.v32f32.v32p0(<32 x float> %x0, <32 x ptr> %at0, i32 4, <32 x i1> <i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true>)
  call void @llvm.masked.scatter.v32f32.v32p0(<32 x float> %x1, <32 x ptr> %at1, i32 4, <32 x i1> <i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true>)
  ret void
}

; Those that may run over could be anywhere.
; CHECK-LABEL: define void @wrapping_indices(
; CHECK-COUNT-2: masked.scatter
; CHECK: ret void
define void @wrapping_indices(<32 x float> %x0, <32 x float> %x1, ptr %matrix, i32 %stride, i16 %first) {
  %eights = shl i16 %first, 3
  %one = insertelement <32 x i16> poison, i16 %eights, i64 0
  %begin = shufflevector <32 x i16> %one, <32 x i16> poison, <32 x i32> zeroinitializer
  %short = add <32 x i16> %begin, <i16 0, i16 0, i16 1, i16 1, i16 2, i16 2, i16 3, i16 3, i16 0, i16 0, i16 1, i16 1, i16 2, i16 2, i16 3, i16 3, i16 4, i16 4, i16 5, i16 5, i16 6, i16 6, i16 7, i16 7, i16 4, i16 4, i16 5, i16 5, i16 6, i16 6, i16 7, i16 7>
  %row = sext <32 x i16> %short to <32 x i32>
  %length = insertelement <32 x i32> poison, i32 %stride, i64 0
  %lengths = shufflevector <32 x i32> %length, <32 x i32> poison, <32 x i32> zeroinitializer
  %rows = mul <32 x i32> %row, %lengths
  %index = add <32 x i32> %rows, <i32 0, i32 2, i32 0, i32 2, i32 0, i32 2, i32 0, i32 2, i32 4, i32 6, i32 4, i32 6, i32 4, i32 6, i32 4, i32 6, i32 0, i32 2, i32 0, i32 2, i32 0, i32 2, i32 0, i32 2, i32 4, i32 6, i32 4, i32 6, i32 4, i32 6, i32 4, i32 6>
  %wide = sext <32 x i32> %index to <32 x i64>
  %at0 = getelementptr float, ptr %matrix, <32 x i64> %wide
  %at1 = getelementptr i8, <32 x ptr> %at0, i64 4
  call void @llvm.masked.scatter.v32f32.v32p0(<32 x float> %x0, <32 x ptr> %at0, i32 4, <32 x i1> <i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true>)
  call void @llvm.masked.scatter.v32f32.v32p0(<32 x float> %x1, <32 x ptr> %at1, i32 4, <32 x i1> <i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true>)
  ret void
}
declare void @llvm.masked.scatter.v32f32.v32p0(<32 x float>, <32 x ptr>, i32, <32 x i1>)

; What a loop leaves is permuted after it, and what the loop had for that is gone.
; CHECK-LABEL: define void @left_behind(
; CHECK: loop:
; CHECK-NOT: shufflevector
; CHECK: after:
; CHECK: %[[LEFT:[0-9]+]] = phi <64 x float> [ %next, %loop ]
; CHECK-COUNT-2: shufflevector <64 x float> %[[LEFT]]
define void @left_behind(<64 x float> %x, ptr %out, i1 %again) {
entry:
  br label %loop
loop:
  %sum = phi <64 x float> [ zeroinitializer, %entry ], [ %next, %loop ]
  %next = fadd <64 x float> %sum, %x
  %next0 = shufflevector <64 x float> %next, <64 x float> poison, <32 x i32> <i32 0, i32 2, i32 8, i32 10, i32 16, i32 18, i32 24, i32 26, i32 4, i32 6, i32 12, i32 14, i32 20, i32 22, i32 28, i32 30, i32 32, i32 34, i32 40, i32 42, i32 48, i32 50, i32 56, i32 58, i32 36, i32 38, i32 44, i32 46, i32 52, i32 54, i32 60, i32 62>
  %next1 = shufflevector <64 x float> %next, <64 x float> poison, <32 x i32> <i32 1, i32 3, i32 9, i32 11, i32 17, i32 19, i32 25, i32 27, i32 5, i32 7, i32 13, i32 15, i32 21, i32 23, i32 29, i32 31, i32 33, i32 35, i32 41, i32 43, i32 49, i32 51, i32 57, i32 59, i32 37, i32 39, i32 45, i32 47, i32 53, i32 55, i32 61, i32 63>
  br i1 %again, label %loop, label %after
after:
  %left0 = phi <32 x float> [ %next0, %loop ]
  %left1 = phi <32 x float> [ %next1, %loop ]
  %other = getelementptr i8, ptr %out, i64 128
  store <32 x float> %left1, ptr %out
  store <32 x float> %left0, ptr %other
  ret void
}
