; SPDX-License-Identifier: Apache-2.0
; RUN: split-file %s %t
; RUN: msl-opt --passes='stream-stores<256>' %t/copy.ll | FileCheck %t/copy.ll
; RUN: msl-opt --passes='stream-stores<256>' %t/loop.ll | FileCheck %t/loop.ll
; RUN: msl-opt --passes=stream-stores %t/loop.ll | FileCheck %t/loop.ll --check-prefix=ANY
; RUN: msl-opt --passes=stream-stores %t/in_place.ll | FileCheck %t/in_place.ll
; RUN: msl-opt --passes=stream-stores %t/argument_buffer.ll | FileCheck %t/argument_buffer.ll
; RUN: msl-opt --passes=stream-stores %t/atomic.ll | FileCheck %t/atomic.ll
; RUN: msl-opt --passes=stream-stores %t/fence.ll | FileCheck %t/fence.ll
; RUN: msl-opt --passes=stream-stores %t/narrow.ll | FileCheck %t/narrow.ll
; RUN: msl-opt --passes=stream-stores %t/masked.ll | FileCheck %t/masked.ll
; RUN: msl-opt --passes=stream-stores %t/again.ll | FileCheck %t/again.ll
; RUN: msl-opt --passes=stream-stores %t/own.ll | FileCheck %t/own.ll
; RUN: msl-opt --passes=stream-stores %t/gathered.ll | FileCheck %t/gathered.ll

