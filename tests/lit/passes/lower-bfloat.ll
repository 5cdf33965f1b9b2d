; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=lower-bfloat %s | FileCheck %s
; CHECK-LABEL: @product
; CHECK: load <2 x i16>
; CHECK: load <2 x i16>
; CHECK: zext <2 x i16> {{.*}} to <2 x i32>
; CHECK: shl <2 x i32> {{.*}}, <i32 16, i32 16>
; CHECK: %[[F:.*]] = fmul <2 x float>
; CHECK: %[[I:.*]] = bitcast <2 x float> %[[F]] to <2 x i32>
; CHECK: add <2 x i32> %[[I]], <i32 32767, i32 32767>
; CHECK: fcmp uno <2 x float> %[[F]], zeroinitializer
; CHECK: store <2 x i16>
; CHECK-NOT: bfloat
; CHECK: ret void
define void @product(ptr %a, ptr %b) {
  %x = load <2 x bfloat>, ptr %a
  %y = load <2 x bfloat>, ptr %b
  %z = fmul <2 x bfloat> %x, %y
  store <2 x bfloat> %z, ptr %b
  ret void
}
; Loops, choices and signs are integers; comparisons are in float.
; CHECK-LABEL: @loop
; CHECK: phi i16 [ 16256, %entry ], [ %[[NEXT:.*]], %again ]
; CHECK: xor i16 {{.*}}, -32768
; CHECK: fcmp olt float
; CHECK: %[[NEXT]] = select i1 {{.*}}, i16
; CHECK-NOT: bfloat
; CHECK: ret void
define void @loop(ptr %a) {
entry:
  br label %again
again:
  %x = phi bfloat [ 1.0, %entry ], [ %next, %again ]
  %y = load bfloat, ptr %a
  %minus = fneg bfloat %y
  %less = fcmp olt bfloat %x, %y
  %next = select i1 %less, bfloat %minus, bfloat %x
  br i1 %less, label %again, label %done
done:
  store bfloat %x, ptr %a
  ret void
}
; A sign test reads by way of float, and what leaves the function is a bfloat.
; CHECK-LABEL: @border
; CHECK: %[[W:.*]] = fpext bfloat %x to float
; CHECK: bitcast float %[[W]] to i32
; CHECK: %[[R:.*]] = bitcast i16 {{.*}} to bfloat
; CHECK: ret bfloat %[[R]]
define bfloat @border(bfloat %x) {
  %b = bitcast bfloat %x to i16
  %s = lshr i16 %b, 15
  %c = add i16 %s, 16256
  %r = bitcast i16 %c to bfloat
  ret bfloat %r
}
; Half is not touched.
; CHECK-LABEL: @half
; CHECK-NEXT: fadd half %h, %h
define half @half(half %h) {
  %s = fadd half %h, %h
  ret half %s
}
