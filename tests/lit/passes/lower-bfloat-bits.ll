; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=lower-bfloat-bits %s | FileCheck %s
; CHECK-LABEL: @sign
; CHECK-NEXT: %[[F:.*]] = fpext bfloat %x to float
; CHECK-NEXT: %[[I:.*]] = bitcast float %[[F]] to i32
; CHECK-NEXT: %[[H:.*]] = lshr i32 %[[I]], 16
; CHECK-NEXT: %[[B:.*]] = trunc i32 %[[H]] to i16
; CHECK-NEXT: lshr i16 %[[B]], 15
define i16 @sign(bfloat %x) {
  %b = bitcast bfloat %x to i16
  %s = lshr i16 %b, 15
  ret i16 %s
}
; CHECK-LABEL: @vector
; CHECK: fpext <2 x bfloat> %x to <2 x float>
; CHECK-NOT: bitcast <2 x bfloat>
define <2 x i16> @vector(<2 x bfloat> %x) {
  %b = bitcast <2 x bfloat> %x to <2 x i16>
  ret <2 x i16> %b
}
; Neither half nor a cast that regroups the bytes is touched.
; CHECK-LABEL: @others
; CHECK-NEXT: bitcast half %h to i16
; CHECK-NEXT: bitcast <2 x bfloat> %x to i32
define i32 @others(half %h, <2 x bfloat> %x) {
  %a = bitcast half %h to i16
  %b = bitcast <2 x bfloat> %x to i32
  %c = zext i16 %a to i32
  %d = add i32 %b, %c
  ret i32 %d
}
