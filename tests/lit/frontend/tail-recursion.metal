// SPDX-License-Identifier: Apache-2.0
// A function whose call of itself is its last act is a loop; any other recursion is refused.
// RUN: %emit %s --emit optimized-ir --kernel last -o - | FileCheck %s
// RUN: not %emit %s --emit optimized-ir --kernel inner -o - 2>&1 | FileCheck %s --check-prefix=REFUSED
struct Cursor {
  int at;
  void next(int n) {
    at += n;
    if (at > 100) {
      at -= 100;
      next(n / 2);
    }
  }
};
// CHECK: define
kernel void last(device int* x) {
  Cursor c;
  c.at = x[0];
  c.next(x[1]);
  x[2] = c.at;
}
int sum(int n) { return n > 0 ? n * sum(n - 1) : 1; }
// REFUSED: error: recursion is not supported in Metal
kernel void inner(device int* x) { x[0] = sum(x[1]); }
