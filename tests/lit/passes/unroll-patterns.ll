; SPDX-License-Identifier: Apache-2.0
; A loop of a few trips is unrolled all the way, however long its body, where a lane's address is a pattern only once the counter is a
; constant (i % span), and not where nothing is gained.
; RUN: msl-opt --passes='loop-unroll-full' %s | FileCheck %s
declare i32 @__pewter_thread_index()
declare void @barrier() convergent
; CHECK-LABEL: @pattern
; CHECK-NOT: phi
define void @pattern(ptr %in) {
entry:
  %i = call i32 @__pewter_thread_index()
  br label %loop
loop:
  %span = phi i32 [ 1, %entry ], [ %next, %loop ]
  %k = urem i32 %i, %span
  %p = getelementptr float, ptr %in, i32 %k
  %x0 = load volatile float, ptr %p
  store volatile float %x0, ptr %p
  call void @barrier()
  %x1 = load volatile float, ptr %p
  store volatile float %x1, ptr %p
  call void @barrier()
  %x2 = load volatile float, ptr %p
  store volatile float %x2, ptr %p
  call void @barrier()
  %x3 = load volatile float, ptr %p
  store volatile float %x3, ptr %p
  call void @barrier()
  %x4 = load volatile float, ptr %p
  store volatile float %x4, ptr %p
  call void @barrier()
  %x5 = load volatile float, ptr %p
  store volatile float %x5, ptr %p
  call void @barrier()
  %x6 = load volatile float, ptr %p
  store volatile float %x6, ptr %p
  call void @barrier()
  %x7 = load volatile float, ptr %p
  store volatile float %x7, ptr %p
  call void @barrier()
  %x8 = load volatile float, ptr %p
  store volatile float %x8, ptr %p
  call void @barrier()
  %x9 = load volatile float, ptr %p
  store volatile float %x9, ptr %p
  call void @barrier()
  %x10 = load volatile float, ptr %p
  store volatile float %x10, ptr %p
  call void @barrier()
  %x11 = load volatile float, ptr %p
  store volatile float %x11, ptr %p
  call void @barrier()
  %x12 = load volatile float, ptr %p
  store volatile float %x12, ptr %p
  call void @barrier()
  %x13 = load volatile float, ptr %p
  store volatile float %x13, ptr %p
  call void @barrier()
  %x14 = load volatile float, ptr %p
  store volatile float %x14, ptr %p
  call void @barrier()
  %x15 = load volatile float, ptr %p
  store volatile float %x15, ptr %p
  call void @barrier()
  %x16 = load volatile float, ptr %p
  store volatile float %x16, ptr %p
  call void @barrier()
  %x17 = load volatile float, ptr %p
  store volatile float %x17, ptr %p
  call void @barrier()
  %x18 = load volatile float, ptr %p
  store volatile float %x18, ptr %p
  call void @barrier()
  %x19 = load volatile float, ptr %p
  store volatile float %x19, ptr %p
  call void @barrier()
  %next = shl i32 %span, 2
  %more = icmp ult i32 %next, 1024
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: @plain
; CHECK: phi
define void @plain(ptr %in) {
entry:
  %i = call i32 @__pewter_thread_index()
  br label %loop
loop:
  %span = phi i32 [ 1, %entry ], [ %next, %loop ]
  %p = getelementptr float, ptr %in, i32 %i
  %x0 = load volatile float, ptr %p
  store volatile float %x0, ptr %p
  call void @barrier()
  %x1 = load volatile float, ptr %p
  store volatile float %x1, ptr %p
  call void @barrier()
  %x2 = load volatile float, ptr %p
  store volatile float %x2, ptr %p
  call void @barrier()
  %x3 = load volatile float, ptr %p
  store volatile float %x3, ptr %p
  call void @barrier()
  %x4 = load volatile float, ptr %p
  store volatile float %x4, ptr %p
  call void @barrier()
  %x5 = load volatile float, ptr %p
  store volatile float %x5, ptr %p
  call void @barrier()
  %x6 = load volatile float, ptr %p
  store volatile float %x6, ptr %p
  call void @barrier()
  %x7 = load volatile float, ptr %p
  store volatile float %x7, ptr %p
  call void @barrier()
  %x8 = load volatile float, ptr %p
  store volatile float %x8, ptr %p
  call void @barrier()
  %x9 = load volatile float, ptr %p
  store volatile float %x9, ptr %p
  call void @barrier()
  %x10 = load volatile float, ptr %p
  store volatile float %x10, ptr %p
  call void @barrier()
  %x11 = load volatile float, ptr %p
  store volatile float %x11, ptr %p
  call void @barrier()
  %x12 = load volatile float, ptr %p
  store volatile float %x12, ptr %p
  call void @barrier()
  %x13 = load volatile float, ptr %p
  store volatile float %x13, ptr %p
  call void @barrier()
  %x14 = load volatile float, ptr %p
  store volatile float %x14, ptr %p
  call void @barrier()
  %x15 = load volatile float, ptr %p
  store volatile float %x15, ptr %p
  call void @barrier()
  %x16 = load volatile float, ptr %p
  store volatile float %x16, ptr %p
  call void @barrier()
  %x17 = load volatile float, ptr %p
  store volatile float %x17, ptr %p
  call void @barrier()
  %x18 = load volatile float, ptr %p
  store volatile float %x18, ptr %p
  call void @barrier()
  %x19 = load volatile float, ptr %p
  store volatile float %x19, ptr %p
  call void @barrier()
  %next = shl i32 %span, 2
  %more = icmp ult i32 %next, 1024
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
