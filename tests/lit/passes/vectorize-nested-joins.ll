; SPDX-License-Identifier: Apache-2.0
; Both ways of a divergent branch branch again and end in one block: its PHI takes each lane's own value, although both values
; are uniform (LLVM 19's UniformityInfo takes the PHI for uniform).
; RUN: msl-opt --passes='vectorize<64>,sroa,early-cse,instcombine' %s | FileCheck %s
declare i32 @__pewter_thread_index()
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
entry:
  %out = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %c = icmp ugt i32 %i, 3
  br i1 %c, label %t, label %e
t:
  %d4 = icmp ugt i32 %i, 9
  br i1 %d4, label %m, label %t2
t2:
  store i32 1, ptr %scratch
  br label %m
m:
  br label %j
e:
  %d2 = icmp ugt i32 %i, 5
  br i1 %d2, label %e1, label %e2
e1:
  store i32 2, ptr %scratch
  br label %ee
e2:
  store i32 3, ptr %scratch
  br label %ee
ee:
  %x = xor i32 %simdgroup, 7
  br label %j
; CHECK: j:
; CHECK: phi <32 x i32>
; CHECK: store <32 x i32>
j:
  %v = phi i32 [ %simdgroup, %m ], [ %x, %ee ]
  %p = getelementptr i32, ptr %out, i32 %i
  store i32 %v, ptr %p
  ret void
}
!0 = !{}
