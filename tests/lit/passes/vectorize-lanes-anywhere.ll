; SPDX-License-Identifier: Apache-2.0
; Lanes that are anywhere: what a lane has side by side is loaded at once, by a gather of words or by a load for each lane.
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' %s | FileCheck %s
; RUN: msl-opt --passes='vectorize,sroa,early-cse,instcombine' %s | FileCheck --check-prefix=MASK %s
; In a kernel with matrices a pair may be a fragment's, which is looked for by its two gathers.
; RUN: sed 's/^;MATRIX //' %s | msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' | FileCheck --check-prefix=MATRIX %s
declare i32 @__pewter_thread_index()
;MATRIX declare { float, float } @__pewter_multiply_accumulate_values(float, float, float, float, float, float)
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %k = mul i32 %i, %simdgroup
  %n = zext i32 %k to i64
; Two floats: 8 bytes.
; MASK: %nowhere = alloca
; CHECK: masked.gather.v32i64
; MASK: masked.gather.v32i64
; MATRIX-COUNT-2: masked.gather.v32f32
; MATRIX-NOT: v32i64
  %p0 = getelementptr float, ptr %in, i64 %n
  %p1 = getelementptr i8, ptr %p0, i64 4
  %x0 = load float, ptr %p0
  %x1 = load float, ptr %p1
; Eight halves: 16 bytes. Lanes that are not there load from a place of nobody's.
; CHECK-COUNT-32: load <8 x half>
; MASK: select <32 x i1> {{.*}}, <32 x ptr>
; MASK-COUNT-32: load <8 x half>
; MASK: select <32 x i1> {{.*}}, <32 x ptr>
; MASK-COUNT-32: store i8
  %p8 = getelementptr half, ptr %in, i64 %n
  %h = load <8 x half>, ptr %p8, align 2
  %h0 = extractelement <8 x half> %h, i64 0
  %h7 = extractelement <8 x half> %h, i64 7
  %hs = fadd half %h0, %h7
  %f = fpext half %hs to float
  %s0 = fadd float %x0, %x1
  %s = fadd float %s0, %f
;MATRIX %product = call { float, float } @__pewter_multiply_accumulate_values(float %x0, float %x1, float %x0, float %x1, float %x0, float %x1)
;MATRIX %product0 = extractvalue { float, float } %product, 0
;MATRIX store float %product0, ptr %in
; A byte: a store for each lane, in their order.
; CHECK-COUNT-32: store i8
; CHECK-NOT: masked.scatter
  %b = fptoui float %s to i8
  %q = getelementptr i8, ptr %in, i64 %n
  store i8 %b, ptr %q
  ret void
}
!0 = !{}
