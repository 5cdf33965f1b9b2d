; SPDX-License-Identifier: Apache-2.0
; Accesses of memory that dispatches may share are told at the ends of their blocks, once each.
; RUN: msl-opt --passes=track-touches %s | FileCheck %s
; RUN: msl-opt --passes='function(track-touches),vectorize<32>' %s | FileCheck %s --check-prefix=LANES
declare i32 @__pewter_thread_index()
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
@table = private constant [4 x float] zeroinitializer

; CHECK-LABEL: @pewter.simdgroup
; LANES-LABEL: @pewter.simdgroup
define void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch) {
; What frames say is the executor's, not told.
  %in = load ptr, ptr %threadgroup, !invariant.load !0
  %i = call i32 @__pewter_thread_index()
  %n = zext i32 %i to i64
  %p = getelementptr float, ptr %in, i64 %n
  %q = getelementptr [2 x float], ptr %in, i64 %n
; Nor is a thread's own memory, nor the kernel's constants.
  %own = alloca float
  store float 0.0, ptr %own
  %c = getelementptr float, ptr @table, i64 %n
  %d = load float, ptr %c
; CHECK: %x = load float, ptr %p
; CHECK-NOT: touch
  %x = load float, ptr %p
  %again = load float, ptr %p
; CHECK: store float %x, ptr %q
  store float %x, ptr %q
  %old = atomicrmw add ptr %in, i32 1 monotonic
  %shared = load float, ptr %threadgroup, !pewter.threadgroup !0
; CHECK: call void @__pewter_touch(ptr %p, i64 4, i32 0)
; CHECK-NEXT: call void @__pewter_touch(ptr %q, i64 4, i32 1)
; CHECK-NEXT: call void @__pewter_touch(ptr %in, i64 4, i32 2)
; CHECK-NEXT: br i1
; Side by side; anywhere; one place for all.
; LANES: call void @__pewter_touch_row(ptr %{{.*}}, i32 {{.*}}, i32 4, i32 0)
; LANES: store <32 x ptr> %{{.*}}, ptr %[[WHERE:.*]], align
; LANES: call void @__pewter_touch_lanes(ptr %[[WHERE]], i32 {{.*}}, i32 4, i32 1)
; LANES: call void @__pewter_touch(ptr %{{.*}}, i64 4, i32 2)
  %some = icmp ult i32 %i, 5
  br i1 %some, label %then, label %end
; Of the lanes that are active.
; CHECK: then:
; CHECK: store half
; CHECK-NEXT: call void @__pewter_touch(ptr %h, i64 2, i32 1)
; LANES: then:
; LANES: %[[BITS:.*]] = bitcast <32 x i1> %[[MASK:.*]] to i32
; LANES: %[[LANES:.*]] = lshr i32 %[[BITS]], 0
; LANES: %[[ROW:.*]] = and i32 %[[LANES]], -1
; LANES: call void @__pewter_touch_row(ptr %{{.*}}, i32 %[[ROW]], i32 2, i32 1)
then:
  %h = getelementptr half, ptr %in, i64 %n
  store half 0.0, ptr %h
  br label %end
end:
  ret void
}
; CHECK-LABEL: @copies
; CHECK: call void @llvm.memcpy
; CHECK-NEXT: call void @__pewter_touch(ptr %to, i64 12, i32 1)
; CHECK-NEXT: call void @__pewter_touch(ptr %from, i64 12, i32 0)
define void @copies(ptr %frame) {
  %to = load ptr, ptr %frame
  %second = getelementptr i8, ptr %frame, i64 8
  %from = load ptr, ptr %second
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 12, i1 false)
  ret void
}
!0 = !{}
