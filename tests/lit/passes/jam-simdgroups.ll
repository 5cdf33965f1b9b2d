; SPDX-License-Identifier: Apache-2.0
; Eight SIMD-groups go through memory side by side, in steps of them all. They run the loop together: without masks, and
; without what only lanes that leave want, while all lanes of all go on. Then each goes on from where it stands.
; RUN: msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups)' %s | FileCheck %s
; Nothing is left of the second way to the loop and of masks that are all true when LLVM is through.
; RUN: msl-opt '--passes=split-at-barriers<256>,function(jam-simdgroups,early-cse<memssa>,instcombine,simplifycfg)' %s | FileCheck %s --check-prefix=TIDY
; CHECK-DAG: %[[SUM:[a-z0-9.]+]] = alloca [8 x <32 x float>]
; CHECK-DAG: %[[THERE:there1[a-z0-9.]*]] = alloca [8 x i32]
; The first of eight begins what all eight do.
; CHECK: simdgroups.0:
; CHECK: %begun = phi i1 [ false, %region.0 ], [ %resumed, %next.0 ]
; CHECK: %slot = and i32 %simdgroup{{[0-9]*}}, 7
; CHECK: %[[FIRST:.*]] = icmp eq i32 %slot, 0
; CHECK: br i1 %[[FIRST]], label %{{.*}}, label %[[WAY:.*]]
; CHECK: [[WAY]]:
; CHECK: %resumed = phi i1 [ %begun, %simdgroups.0 ], [ true, %leave ], [ false, %apart ]
; CHECK: br i1 %none, label %exit, label %[[PREHEADER:.*]]
; CHECK: [[PREHEADER]]:
; CHECK-NEXT: br i1 %resumed, label %resume, label %loop
; A SIMD-group that skips the loop, or begins it with fewer lanes, is a reason to do as before.
; CHECK: apart:
; CHECK-NEXT: br label %[[WAY]]
; CHECK: jam:
; CHECK: br i1 %{{.*}}, label %together, label %apart
; CHECK: together:
; CHECK-COUNT-8: phi <32 x float> [ zeroinitializer, %jam ]
; CHECK-NOT: phi <32
; CHECK-COUNT-8: call <32 x float> @llvm.masked.load.v32f32.p0(ptr %{{.*}}, i32 4, <32 x i1> <i1 true,
; CHECK-NOT: select
; CHECK: br i1 %{{.*}}, label %together, label %leave, {{.*}}!llvm.loop
; CHECK: leave:
; CHECK: icmp eq i32
; CHECK: store <32 x float> %{{.*}}, ptr %{{.*}}
; CHECK: resume:
; CHECK: load i32, ptr
; CHECK: br i1 %{{.*}}, label %{{.*}}, label %loop
; CHECK: loop:
; CHECK-NEXT: phi <32 x float> {{.*}}[ %{{.*}}, %resume ]

; TIDY: together:
; TIDY-COUNT-8: load <32 x float>, ptr
; TIDY-NOT: icmp ult <32 x i32>
; TIDY-COUNT-8: icmp ult i32
; TIDY: br i1 %{{.*}}, label %together, label %leave
declare <32 x float> @llvm.masked.load.v32f32.p0(ptr, i32, <32 x i1>, <32 x float>)
declare void @__pewter_threadgroup_barrier(i32)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %in = load ptr, ptr %threadgroup, !invariant.load !1
  %out.at = getelementptr i8, ptr %threadgroup, i64 8
  %out = load ptr, ptr %out.at, !invariant.load !1
  %n.at = getelementptr i8, ptr %threadgroup, i64 16
  %n = load i32, ptr %n.at, !invariant.load !1
  %first = shl i32 %simdgroup, 5
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
  %p = getelementptr float, ptr %in, i64 %i.wide
  %x = call <32 x float> @llvm.masked.load.v32f32.p0(ptr %p, i32 4, <32 x i1> %there, <32 x float> poison)
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
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
!1 = !{}
