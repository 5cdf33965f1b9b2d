; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=vector-forms %s | FileCheck %s
; CHECK-LABEL: @compare
; CHECK: fpext <4 x half> %x to <4 x float>
; CHECK: fpext <4 x half> %y to <4 x float>
; CHECK: fcmp olt <4 x float>
define <4 x i1> @compare(<4 x half> %x, <4 x half> %y) {
  %r = fcmp olt <4 x half> %x, %y
  ret <4 x i1> %r
}
; CHECK-LABEL: @maximum
; CHECK: %[[M:.*]] = call <4 x float> @llvm.maxnum.v4f32
; CHECK: fptrunc <4 x float> %[[M]] to <4 x half>
define <4 x half> @maximum(<4 x half> %x, <4 x half> %y) {
  %r = call <4 x half> @llvm.maxnum.v4f16(<4 x half> %x, <4 x half> %y)
  ret <4 x half> %r
}
; CHECK-LABEL: @to_int
; CHECK: %[[I:.*]] = fptosi <4 x float> %x to <4 x i32>
; CHECK: fcmp oge <4 x float> %x
; CHECK: select <4 x i1> {{.*}}, <4 x i32> <i32 2147483647,
; CHECK: fcmp olt <4 x float> %x
; CHECK: fcmp uno <4 x float> %x
; CHECK: select <4 x i1> {{.*}}, <4 x i32> zeroinitializer
define <4 x i32> @to_int(<4 x float> %x) {
  %r = call <4 x i32> @llvm.fptosi.sat.v4i32.v4f32(<4 x float> %x)
  ret <4 x i32> %r
}
; Scalars have instructions of their own; arithmetic, signs and float need none.
; CHECK-LABEL: @others
; CHECK-NEXT: fcmp olt half
; CHECK-NEXT: fmul <4 x half>
; CHECK-NEXT: call <4 x half> @llvm.fabs.v4f16
; CHECK-NEXT: fcmp olt <4 x float>
define i1 @others(half %h, <4 x half> %x, <4 x float> %f) {
  %a = fcmp olt half %h, 1.0
  %b = fmul <4 x half> %x, %x
  %c = call <4 x half> @llvm.fabs.v4f16(<4 x half> %b)
  %d = fcmp olt <4 x float> %f, %f
  ret i1 %a
}
declare <4 x half> @llvm.maxnum.v4f16(<4 x half>, <4 x half>)
declare <4 x half> @llvm.fabs.v4f16(<4 x half>)
declare <4 x i32> @llvm.fptosi.sat.v4i32.v4f32(<4 x float>)
