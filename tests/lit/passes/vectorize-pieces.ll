; SPDX-License-Identifier: Apache-2.0
; Groups of lanes that are contiguous, groups apart; and elements that several lanes share.
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' %s | FileCheck %s
; RUN: msl-opt --passes='vectorize,sroa,early-cse,instcombine' %s | FileCheck --check-prefix=MASK %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %low = and i32 %i, 7
  %high = and i32 %i, -8
; Elements 0 to 7, 32 to 39, ...
; CHECK-COUNT-4: load <8 x float>
; CHECK: shufflevector <8 x float>
; CHECK-NOT: gather
; When not all lanes are there, or nobody knows: a branch asks.
; MASK: icmp eq i32 {{.*}}, -1
; MASK: br i1
; MASK-COUNT-4: load <8 x float>
; MASK-COUNT-4: masked.load.v8f32
  %times4 = shl i32 %high, 2
  %at = or disjoint i32 %times4, %low
  %n = zext i32 %at to i64
  %p = getelementptr float, ptr %in, i64 %n
  %x = load float, ptr %p
; in[i / 4]: eight elements, each for four lanes. Under a mask an element is read when one of its lanes is there.
; CHECK: load <8 x half>
; CHECK: shufflevector <8 x half>
; MASK: load <8 x half>
; MASK: shufflevector <32 x i1>
; MASK: or <8 x i1>
; MASK: masked.load.v8f16
; MASK-NOT: gather
  %quad = lshr i32 %i, 2
  %k = zext i32 %quad to i64
  %h = getelementptr half, ptr %in, i64 %k
  %y = load half, ptr %h
  %z = fpext half %y to float
  %s = fadd float %x, %z
; CHECK-COUNT-4: store <8 x float>
; CHECK-NOT: scatter
  store float %s, ptr %p
  ret void
}
!0 = !{}
