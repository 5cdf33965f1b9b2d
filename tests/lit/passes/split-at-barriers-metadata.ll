; SPDX-License-Identifier: Apache-2.0
; Lines stay with instructions, and the entry point is to debuggers what the SIMD-group's function was. Alias scopes that
; are about one run of the code (declared) go; those of the whole function stay.
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s
; CHECK: define void @pewter.kernel.k({{.*}}) !dbg ![[SUBPROGRAM:[0-9]+]]
; CHECK-NOT: noalias.scope
; CHECK: store i32 1, ptr %p, align 4, !dbg ![[LINE1:[0-9]+]], !alias.scope ![[SCOPES:[0-9]+]]
; CHECK-NOT: noalias
; CHECK: store i32 2, ptr %p{{[0-9]*}}, align 4, !dbg ![[LINE2:[0-9]+]], !noalias ![[SCOPES]]
; CHECK: ![[SUBPROGRAM]] = distinct !DISubprogram(name: "k"
; CHECK-DAG: ![[LINE1]] = !DILocation(line: 2, {{.*}}scope: ![[SUBPROGRAM]])
; CHECK-DAG: ![[SCOPES]] = !{![[SCOPE:[0-9]+]]}
; CHECK-DAG: ![[SCOPE]] = distinct !{![[SCOPE]], ![[DOMAIN:[0-9]+]]}
; CHECK-DAG: ![[DOMAIN]] = distinct !{![[DOMAIN]], !"spaces"}
; CHECK-DAG: ![[LINE2]] = !DILocation(line: 4, {{.*}}scope: ![[SUBPROGRAM]])
declare void @__pewter_threadgroup_barrier(i32)
declare void @llvm.experimental.noalias.scope.decl(metadata)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) !dbg !3 {
  %p = load ptr, ptr %threadgroup, !dbg !10, !invariant.load !1
  call void @llvm.experimental.noalias.scope.decl(metadata !20), !dbg !10
  store i32 1, ptr %p, !dbg !10, !alias.scope !24, !noalias !20
  call void @__pewter_threadgroup_barrier(i32 2), !dbg !11
  store i32 2, ptr %p, !dbg !12, !alias.scope !20, !noalias !24
  ret void, !dbg !12
}
!pewter.kernels = !{!0}
!llvm.dbg.cu = !{!4}
!llvm.module.flags = !{!6}
!0 = !{ptr @pewter.simdgroup, !"k"}
!1 = !{}
!3 = distinct !DISubprogram(name: "k", file: !5, line: 1, type: !7, unit: !4, spFlags: DISPFlagDefinition)
!4 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !5, emissionKind: LineTablesOnly)
!5 = !DIFile(filename: "k.metal", directory: "/")
!6 = !{i32 2, !"Debug Info Version", i32 3}
!7 = !DISubroutineType(types: !1)
!10 = !DILocation(line: 2, scope: !3)
!11 = !DILocation(line: 3, scope: !3)
!12 = !DILocation(line: 4, scope: !3)
!20 = !{!21}
!21 = distinct !{!21, !22}
!22 = distinct !{!22, !"one run"}
!24 = !{!25, !21}
!25 = distinct !{!25, !26}
!26 = distinct !{!26, !"spaces"}
