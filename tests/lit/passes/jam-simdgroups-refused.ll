; SPDX-License-Identifier: Apache-2.0
; Loops that stay as they are, each for one reason, beside one that does not: RUN lines turn on the lines that make it so.
; As it is.
; RUN: sed -e 's/^;TOGETHER//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=JAM
; Ordinary stores: Metal has no order for those of different SIMD-groups.
; RUN: sed -e 's/^;TOGETHER//' -e 's/^;STORE//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=JAM
; What others may write in the meantime is read once, though the way to the loop runs twice.
; RUN: sed -e 's/^;TOGETHER//' -e 's/^;READ//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=READ
; Fences and atomics order SIMD-groups, and volatile accesses may be waiting for another.
; RUN: sed -e 's/^;TOGETHER//' -e 's/^;FENCE//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; RUN: sed -e 's/^;TOGETHER//' -e 's/^;ATOMIC//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; RUN: sed -e 's/^;TOGETHER//' -e 's/^;VOLATILE//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; Nobody knows what a call does.
; RUN: sed -e 's/^;TOGETHER//' -e 's/^;CALL//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; The way to the loop would happen twice.
; RUN: sed -e 's/^;TOGETHER//' -e 's/^;BEFORE//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; Private memory that is left on the stack is for one SIMD-group at a time.
; RUN: sed -e 's/^;TOGETHER//' -e 's/^;PRIVATE//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; Each SIMD-group has a row of its own: together they would be in eight places at once.
; RUN: sed -e 's/^;ROWS//' %s | msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; Nobody knows how many there are, or there is only one.
; RUN: sed -e 's/^;TOGETHER//' %s | msl-opt '--passes=split-at-barriers,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; RUN: sed -e 's/^;TOGETHER//' %s | msl-opt '--passes=split-at-barriers<32>,function(jam-simdgroups)' | FileCheck %s --check-prefix=ALONE
; JAM: together:
; READ: %[[PLACE:.*]] = alloca [8 x i32]
; READ: %[[MORE:more[0-9]*]] = load i32, ptr %more.at
; READ: %[[THEN:.*]] = load i32, ptr
; READ: %[[EITHER:.*]] = select i1 %resumed, i32 %{{.*}}, i32 %[[MORE]]
; READ: store i32 %[[EITHER]], ptr %more.out
; READ: together:
; ALONE-NOT: together:
; ALONE: ret void
declare <32 x float> @llvm.masked.load.v32f32.p0(ptr, i32, <32 x i1>, <32 x float>)
declare void @__pewter_threadgroup_barrier(i32)
declare void @use(ptr)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
;PRIVATE  %private = alloca [8 x float]
  %in = load ptr, ptr %threadgroup, !invariant.load !1
  %out.at = getelementptr i8, ptr %threadgroup, i64 8
  %out = load ptr, ptr %out.at, !invariant.load !1
  %n.at = getelementptr i8, ptr %threadgroup, i64 16
  %n = load i32, ptr %n.at, !invariant.load !1
;READ  %more.at = getelementptr i32, ptr %out, i32 %simdgroup
;READ  %more = load i32, ptr %more.at
  %first = shl i32 %simdgroup, 5
;BEFORE  store i32 1, ptr %out
  %n.one = insertelement <32 x i32> poison, i32 %n, i64 0
  %n.all = shufflevector <32 x i32> %n.one, <32 x i32> poison, <32 x i32> zeroinitializer
  %i.one = insertelement <32 x i32> poison, i32 %first, i64 0
  %i.all = shufflevector <32 x i32> %i.one, <32 x i32> poison, <32 x i32> zeroinitializer
  %lanes = or disjoint <32 x i32> %i.all, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %mask = icmp ult <32 x i32> %lanes, %n.all
  %bits = bitcast <32 x i1> %mask to i32
  %none = icmp eq i32 %bits, 0
  br i1 %none, label %exit, label %loop
loop:
  %left = phi <32 x float> [ poison, %entry ], [ %left1, %loop ]
  %sum = phi <32 x float> [ zeroinitializer, %entry ], [ %sum1, %loop ]
  %i = phi i32 [ %first, %entry ], [ %i1, %loop ]
  %there = phi <32 x i1> [ %mask, %entry ], [ %there1, %loop ]
  %i.wide = zext i32 %i to i64
;ROWS  %row = mul i32 %simdgroup, %n
;ROWS  %row.wide = zext i32 %row to i64
;ROWS  %base = getelementptr float, ptr %in, i64 %row.wide
;ROWS  %p = getelementptr float, ptr %base, i64 %i.wide
;TOGETHER  %p = getelementptr float, ptr %in, i64 %i.wide
  %x = call <32 x float> @llvm.masked.load.v32f32.p0(ptr %p, i32 4, <32 x i1> %there, <32 x float> poison)
;STORE  %q = getelementptr float, ptr %out, i64 %i.wide
;STORE  store <32 x float> %x, ptr %q
;FENCE  fence acq_rel
;ATOMIC  %old = atomicrmw add ptr %out, i32 1 monotonic
;VOLATILE  %again = load volatile i32, ptr %out
;CALL  call void @use(ptr %out)
;PRIVATE  %slot = and i32 %i, 7
;PRIVATE  %place = getelementptr [8 x float], ptr %private, i32 0, i32 %slot
;PRIVATE  store float 1.0, ptr %place
  %sum1 = fadd <32 x float> %sum, %x
  %i1 = add i32 %i, 256
  %i1.one = insertelement <32 x i32> poison, i32 %i1, i64 0
  %i1.all = shufflevector <32 x i32> %i1.one, <32 x i32> poison, <32 x i32> zeroinitializer
  %lanes1 = or disjoint <32 x i32> %i1.all, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %less = icmp ult <32 x i32> %lanes1, %n.all
  %there1 = select <32 x i1> %there, <32 x i1> %less, <32 x i1> zeroinitializer
  %not = xor <32 x i1> %less, <i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true>
  %leaving = select <32 x i1> %there, <32 x i1> %not, <32 x i1> zeroinitializer
  %left1 = select <32 x i1> %leaving, <32 x float> %sum1, <32 x float> %left
  %bits1 = bitcast <32 x i1> %there1 to i32
  %none1 = icmp eq i32 %bits1, 0
  br i1 %none1, label %behind, label %loop
behind:
  %total = select <32 x i1> %mask, <32 x float> %left1, <32 x float> zeroinitializer
  br label %exit
exit:
  %result = phi <32 x float> [ zeroinitializer, %entry ], [ %total, %behind ]
  %at = getelementptr <32 x float>, ptr %out, i32 %simdgroup
  store <32 x float> %result, ptr %at
;READ  %more.out = getelementptr i32, ptr %in, i32 %simdgroup
;READ  store i32 %more, ptr %more.out
;PRIVATE  %p0 = load float, ptr %private
;PRIVATE  store float %p0, ptr %out
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
!1 = !{}
