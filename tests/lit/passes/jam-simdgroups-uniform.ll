; SPDX-License-Identifier: Apache-2.0
; A loop that all lanes leave at once has no masks. What all SIMD-groups read alike is read once, and where one of them
; ends earlier they part. Loops that are known to be short are not worth it.
; RUN: msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups,loop(indvars),early-cse<memssa>)' %s | FileCheck %s
; RUN: sed -e 's/icmp eq i64 %k1, %end/icmp eq i64 %k1, 32/' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; ALONE-NOT: together:
; CHECK: together:
; CHECK-COUNT-8: phi <32 x float>
; CHECK-NOT: phi <32 x float>
; CHECK-COUNT-1: load <32 x float>
; CHECK-NOT: load <32 x float>
; CHECK: leave:
; CHECK: resume:
; CHECK: %[[DONE:.*]] = load i1, ptr
; CHECK: br i1 %[[DONE]], label %exit, label %loop
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %in = load ptr, ptr %threadgroup, !invariant.load !1
  %out.at = getelementptr i8, ptr %threadgroup, i64 8
  %out = load ptr, ptr %out.at, !invariant.load !1
  %n.at = getelementptr i8, ptr %threadgroup, i64 16
  %n = load i32, ptr %n.at, !invariant.load !1
  %row = mul i32 %simdgroup, %n
  %row.wide = zext i32 %row to i64
  %a = getelementptr float, ptr %in, i64 %row.wide
  %end.short = add i32 %n, %simdgroup
  %end = zext i32 %end.short to i64
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k1, %loop ]
  %sum = phi <32 x float> [ zeroinitializer, %entry ], [ %sum1, %loop ]
  %p = getelementptr float, ptr %a, i64 %k
  %x = load float, ptr %p
  %x.one = insertelement <32 x float> poison, float %x, i64 0
  %x.all = shufflevector <32 x float> %x.one, <32 x float> poison, <32 x i32> zeroinitializer
  %q.row = mul i64 %k, 4096
  %q = getelementptr i8, ptr %out, i64 %q.row
  %y = load <32 x float>, ptr %q
  %product = fmul <32 x float> %x.all, %y
  %sum1 = fadd <32 x float> %sum, %product
  %k1 = add i64 %k, 1
  %last = icmp eq i64 %k1, %end
  br i1 %last, label %exit, label %loop
exit:
  %at = getelementptr <32 x float>, ptr %out, i32 %simdgroup
  store <32 x float> %sum1, ptr %at
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
!1 = !{}
