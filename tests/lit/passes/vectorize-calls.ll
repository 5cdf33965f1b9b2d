; SPDX-License-Identifier: Apache-2.0
; Intrinsics of LLVM become wide ones, functions of the SIMD-group operations on vectors, barriers stay one call for all,
; and any other call is made once for every active lane.
; RUN: msl-opt --passes='vectorize<32>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
declare float @llvm.sqrt.f32(float)
declare float @__pewter_simd_sum_f32(float) convergent
declare float @tgammaf(float)
declare void @__pewter_threadgroup_barrier(i32) convergent
declare void @__pewter_simdgroup_barrier(i32) convergent
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %n = zext i32 %i to i64
  %p = getelementptr float, ptr %in, i64 %n
  %x = load float, ptr %p
; CHECK: call <32 x float> @llvm.sqrt.v32f32
  %a = call float @llvm.sqrt.f32(float %x)
; CHECK: call {{.*}}float @llvm.vector.reduce.fadd
  %b = call float @__pewter_simd_sum_f32(float %a)
; CHECK: call void @__pewter_threadgroup_barrier(i32 1)
; CHECK-NOT: simdgroup_barrier
  call void @__pewter_threadgroup_barrier(i32 1)
  call void @__pewter_simdgroup_barrier(i32 1)
; CHECK: call float @tgammaf(float
  %c = fmul float %a, %b
  %d = call float @tgammaf(float %c)
; CHECK: store <32 x float>
  store float %d, ptr %p
  ret void
}
!0 = !{}
