; SPDX-License-Identifier: Apache-2.0
; An index that is good for addresses only is computed anew where its value is wanted, in another block too: what it is computed
; from must be there, although only the index itself is used there.
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %out = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %next = add i32 %i, %simdgroup
  %wide = zext i32 %next to i64
  %p = getelementptr float, ptr %out, i64 %wide
  store float 1.0, ptr %p
  %c = icmp eq i32 %simdgroup, 3
  br i1 %c, label %other, label %done
; CHECK: other:
; CHECK: zext {{.*}}<32 x i32>
; CHECK: store <32 x i64>
other:
  %q = getelementptr i64, ptr %out, i32 %i
  store i64 %wide, ptr %q
  br label %done
done:
  ret void
}
!0 = !{}
