; SPDX-License-Identifier: Apache-2.0
; A PHI of one computation done on each way is that computation; one whose operands differ, or are not there yet, stays.
; RUN: msl-opt --passes=join-equal-values %s | FileCheck %s
define i64 @f(i1 %c, i32 %i, i32 %j) {
entry:
  br i1 %c, label %a, label %b
a:
  %x = zext i32 %i to i64
  %y = zext i32 %i to i64
  br label %join
b:
  %u = zext i32 %i to i64
  %v = zext i32 %j to i64
  br label %join
; CHECK: join:
; CHECK-NEXT: %different = phi i64 [ %y, %a ], [ %v, %b ]
; CHECK-NEXT: [[SAME:%.*]] = zext i32 %i to i64
; CHECK-NEXT: add i64 [[SAME]], %different
join:
  %same = phi i64 [ %x, %a ], [ %u, %b ]
  %different = phi i64 [ %y, %a ], [ %v, %b ]
  %s = add i64 %same, %different
  ret i64 %s
}
