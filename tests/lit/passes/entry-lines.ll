; RUN: msl-opt --passes=prepare,lower-entry,inline-all,entry-lines %s | FileCheck %s
; The kernel's lines are those of the entry point, which debuggers know by its host name; what the kernel has inlined stays inlined.
source_filename = "k.metal"
define internal i32 @helper(i32 %x) !dbg !20 {
  %y = mul i32 %x, 3, !dbg !21
  ret i32 %y, !dbg !21
}
; CHECK: define void @pewter.kernel.by_host({{.*}} !dbg [[ENTRY:![0-9]+]]
; CHECK: load i32, ptr addrspace(1) {{.*}} !dbg [[LOAD:![0-9]+]]
; CHECK: mul i32 {{.*}}, 3, !dbg [[MUL:![0-9]+]]
define void @k(ptr addrspace(1) %out) !dbg !10 {
  %x = load i32, ptr addrspace(1) %out, !dbg !11
  %y = call i32 @helper(i32 %x), !dbg !12
  store i32 %y, ptr addrspace(1) %out, !dbg !12
  ret void, !dbg !12
}
; CHECK-DAG: [[ENTRY]] = distinct !DISubprogram(name: "by_host", linkageName: "pewter.kernel.by_host"
; CHECK-DAG: [[LOAD]] = !DILocation(line: 7, column: 3, scope: [[ENTRY]])
; CHECK-DAG: [[MUL]] = !DILocation(line: 3, column: 1, scope: [[HELPER:![0-9]+]], inlinedAt: [[CALL:![0-9]+]])
; CHECK-DAG: [[HELPER]] = distinct !DISubprogram(name: "helper"
; CHECK-DAG: [[CALL]] = distinct !DILocation(line: 8, column: 5, scope: [[ENTRY]])
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !1, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "k.metal", directory: ".")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!10 = distinct !DISubprogram(name: "k", scope: !1, file: !1, line: 6, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!11 = !DILocation(line: 7, column: 3, scope: !10)
!12 = !DILocation(line: 8, column: 5, scope: !10)
!20 = distinct !DISubprogram(name: "helper", scope: !1, file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!21 = !DILocation(line: 3, column: 1, scope: !20)
!pewter.kernels = !{!30}
!30 = !{ptr @k, !"by_host", !31}
!31 = !{!"buffer", i32 0}
