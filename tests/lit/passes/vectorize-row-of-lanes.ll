; SPDX-License-Identifier: Apache-2.0
; What is the same in all lanes of a line of the threadgroup is loaded once a line; also where the lines differ in their offsets and
; not in what those are added to, as in in[lane / 8] of threadgroups 8 wide.
; RUN: msl-opt --passes='vectorize<8x2x4>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()

; CHECK-LABEL: define void @pewter.simdgroup(
; CHECK: load i32, ptr %in
; CHECK: [[P1:%.*]] = getelementptr i8, ptr %in, i64 4
; CHECK: load i32, ptr [[P1]]
; CHECK: [[P2:%.*]] = getelementptr i8, ptr %in, i64 8
; CHECK: load i32, ptr [[P2]]
; CHECK: [[P3:%.*]] = getelementptr i8, ptr %in, i64 12
; CHECK: load i32, ptr [[P3]]
; CHECK: shufflevector <4 x i32> {{.*}} <32 x i32> <i32 0, i32 0, i32 0, i32 0, i32 0, i32 0, i32 0, i32 0, i32 1,
define void @pewter.simdgroup(ptr %in, i32 %simdgroup, ptr %out) {
  %i = call i32 @__pewter_thread_index()
  %lane = and i32 %i, 31
  %row = lshr i32 %lane, 3
  %p = getelementptr i32, ptr %in, i32 %row
  %x = load i32, ptr %p
  %q = getelementptr i32, ptr %out, i32 %i
  store i32 %x, ptr %q
  ret void
}
