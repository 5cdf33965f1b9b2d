; SPDX-License-Identifier: Apache-2.0
; Elements of 8 and 16 bits are gathered as the aligned words that they lie in.
; RUN: msl-opt --passes=narrow-gathers %s | FileCheck %s
declare <4 x half> @llvm.masked.gather.v4f16.v4p0(<4 x ptr>, i32, <4 x i1>, <4 x half>)
declare <4 x i8> @llvm.masked.gather.v4i8.v4p0(<4 x ptr>, i32, <4 x i1>, <4 x i8>)
declare <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr>, i32, <4 x i1>, <4 x i32>)
; CHECK-LABEL: @halves
; CHECK: %[[FROM:.*]] = call <4 x ptr> @llvm.ptrmask.v4p0.v4i64(<4 x ptr> %p, <4 x i64> {{.*}}i64 -4
; CHECK: %[[WORDS:.*]] = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> %[[FROM]], i32 4, <4 x i1> %m, <4 x i32> poison)
; CHECK: %[[ADDRESS:.*]] = ptrtoint <4 x ptr> %p to <4 x i64>
; CHECK: %[[LOW:.*]] = trunc <4 x i64> %[[ADDRESS]] to <4 x i32>
; CHECK: %[[PLACE:.*]] = and <4 x i32> %[[LOW]], {{.*}}i32 3
; CHECK: %[[DISTANCE:.*]] = shl <4 x i32> %[[PLACE]], {{.*}}i32 3
; CHECK: %[[SHIFTED:.*]] = lshr <4 x i32> %[[WORDS]], %[[DISTANCE]]
; CHECK: %[[BITS:.*]] = trunc <4 x i32> %[[SHIFTED]] to <4 x i16>
; CHECK: %[[HALVES:.*]] = bitcast <4 x i16> %[[BITS]] to <4 x half>
; CHECK: ret <4 x half> %[[HALVES]]
define <4 x half> @halves(<4 x ptr> %p, <4 x i1> %m) {
  %r = call <4 x half> @llvm.masked.gather.v4f16.v4p0(<4 x ptr> %p, i32 2, <4 x i1> %m, <4 x half> poison)
  ret <4 x half> %r
}
; Lanes that load nothing keep what they have.
; CHECK-LABEL: @bytes
; CHECK: masked.gather.v4i32
; CHECK: %[[BYTES:.*]] = trunc <4 x i32> {{.*}} to <4 x i8>
; CHECK: select <4 x i1> %m, <4 x i8> %[[BYTES]], <4 x i8> %old
define <4 x i8> @bytes(<4 x ptr> %p, <4 x i1> %m, <4 x i8> %old) {
  %r = call <4 x i8> @llvm.masked.gather.v4i8.v4p0(<4 x ptr> %p, i32 1, <4 x i1> %m, <4 x i8> %old)
  ret <4 x i8> %r
}
; A half at an odd address may lie in two words; words need nothing.
; CHECK-LABEL: @others
; CHECK-NOT: ptrmask
; CHECK: masked.gather.v4f16
; CHECK-NOT: ptrmask
; CHECK: masked.gather.v4i32
; CHECK-NOT: ptrmask
; CHECK: ret <4 x half>
define <4 x half> @others(<4 x ptr> %p, <4 x i1> %m, ptr %out) {
  %r = call <4 x half> @llvm.masked.gather.v4f16.v4p0(<4 x ptr> %p, i32 1, <4 x i1> %m, <4 x half> poison)
  %w = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> %p, i32 4, <4 x i1> %m, <4 x i32> poison)
  store <4 x i32> %w, ptr %out
  ret <4 x half> %r
}
