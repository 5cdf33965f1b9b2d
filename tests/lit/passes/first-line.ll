; RUN: msl-opt --passes=first-line %s | FileCheck %s
;
; The way out of the first block has the line of what runs first, wherever that lies in memory.
; CHECK-LABEL: define void @far
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %body, !dbg [[BODY:![0-9]+]]
define void @far(ptr %p) !dbg !4 {
entry:
  br label %body

other:
  store i32 2, ptr %p, align 4, !dbg !7
  ret void

body:
  store i32 1, ptr %p, align 4, !dbg !6
  br label %other
}

; One that has a line of its own keeps it.
; CHECK-LABEL: define void @near
; CHECK: br label %body{{$}}
define void @near(ptr %p) !dbg !5 {
entry:
  store i32 1, ptr %p, align 4, !dbg !8
  br label %body

body:
  store i32 2, ptr %p, align 4, !dbg !9
  ret void
}
; CHECK: [[BODY]] = !DILocation(line: 9,

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !1, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "a.metal", directory: "")
!2 = !DISubroutineType(types: !{})
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "far", file: !1, line: 5, type: !2, unit: !0, spFlags: DISPFlagDefinition)
!5 = distinct !DISubprogram(name: "near", file: !1, line: 5, type: !2, unit: !0, spFlags: DISPFlagDefinition)
!6 = !DILocation(line: 9, column: 1, scope: !4)
!7 = !DILocation(line: 12, column: 1, scope: !4)
!8 = !DILocation(line: 9, column: 1, scope: !5)
!9 = !DILocation(line: 12, column: 1, scope: !5)
