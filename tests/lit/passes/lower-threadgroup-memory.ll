; SPDX-License-Identifier: Apache-2.0
; Threadgroup variables become offsets from ThreadgroupFrame::static_memory, each at its alignment.
; RUN: msl-opt --passes=prepare,lower-entry,inline-all,lower-threadgroup-memory %s | FileCheck %s
; RUN: not msl-opt --passes=prepare,lower-entry,inline-all,lower-threadgroup-memory --kernel=large %s 2>&1 >/dev/null | FileCheck %s --check-prefix=ERROR
; ERROR: error: kernel 'large' needs 40000 bytes of threadgroup memory; 32768 are the limit
; CHECK-NOT: @first
; CHECK: define void @pewter.kernel.two(
; CHECK: getelementptr inbounds i8, ptr %threadgroup, i64 8
; CHECK: %static_memory = load ptr
; CHECK: %[[BASE:[0-9]+]] = addrspacecast ptr %static_memory to ptr addrspace(3)
; CHECK: %second = getelementptr inbounds i8, ptr addrspace(3) %[[BASE]], i64 16
@first = internal addrspace(3) global i8 undef
@second = internal addrspace(3) global [4 x float] undef, align 16
@huge = internal addrspace(3) global [10000 x float] undef
define void @two() {
  store i8 1, ptr addrspace(3) @first
  store float 1.0, ptr addrspace(3) getelementptr ([4 x float], ptr addrspace(3) @second, i64 0, i64 2)
  ret void
}
define void @large() {
  store float 1.0, ptr addrspace(3) @huge
  ret void
}
!pewter.kernels = !{!0, !1}
!0 = !{ptr @two, !"two"}
!1 = !{ptr @large, !"large"}
