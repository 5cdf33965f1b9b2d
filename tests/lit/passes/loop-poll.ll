; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=loop-poll %s | FileCheck %s
; The flag's address is fetched once; the endless loop reads it every time around, the short loop never.
; CHECK-LABEL: define void @pewter.kernel.k(
; CHECK: %stop = load ptr
; CHECK: short:
; CHECK-NOT: load volatile
; CHECK: endless:
; CHECK: load volatile i32, ptr %stop
; CHECK: br i1 {{.*}}, label %[[END:[0-9]+]], label %{{.*}}, !prof
; CHECK: [[END]]:
; CHECK-NEXT: call void @__pewter_poll()
; CHECK-NEXT: unreachable
define void @pewter.kernel.k(ptr %thread) {
entry:
  br label %short
short:
  %i = phi i32 [ 0, %entry ], [ %i1, %short ]
  %i1 = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %i1, 100
  br i1 %more, label %short, label %endless
endless:
  br label %endless
}
; CHECK: declare void @__pewter_poll() #[[A:[0-9]+]]
; CHECK: attributes #[[A]] = { cold noreturn nounwind }
