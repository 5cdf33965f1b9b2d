; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=prepare %s | FileCheck %s
declare i32 @__pewter_simd_sum_u32(i32)
declare void @__pewter_threadgroup_barrier(i32)

; CHECK-LABEL: define internal void @f(
; CHECK-SAME: #[[F:[0-9]+]]
; CHECK: call i32 @__pewter_simd_sum_u32(i32 1) #[[CALL:[0-9]+]]
; CHECK: br i1 %c, label %loop, label %done, !llvm.loop ![[LOOP:[0-9]+]]
define spir_func void @f(i1 %c) mustprogress noinline optnone willreturn {
entry:
  %s = call i32 @__pewter_simd_sum_u32(i32 1)
  br label %loop
loop:
  call void @__pewter_threadgroup_barrier(i32 1)
  br i1 %c, label %loop, label %done, !llvm.loop !0
done:
  ret void
}
; CHECK-NOT: mustprogress
; CHECK-NOT: noinline
; CHECK: attributes #[[CALL]] = { convergent nomerge }
; CHECK: ![[LOOP]] = distinct !{![[LOOP]], ![[UNROLL:[0-9]+]]}
; CHECK: ![[UNROLL]] = !{!"llvm.loop.unroll.disable"}
!0 = distinct !{!0, !1, !2}
!1 = !{!"llvm.loop.mustprogress"}
!2 = !{!"llvm.loop.unroll.disable"}
