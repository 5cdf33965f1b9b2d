; SPDX-License-Identifier: Apache-2.0
; The entry point fetches arguments from the frames of model/kernel_abi.h.
; RUN: msl-opt --passes=prepare,lower-entry,inline-all,sroa,early-cse %s | FileCheck %s
; CHECK-LABEL: define void @pewter.kernel.my_kernel(ptr noundef %thread)
; CHECK: %launch = load ptr, ptr %threadgroup
; The fourth pointer of LaunchFrame::buffers.
; CHECK: getelementptr inbounds i8, ptr %launch, i64 24
; CHECK: %buffer = load ptr
; ThreadgroupFrame::bound_memory[1].
; CHECK: getelementptr inbounds i8, ptr %threadgroup{{[0-9]*}}, i64 24
; CHECK: addrspacecast ptr %threadgroup{{.*}} to ptr addrspace(3)
; thread_index_in_simdgroup as ushort, then ThreadFrame::position_in_threadgroup.
; CHECK: and i32 %index{{[0-9]*}}, 31
; CHECK: trunc i32 {{.*}} to i16
; CHECK: mul i32
; CHECK: store i32 {{.*}}, ptr addrspace(1)
; CHECK-NOT: call
; CHECK: ret void
; CHECK-NOT: define
define spir_kernel void @mangled(ptr addrspace(1) %a, ptr addrspace(3) %t, i16 %lane, ptr byval([2 x i32]) %position) {
  %l = zext i16 %lane to i32
  %y = getelementptr [2 x i32], ptr %position, i64 0, i64 1
  %v = load i32, ptr %y
  %w = add i32 %v, %l
  store i32 %w, ptr addrspace(1) %a
  store i32 %w, ptr addrspace(3) %t
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @mangled, !"my_kernel", !1, !2, !3, !4}
!1 = !{!"buffer", i32 3}
!2 = !{!"threadgroup", i32 1}
!3 = !{!"thread_index_in_simdgroup", i32 1, i32 16}
!4 = !{!"thread_position_in_grid", i32 2, i32 32}