;--- copy.ll
; From one argument to another: streams where the dispatch is large, the arguments differ and the address is aligned. The frame says
; how much a thread may write; what the constants are read from cannot be what is written.
; CHECK-LABEL: define void @pewter.kernel.copy(
; CHECK: %[[FIELD:.*]] = getelementptr inbounds i8, ptr %{{.*}}, i64 284
; CHECK: %cached_bytes = load i32, ptr %[[FIELD]]
; CHECK: %[[FITS:.*]] = icmp ule i32 1, %cached_bytes
; CHECK: %[[SAME:.*]] = icmp eq ptr
; CHECK: %[[OR:.*]] = or i1 %[[FITS]], %[[SAME]]
; CHECK-NOT: icmp eq ptr
; CHECK: %cached = zext i1 %[[OR]] to i32
; CHECK: %[[BITS:.*]] = or i32 %{{.*}}, %cached
; CHECK: %[[LOW:.*]] = and i32 %[[BITS]], 63
; CHECK: %[[PLAIN:.*]] = icmp ne i32 %[[LOW]], 0
; CHECK: br i1 %[[PLAIN]], label %[[A:.*]], label %[[B:[^ ]*]]
; CHECK: [[A]]:
; CHECK-NEXT: store <32 x float> %v, ptr %to, align 4{{$}}
; CHECK: [[B]]:
; CHECK-NEXT: store <32 x float> %v, ptr %to, align 64, !nontemporal
define void @pewter.kernel.copy(ptr %threadgroup, ptr %scratch) {
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %in = load ptr, ptr %launch, !invariant.load !0
  %out.field = getelementptr inbounds i8, ptr %launch, i64 8
  %out = load ptr, ptr %out.field, !invariant.load !0
  %constants.field = getelementptr inbounds i8, ptr %launch, i64 16
  %constants = load ptr, ptr %constants.field, !invariant.load !0
  %at = load i64, ptr %constants, !invariant.load !0
  %v = load <32 x float>, ptr %in, align 4
  %to = getelementptr float, ptr %out, i64 %at
  store <32 x float> %v, ptr %to, align 4
  ret void
}
!0 = !{}

;--- loop.ll
; Eight SIMD-groups of 128 bytes each are 4 bytes a thread of 256; where the size is not known, one SIMD-group is.
; CHECK: icmp ule i32 4, %cached_bytes
; CHECK: !nontemporal
; ANY: icmp ule i32 32, %cached_bytes
define void @pewter.kernel.loop(ptr %threadgroup, ptr %scratch) {
entry:
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %out = load ptr, ptr %launch, !invariant.load !0
  br label %simdgroups
simdgroups:
  %i = phi i64 [ 0, %entry ], [ %i1, %simdgroups ]
  %to = getelementptr <32 x float>, ptr %out, i64 %i
  store <32 x float> zeroinitializer, ptr %to, align 4
  %i1 = add nuw nsw i64 %i, 1
  %more = icmp ult i64 %i1, 8
  br i1 %more, label %simdgroups, label %end
end:
  ret void
}
!0 = !{}

;--- in_place.ll
; What is read by the same argument is in the caches anyway.
; CHECK-NOT: nontemporal
define void @pewter.kernel.in_place(ptr %threadgroup, ptr %scratch) {
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %out = load ptr, ptr %launch, !invariant.load !0
  %from = getelementptr float, ptr %out, i64 64
  %v = load <32 x float>, ptr %from, align 4
  store <32 x float> %v, ptr %out, align 4
  ret void
}
!0 = !{}

;--- argument_buffer.ll
; A pointer out of memory may lead anywhere.
; CHECK-NOT: nontemporal
define void @pewter.kernel.argument_buffer(ptr %threadgroup, ptr %scratch) {
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %out = load ptr, ptr %launch, !invariant.load !0
  %struct.field = getelementptr inbounds i8, ptr %launch, i64 8
  %struct = load ptr, ptr %struct.field, !invariant.load !0
  %in = load ptr, ptr %struct, !invariant.load !0
  %v = load <32 x float>, ptr %in, align 4
  store <32 x float> %v, ptr %out, align 4
  ret void
}
!0 = !{}

;--- atomic.ll
; Another thread may wait for this one, and then read what it wrote.
; CHECK-NOT: nontemporal
define void @pewter.kernel.atomic(ptr %threadgroup, ptr %scratch) {
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %out = load ptr, ptr %launch, !invariant.load !0
  %flag.field = getelementptr inbounds i8, ptr %launch, i64 8
  %flag = load ptr, ptr %flag.field, !invariant.load !0
  store <32 x float> zeroinitializer, ptr %out, align 4
  store atomic i32 1, ptr %flag monotonic, align 4
  ret void
}
!0 = !{}

;--- fence.ll
; CHECK-NOT: nontemporal
define void @pewter.kernel.fence(ptr %threadgroup, ptr %scratch) {
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %out = load ptr, ptr %launch, !invariant.load !0
  store <32 x float> zeroinitializer, ptr %out, align 4
  fence seq_cst
  ret void
}
!0 = !{}

;--- narrow.ll
; Half a line would be written to memory alone, and bits are no bytes.
; CHECK-NOT: nontemporal
define void @pewter.kernel.narrow(ptr %threadgroup, ptr %scratch) {
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %out = load ptr, ptr %launch, !invariant.load !0
  store <32 x i8> zeroinitializer, ptr %out, align 4
  store <8 x float> zeroinitializer, ptr %out, align 4
  store <500 x i1> zeroinitializer, ptr %out, align 4
  store volatile <32 x float> zeroinitializer, ptr %out, align 4
  ret void
}
!0 = !{}

;--- masked.ll
; CHECK-NOT: nontemporal
define void @pewter.kernel.masked(ptr %threadgroup, ptr %scratch, <32 x i1> %mask) {
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %out = load ptr, ptr %launch, !invariant.load !0
  call void @llvm.masked.store.v32f32.p0(<32 x float> zeroinitializer, ptr %out, i32 4, <32 x i1> %mask)
  ret void
}
declare void @llvm.masked.store.v32f32.p0(<32 x float>, ptr, i32, <32 x i1>)
!0 = !{}

;--- again.ll
; Each iteration writes the same lines: the caches take all but the last.
; CHECK-NOT: nontemporal
define void @pewter.kernel.again(ptr %threadgroup, ptr %scratch) {
entry:
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %out = load ptr, ptr %launch, !invariant.load !0
  br label %rounds
rounds:
  %round = phi i64 [ 0, %entry ], [ %round1, %next ]
  br label %row
row:
  %i = phi i64 [ 0, %rounds ], [ %i1, %row ]
  %to = getelementptr <32 x float>, ptr %out, i64 %i
  store <32 x float> zeroinitializer, ptr %to, align 4
  %i1 = add nuw nsw i64 %i, 1
  %more = icmp ult i64 %i1, 8
  br i1 %more, label %row, label %next
next:
  %round1 = add nuw nsw i64 %round, 1
  %again = icmp ult i64 %round1, 100
  br i1 %again, label %rounds, label %end
end:
  ret void
}
!0 = !{}

;--- own.ll
; Threadgroup memory and scratch memory.
; CHECK-NOT: nontemporal
define void @pewter.kernel.own(ptr %threadgroup, ptr %scratch) {
  %field = getelementptr inbounds i8, ptr %threadgroup, i64 8
  %memory = load ptr, ptr %field, !invariant.load !0
  store <32 x float> zeroinitializer, ptr %memory, align 64
  store <32 x float> zeroinitializer, ptr %scratch, align 64
  ret void
}
!0 = !{}

;--- gathered.ll
; A gather from threadgroup memory is no read of a buffer, one from a buffer is of that one: argument 0 stays, argument 1 streams.
; CHECK-LABEL: define void @pewter.kernel.gathered(
; CHECK: store <32 x float> %a, ptr %x, align 4{{$}}
; CHECK-NOT: store <32 x float> %a
; CHECK: store <32 x float> %b, ptr %y, align 64, !nontemporal
define void @pewter.kernel.gathered(ptr %threadgroup, ptr %scratch, <32 x i64> %at, <32 x i1> %mask) {
  %launch = load ptr, ptr %threadgroup, !invariant.load !0
  %x = load ptr, ptr %launch, !invariant.load !0
  %y.field = getelementptr inbounds i8, ptr %launch, i64 8
  %y = load ptr, ptr %y.field, !invariant.load !0
  %memory.field = getelementptr inbounds i8, ptr %threadgroup, i64 8
  %memory = load ptr, ptr %memory.field, !invariant.load !0
  %from.x = getelementptr float, ptr %x, <32 x i64> %at
  %from.memory = getelementptr float, ptr %memory, <32 x i64> %at
  %a = call <32 x float> @llvm.masked.gather.v32f32.v32p0(<32 x ptr> %from.x, i32 4, <32 x i1> %mask, <32 x float> poison)
  %b = call <32 x float> @llvm.masked.gather.v32f32.v32p0(<32 x ptr> %from.memory, i32 4, <32 x i1> %mask, <32 x float> poison)
  store <32 x float> %a, ptr %x, align 4
  store <32 x float> %b, ptr %y, align 4
  ret void
}
declare <32 x float> @llvm.masked.gather.v32f32.v32p0(<32 x ptr>, i32, <32 x i1>, <32 x float>)
!0 = !{}
