; SPDX-License-Identifier: Apache-2.0
; RUN: msl-opt --passes=prefetch-next-tile %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

; A load in a loop with a barrier: its two lines of the next trip, which is `stride` further.
; CHECK-LABEL: define void @address(
; CHECK: loop:
; CHECK: %tile = load <32 x float>, ptr %at
; CHECK-NEXT: %[[NEXT:.*]] = getelementptr i8, ptr %at, i64 %stride
; CHECK-NEXT: call void @llvm.prefetch.p0(ptr %[[NEXT]], i32 0, i32 2, i32 1) #[[ONLY:[0-9]+]]
; CHECK-NEXT: getelementptr i8, ptr %at, i64 %stride
; CHECK-NEXT: %[[SECOND:.*]] = getelementptr i8, ptr %{{.*}}, i64 64
; CHECK-NEXT: call void @llvm.prefetch.p0(ptr %[[SECOND]], i32 0, i32 2, i32 1) #[[ONLY]]
; CHECK-NOT: @llvm.prefetch
; CHECK: ret void
define void @address(ptr %a, i64 %stride, i32 %count, ptr %out) {
entry:
  br label %loop
loop:
  %at = phi ptr [ %a, %entry ], [ %next, %loop ]
  %k = phi i32 [ 0, %entry ], [ %k1, %loop ]
  %tile = load <32 x float>, ptr %at, align 4
  store <32 x float> %tile, ptr %out, align 4
  call void @__pewter_threadgroup_barrier(i32 2)
  %next = getelementptr i8, ptr %at, i64 %stride
  %k1 = add i32 %k, 1
  %more = icmp ult i32 %k1, %count
  br i1 %more, label %loop, label %after
after:
  ret void
}

; An index that is 32 bits wide, as Metal programs have it.
; CHECK-LABEL: define void @index(
; CHECK: load <16 x float>
; CHECK-NEXT: %[[NEXT:.*]] = getelementptr i8, ptr %at, i64 64
; CHECK-NEXT: call void @llvm.prefetch.p0(ptr %[[NEXT]]
define void @index(ptr %a, i32 %row, i32 %count, ptr %out) {
entry:
  br label %loop
loop:
  %k = phi i32 [ 0, %entry ], [ %k1, %loop ]
  %i = add i32 %k, %row
  %wide = zext i32 %i to i64
  %at = getelementptr float, ptr %a, i64 %wide
  %tile = load <16 x float>, ptr %at, align 4
  store <16 x float> %tile, ptr %out, align 4
  call void @__pewter_threadgroup_barrier(i32 2)
  %k1 = add i32 %k, 16
  %more = icmp ult i32 %k1, %count
  br i1 %more, label %loop, label %after
after:
  ret void
}

; Addresses of lanes that all move on alike. Two loads of one line ask for it once.
; CHECK-LABEL: define void @lanes(
; CHECK: loop:
; CHECK: load <8 x float>
; CHECK-NEXT: %[[NEXT:.*]] = getelementptr i8, ptr %lane0, i64 256
; CHECK-NEXT: call void @llvm.prefetch.p0(ptr %[[NEXT]]
; CHECK-NOT: @llvm.prefetch
; CHECK: ret void
define void @lanes(<4 x ptr> %starts, i32 %count, ptr %out) {
entry:
  br label %loop
loop:
  %places = phi <4 x ptr> [ %starts, %entry ], [ %next, %loop ]
  %k = phi i32 [ 0, %entry ], [ %k1, %loop ]
  %lane0 = extractelement <4 x ptr> %places, i64 0
  %first = load <8 x float>, ptr %lane0, align 4
  %half = getelementptr i8, ptr %lane0, i64 32
  %second = load <8 x float>, ptr %half, align 4
  %sum = fadd <8 x float> %first, %second
  store <8 x float> %sum, ptr %out, align 4
  call void @__pewter_threadgroup_barrier(i32 2)
  %next = getelementptr i8, <4 x ptr> %places, i64 256
  %k1 = add i32 %k, 1
  %more = icmp ult i32 %k1, %count
  br i1 %more, label %loop, label %after
after:
  ret void
}

; Not where the next trip loads from the same line, ...
; CHECK-LABEL: define void @near(
; CHECK-NOT: @llvm.prefetch
; CHECK: ret void
define void @near(ptr %a, i32 %count, ptr %out) {
entry:
  br label %loop
loop:
  %at = phi ptr [ %a, %entry ], [ %next, %loop ]
  %k = phi i32 [ 0, %entry ], [ %k1, %loop ]
  %value = load float, ptr %at, align 4
  store float %value, ptr %out, align 4
  call void @__pewter_threadgroup_barrier(i32 2)
  %next = getelementptr i8, ptr %at, i64 4
  %k1 = add i32 %k, 1
  %more = icmp ult i32 %k1, %count
  br i1 %more, label %loop, label %after
after:
  ret void
}

; ... where it is not known how far an address moves on, ...
; CHECK-LABEL: define void @chased(
; CHECK-NOT: @llvm.prefetch
; CHECK: ret void
define void @chased(ptr %a, i32 %count, ptr %out) {
entry:
  br label %loop
loop:
  %at = phi ptr [ %a, %entry ], [ %next, %loop ]
  %k = phi i32 [ 0, %entry ], [ %k1, %loop ]
  %next = load ptr, ptr %at, align 8
  call void @__pewter_threadgroup_barrier(i32 2)
  %k1 = add i32 %k, 1
  %more = icmp ult i32 %k1, %count
  br i1 %more, label %loop, label %after
after:
  ret void
}

; ... and without a barrier, where the processor looks across trips by itself.
; CHECK-LABEL: define void @no_barrier(
; CHECK-NOT: @llvm.prefetch
; CHECK: ret void
define void @no_barrier(ptr %a, i32 %count, ptr %out) {
entry:
  br label %loop
loop:
  %at = phi ptr [ %a, %entry ], [ %next, %loop ]
  %k = phi i32 [ 0, %entry ], [ %k1, %loop ]
  %tile = load <16 x float>, ptr %at, align 4
  store <16 x float> %tile, ptr %out, align 4
  %next = getelementptr i8, ptr %at, i64 4096
  %k1 = add i32 %k, 1
  %more = icmp ult i32 %k1, %count
  br i1 %more, label %loop, label %after
after:
  ret void
}

; No code is kept from moving across it.
; CHECK: attributes #[[ONLY]] = { memory(inaccessiblemem: readwrite) }
declare void @__pewter_threadgroup_barrier(i32)
