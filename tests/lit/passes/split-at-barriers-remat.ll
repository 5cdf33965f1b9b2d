; SPDX-License-Identifier: Apache-2.0
; Short expressions over the arguments, constants and invariant loads are computed again; an ordinary load, a long
; expression and floating point are kept.
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s
; CHECK: simdgroups.0:
; CHECK: store <32 x i32> %long,
; CHECK: store i32 %loaded,
; CHECK: store float %half,
; CHECK-NOT: store
; CHECK: simdgroups.1:
; CHECK: %first{{[0-9]*}} = shl i32 %simdgroup{{[0-9]*}}, 5
; CHECK: insertelement <32 x i32>
; CHECK: shufflevector
; CHECK: %tid{{[0-9]*}} = add <32 x i32>
; CHECK: load ptr, ptr %threadgroup, align 8, !invariant.load
; CHECK: %loaded{{[0-9]*}} = load i32, ptr %{{.*}}, align
; CHECK: call void @use(
declare void @use(ptr, <32 x i32>, i32, <32 x i32>, float)
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %first = shl i32 %simdgroup, 5
  %insert = insertelement <32 x i32> poison, i32 %first, i64 0
  %splat = shufflevector <32 x i32> %insert, <32 x i32> poison, <32 x i32> zeroinitializer
  %tid = add <32 x i32> %splat, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %launch = load ptr, ptr %threadgroup, !invariant.load !1
  %a = mul <32 x i32> %tid, %tid
  %b = mul <32 x i32> %a, %tid
  %long = mul <32 x i32> %b, %a
  %loaded = load i32, ptr %launch
  %converted = uitofp i32 %first to float
  %half = fmul fast float %converted, 0.5
  call void @__pewter_threadgroup_barrier(i32 2)
  call void @use(ptr %launch, <32 x i32> %tid, i32 %loaded, <32 x i32> %long, float %half)
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
!1 = !{}
