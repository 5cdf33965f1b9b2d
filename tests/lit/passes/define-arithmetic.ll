; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=define-arithmetic %s | FileCheck %s
; CHECK-LABEL: @unsigned_division
; CHECK: %[[X:.*]] = freeze i32 %x
; CHECK: %[[Y:.*]] = freeze i32 %y
; CHECK: %[[ZERO:.*]] = icmp eq i32 %[[Y]], 0
; CHECK: %[[SAFE:.*]] = select i1 %[[ZERO]], i32 1, i32 %[[Y]]
; CHECK: %[[Q:.*]] = udiv i32 %[[X]], %[[SAFE]]
; CHECK: select i1 %[[ZERO]], i32 0, i32 %[[Q]]
define i32 @unsigned_division(i32 %x, i32 %y) {
  %r = udiv i32 %x, %y
  ret i32 %r
}
; CHECK-LABEL: @signed_remainder
; CHECK: icmp eq <2 x i32> {{.*}}, zeroinitializer
; CHECK: icmp eq <2 x i32> {{.*}}, <i32 -1, i32 -1>
; CHECK: srem <2 x i32>
define <2 x i32> @signed_remainder(<2 x i32> %x, <2 x i32> %y) {
  %r = srem <2 x i32> %x, %y
  ret <2 x i32> %r
}
; CHECK-LABEL: @by_constant
; CHECK-NEXT: sdiv i32 %x, 7
; CHECK-NEXT: ret
define i32 @by_constant(i32 %x) {
  %r = sdiv i32 %x, 7
  ret i32 %r
}
; CHECK-LABEL: @shift
; CHECK-NEXT: and i16 %y, 15
; CHECK-NEXT: shl i16
define i16 @shift(i16 %x, i16 %y) {
  %r = shl i16 %x, %y
  ret i16 %r
}
; CHECK-LABEL: @convert
; CHECK-NEXT: call i32 @llvm.fptosi.sat.i32.f32(float %x)
define i32 @convert(float %x) {
  %r = fptosi float %x to i32
  ret i32 %r
}
