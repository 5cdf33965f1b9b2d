; SPDX-License-Identifier: Apache-2.0
; Memory by the pattern of its addresses.
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' %s | FileCheck %s
; RUN: msl-opt --passes='vectorize<16x16>,sroa,early-cse,instcombine' %s | FileCheck --check-prefix=ROWS %s
declare i32 @__pewter_thread_index()
declare i32 @__pewter_thread_position(i32)
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
; CHECK: [[FIRST:%.*]] = shl nuw nsw i32 %simdgroup, 5
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %n = zext i32 %i to i64
; Neighbours: one load of 32 elements.
; CHECK: load <32 x float>
  %p = getelementptr float, ptr %in, i64 %n
  %x = load volatile float, ptr %in
  %y = load float, ptr %p
; A lane's own float4: whole loads, taken apart in two stages.
; CHECK-COUNT-4: load <32 x float>
; CHECK-COUNT-8: shufflevector <32 x float> {{.*}}, <32 x float>
  %p4 = getelementptr <4 x float>, ptr %in, i64 %n
  %v = load <4 x float>, ptr %p4
  %v0 = extractelement <4 x float> %v, i32 0
  %v1 = extractelement <4 x float> %v, i32 1
  %v2 = extractelement <4 x float> %v, i32 2
  %v3 = extractelement <4 x float> %v, i32 3
; A stride that nobody knows: a gather.
; CHECK: masked.gather
  %k = mul i32 %i, %simdgroup
  %o = zext i32 %k to i64
  %r = getelementptr float, ptr %in, i64 %o
  %g = load float, ptr %r
; Stores as loads.
; CHECK: store <32 x float>
; CHECK-NOT: scatter
  %s0 = fadd float %x, %y
  %s1 = fadd float %s0, %v0
  %s2 = fadd float %s1, %v1
  %s3 = fadd float %s2, %v2
  %s4 = fadd float %s3, %v3
  %s5 = fadd float %s4, %g
  store float %s5, ptr %p
; Two lines of a 16x16 threadgroup: a load for each, joined; and one element for each, spread.
; ROWS-COUNT-2: load <16 x float>
; ROWS: shufflevector <16 x float> {{.*}}, <16 x float> {{.*}}, <32 x i32>
; ROWS-COUNT-2: load float
; ROWS: shufflevector <2 x float>
; ROWS-COUNT-2: store <16 x float>
  %column = call i32 @__pewter_thread_position(i32 0)
  %line = call i32 @__pewter_thread_position(i32 1)
  %begin = mul nsw i32 %line, %simdgroup
  %at = add nsw i32 %begin, %column
  %at64 = sext i32 %at to i64
  %m = getelementptr float, ptr %in, i64 %at64
  %mx = load float, ptr %m
  %line64 = sext i32 %begin to i64
  %l = getelementptr float, ptr %in, i64 %line64
  %lx = load float, ptr %l
  %sum = fadd float %mx, %lx
  store float %sum, ptr %m
  ret void
}
!0 = !{}
