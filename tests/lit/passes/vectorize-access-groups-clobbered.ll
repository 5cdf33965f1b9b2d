; SPDX-License-Identifier: Apache-2.0
; Accesses that lie side by side stay apart where something between them may write what they read, or where their lanes overlap.
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %n = zext i32 %i to i64
  %p0 = getelementptr [2 x float], ptr %in, i64 %n, i64 0
  %p1 = getelementptr [2 x float], ptr %in, i64 %n, i64 1
; The second element may be what the store to another buffer wrote.
; CHECK: masked.load{{.*}} <i1 true, i1 false,
; CHECK: store <32 x float>
; CHECK: masked.load
  %x = load float, ptr %p0
  %slot = getelementptr i8, ptr %threadgroup, i64 8
  %other = load ptr, ptr %slot, !invariant.load !0
  %q = getelementptr float, ptr %other, i64 %n
  store float %x, ptr %q
  %y = load float, ptr %p1
; A stencil: neighbours are of other lanes, too.
; CHECK: load <32 x float>
; CHECK-NOT: shufflevector
; CHECK: load <32 x float>
  %a = getelementptr float, ptr %in, i64 %n
  %b = getelementptr i8, ptr %a, i64 4
  %l = load float, ptr %a
  %r = load float, ptr %b
  %s1 = fadd float %l, %r
  %s = fadd float %s1, %y
  store float %s, ptr %q
  ret void
}
!0 = !{}
