; SPDX-License-Identifier: Apache-2.0
; Private memory with content that is needed behind a barrier moves to scratch memory, aligned to 64 at most. What is
; used on one side only, or begins its life anew on the other, stays on the stack; what gets out of sight moves.
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s
; CHECK: entry:
; CHECK-NEXT: %one_side = alloca [4 x i32]
; CHECK-NEXT: %twice = alloca [4 x i32]
; CHECK-NEXT: br label %region.0
; CHECK-NOT: alloca
; CHECK: simdgroups.0:
; CHECK: mul nuw nsw i64 %{{.*}}, 576
; CHECK: %across = getelementptr inbounds i8, ptr %{{.*}}, i64 0
; CHECK: store <32 x i32> zeroinitializer, ptr %across, align 64
; CHECK: call void @llvm.lifetime.start.p0(i64 16, ptr %twice)
; CHECK: %escapes = getelementptr inbounds i8, ptr %{{.*}}, i64 516
; CHECK: call void @keep(ptr %escapes)
; CHECK: simdgroups.1:
; CHECK: %across{{[0-9]*}} = getelementptr inbounds i8, ptr %{{.*}}, i64 0
; CHECK: call void @llvm.lifetime.start.p0(i64 16, ptr %twice)
declare void @use(i32)
declare void @keep(ptr)
declare void @llvm.lifetime.start.p0(i64, ptr)
declare void @llvm.lifetime.end.p0(i64, ptr)
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
  %one_side = alloca [4 x i32]
  %across = alloca [4 x <32 x i32>], align 128
  %twice = alloca [4 x i32]
  %escapes = alloca [4 x i32]
  %i = load i32, ptr %threadgroup
  %p = getelementptr i32, ptr %one_side, i32 %i
  store i32 1, ptr %p
  %a = load i32, ptr %one_side
  call void @use(i32 %a)
  store <32 x i32> zeroinitializer, ptr %across, align 128
  call void @llvm.lifetime.start.p0(i64 16, ptr %twice)
  store i32 2, ptr %twice
  %b = load i32, ptr %twice
  call void @use(i32 %b)
  call void @llvm.lifetime.end.p0(i64 16, ptr %twice)
  call void @keep(ptr %escapes)
  call void @__pewter_threadgroup_barrier(i32 2)
  %q = getelementptr i32, ptr %across, i32 %i
  %c = load i32, ptr %q
  call void @use(i32 %c)
  call void @llvm.lifetime.start.p0(i64 16, ptr %twice)
  store i32 3, ptr %twice
  %d = load i32, ptr %twice
  call void @use(i32 %d)
  call void @llvm.lifetime.end.p0(i64 16, ptr %twice)
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
