; SPDX-License-Identifier: Apache-2.0
; Blocks where lanes meet stay a part of the loop that they are in by the source.
; RUN: msl-opt --passes=hold-in-loops %s | FileCheck %s
; RUN: msl-opt --passes=hold-in-loops,release-from-loops %s | FileCheck %s --check-prefix=RELEASED
declare i32 @__pewter_simd_sum_u32(i32) convergent
declare void @__pewter_threadgroup_barrier(i32) convergent
declare void @use(i32)

; RELEASED-NOT: @__pewter_never(
; RELEASED: br i1 false, label %head, label
; RELEASED: declare i1 @__pewter_never(

; 'then' leads out of the loop and lies in it: lines 2 to 6.
; CHECK-LABEL: define void @break_after_meeting(
; CHECK: then:
; CHECK-NEXT: call i32 @__pewter_simd_sum_u32
; CHECK-NEXT: [[NEVER:%.*]] = call i1 @__pewter_never()
; CHECK-NEXT: br i1 [[NEVER]], label %head, label %[[ON:.*]], !dbg
; CHECK: [[ON]]:
; CHECK-NEXT: br label %after
; CHECK: after:
; CHECK-NEXT: call i32 @__pewter_simd_sum_u32
; CHECK-NEXT: ret void
define void @break_after_meeting(i1 %c) !dbg !4 {
  br label %head, !dbg !10
head:
  br i1 %c, label %then, label %latch, !dbg !11
then:
  %x = call i32 @__pewter_simd_sum_u32(i32 1), !dbg !12
  br label %after, !dbg !12
latch:
  br label %head, !dbg !11, !llvm.loop !20
after:
  %y = call i32 @__pewter_simd_sum_u32(i32 1), !dbg !13
  ret void, !dbg !13
}

; Here the optimiser may find that the way back from 'meet' is never taken; a PHI of the header gets nothing from the new way.
; CHECK-LABEL: define void @may_fall_out(
; CHECK: head:
; CHECK-NEXT: phi i32 [ 0, %0 ], [ 1, %latch ], [ poison, %meet ]
; CHECK: meet:
; CHECK: [[NEVER:%.*]] = call i1 @__pewter_never()
; CHECK-NEXT: br i1 [[NEVER]], label %head, label
define void @may_fall_out(i1 %c, i1 %d) {
  br label %head
head:
  %n = phi i32 [ 0, %0 ], [ 1, %latch ]
  br i1 %c, label %latch, label %meet
meet:
  %x = call i32 @__pewter_simd_sum_u32(i32 %n)
  br i1 %d, label %after, label %latch
latch:
  br label %head
after:
  ret void
}

; All that come by in an iteration come by 'meet': nothing can take it out. The way out of 'for' loops lies before it.
; CHECK-LABEL: define void @in_every_iteration(
; CHECK-NOT: @__pewter_never
; CHECK: ret void
define void @in_every_iteration(i1 %c, i1 %d) {
  br label %head
head:
  br i1 %c, label %meet, label %after
meet:
  %x = call i32 @__pewter_simd_sum_u32(i32 1)
  br i1 %d, label %body, label %latch
body:
  %y = call i32 @__pewter_simd_sum_u32(i32 1)
  br label %latch
latch:
  br label %head
after:
  ret void
}

; A barrier is for all threads alike.
; CHECK-LABEL: define void @barrier(
; CHECK-NOT: @__pewter_never
; CHECK: ret void
define void @barrier(i1 %c) !dbg !5 {
  br label %head, !dbg !14
head:
  br i1 %c, label %then, label %latch, !dbg !15
then:
  call void @__pewter_threadgroup_barrier(i32 1), !dbg !16
  br label %after, !dbg !16
latch:
  br label %head, !dbg !15, !llvm.loop !21
after:
  ret void, !dbg !17
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "k.metal", directory: "")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "break_after_meeting", file: !1, line: 1, type: !3, spFlags: DISPFlagDefinition, unit: !0)
!5 = distinct !DISubprogram(name: "barrier", file: !1, line: 1, type: !3, spFlags: DISPFlagDefinition, unit: !0)
!10 = !DILocation(line: 2, column: 3, scope: !4)
!11 = !DILocation(line: 3, column: 5, scope: !4)
!12 = !DILocation(line: 4, column: 7, scope: !4)
!13 = !DILocation(line: 7, column: 3, scope: !4)
!14 = !DILocation(line: 2, column: 3, scope: !5)
!15 = !DILocation(line: 3, column: 5, scope: !5)
!16 = !DILocation(line: 4, column: 7, scope: !5)
!17 = !DILocation(line: 7, column: 3, scope: !5)
!18 = !DILocation(line: 6, column: 3, scope: !4)
!19 = !DILocation(line: 6, column: 3, scope: !5)
!20 = distinct !{!20, !10, !18}
!21 = distinct !{!21, !14, !19}
