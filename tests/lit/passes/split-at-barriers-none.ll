; SPDX-License-Identifier: Apache-2.0
; Without a barrier the entry point is a loop over the SIMD-groups, as many as the frame says or a constant; no scratch
; memory is used, and memory on the stack is allotted once.
; RUN: msl-opt --passes=split-at-barriers %s | FileCheck %s --check-prefixes=CHECK,ANY
; RUN: msl-opt '--passes=split-at-barriers<256>' %s | FileCheck %s --check-prefixes=CHECK,EIGHT
; CHECK: define void @pewter.kernel.k(ptr noundef dereferenceable({{[0-9]+}}) %threadgroup, ptr noalias noundef align 64 %scratch) #[[A:[0-9]+]]
; CHECK: %tmp = alloca [32 x i32]
; ANY: load i32, ptr %{{.*}}, !invariant.load
; ANY: %simdgroups = add nuw nsw i32
; CHECK-NOT: alloca
; CHECK: simdgroups.0:
; CHECK-NEXT: %simdgroup = phi i32 [ 0, %region.0 ], [ %[[NEXT:[0-9]+]], %next.0 ]
; CHECK: call void @work(ptr %threadgroup, i32 %simdgroup, ptr %tmp)
; CHECK: next.0:
; CHECK: %[[NEXT]] = add nuw nsw i32 %simdgroup, 1
; ANY-NEXT: icmp eq i32 %[[NEXT]], %simdgroups
; ANY-NEXT: br i1 %{{.*}}, label %after.0, label %simdgroups.0, !llvm.loop ![[LOOP:[0-9]+]]
; EIGHT-NEXT: icmp eq i32 %[[NEXT]], 8
; CHECK: after.0:
; CHECK-NEXT: br label %done
; CHECK: attributes #[[A]] = { nounwind "probe-stack"="inline-asm" }
; ANY: ![[LOOP]] = distinct !{![[LOOP]], ![[WISH:[0-9]+]]}
; ANY: ![[WISH]] = !{!"llvm.loop.unroll.runtime.disable"}
declare void @work(ptr, i32, ptr)
define internal void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) alwaysinline nounwind "probe-stack"="inline-asm" {
  %tmp = alloca [32 x i32]
  %some = icmp eq i32 %simdgroup, 3
  br i1 %some, label %then, label %end
then:
  call void @work(ptr %threadgroup, i32 %simdgroup, ptr %tmp)
  br label %end
end:
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @pewter.simdgroup, !"k"}
