; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=lower-address-spaces %s | FileCheck %s
; CHECK-NOT: addrspace
; CHECK: = type { i32, ptr }
%node = type { i32, ptr addrspace(1) }
@table = internal addrspace(2) constant [2 x float] [float 1.0, float 2.0]
@pointer = internal constant ptr addrspace(2) getelementptr ([2 x float], ptr addrspace(2) @table, i64 0, i64 1)

; CHECK: @table = internal constant
; CHECK: @pointer = internal constant ptr getelementptr {{.*}}@table
; CHECK-LABEL: define i1 @f(ptr %frame, i1 %which)
; CHECK: %next = getelementptr %{{.*}}, ptr %d, i64 0, i32 1
; CHECK-NEXT: %p = load ptr, ptr %next, align 8, !alias.scope ![[DEVICE:[0-9]+]], !noalias ![[NOT_DEVICE:[0-9]+]]
; CHECK: load float, ptr %c, align 4, !invariant.load !{{[0-9]+}}, !alias.scope ![[CONSTANT:[0-9]+]]
; CHECK: atomicrmw add ptr %t, i32 1 monotonic, align 4, !alias.scope ![[THREADGROUP:[0-9]+]]
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr %d, ptr %c, i64 64, i1 false){{$}}
; CHECK: store float {{.*}}, ptr %d
; CHECK: load ptr, ptr @pointer
; CHECK: phi ptr [ %d, %entry ], [ null, %other ]
; CHECK: ![[DEVICE]] = !{![[D:[0-9]+]]}
; CHECK: ![[NOT_DEVICE]] = !{![[C:[0-9]+]], ![[T:[0-9]+]]}
; CHECK: ![[CONSTANT]] = !{![[C]]}
; CHECK: ![[THREADGROUP]] = !{![[T]]}
define i1 @f(ptr %frame, i1 %which) {
entry:
  %d = load ptr addrspace(1), ptr %frame
  %c = load ptr addrspace(2), ptr %frame
  %t = load ptr addrspace(3), ptr %frame
  %next = getelementptr %node, ptr addrspace(1) %d, i64 0, i32 1
  %p = load ptr addrspace(1), ptr addrspace(1) %next
  %x = load float, ptr addrspace(2) %c
  %old = atomicrmw add ptr addrspace(3) %t, i32 1 monotonic
  call void @llvm.memcpy.p1.p2.i64(ptr addrspace(1) %d, ptr addrspace(2) %c, i64 64, i1 false)
  %g = addrspacecast ptr addrspace(1) %d to ptr
  store float %x, ptr %g
  %q = load ptr addrspace(2), ptr @pointer
  br i1 %which, label %join, label %other
other:
  br label %join
join:
  %either = phi ptr addrspace(1) [ %d, %entry ], [ null, %other ]
  %r = icmp eq ptr addrspace(1) %either, null
  ret i1 %r
}
declare void @llvm.memcpy.p1.p2.i64(ptr addrspace(1), ptr addrspace(2), i64, i1)
