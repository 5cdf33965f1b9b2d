; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=prepare,lower-entry,inline-all %s | FileCheck %s
; RUN: not msl-opt --passes=prepare,lower-entry,inline-all --kernel=indirect %s 2>&1 >/dev/null | FileCheck %s --check-prefix=ERROR
; ERROR: error: calls through function pointers are not supported
; CHECK: define void @pewter.kernel.direct
; CHECK: call void @__pewter_threadgroup_barrier
; CHECK-NOT: call void @{{waits|direct}}
; CHECK: ret void
; CHECK-NOT: define
declare void @__pewter_threadgroup_barrier(i32)
define void @waits() noinline {
  call void @__pewter_threadgroup_barrier(i32 1)
  ret void
}
define void @direct() {
  call void @waits()
  ret void
}
define void @indirect(ptr addrspace(1) %table) {
  %f = load ptr, ptr addrspace(1) %table
  call void %f()
  ret void
}
!pewter.kernels = !{!0, !1}
!0 = !{ptr @direct, !"direct"}
!1 = !{ptr @indirect, !"indirect", !2}
!2 = !{!"buffer", i32 0}
