; SPDX-License-Identifier: Apache-2.0
; The upper bits of a thread's number are the same in all lanes of a SIMD-group: what depends on them alone is scalar.
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %out = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %group = lshr i32 %i, 5
  %first = icmp eq i32 %group, 0
; CHECK: [[FIRST:%.*]] = icmp eq i32 {{.*}}, 0
; CHECK: br i1 [[FIRST]]
  br i1 %first, label %store, label %done
; CHECK: store <32 x i32>
; CHECK-NOT: masked
store:
  %p = getelementptr i32, ptr %out, i32 %i
  store i32 7, ptr %p
  br label %done
done:
  ret void
}
!0 = !{}
