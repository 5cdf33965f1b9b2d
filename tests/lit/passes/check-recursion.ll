; SPDX-License-Identifier: Apache-2.0
; RUN: not msl-opt --passes=check-recursion %s 2>&1 >/dev/null | FileCheck %s --implicit-check-not=error
; CHECK: error: recursion is not supported in Metal: '{{even|odd}}' calls itself
define void @even() {
  call void @odd()
  ret void
}
define void @odd() {
  call void @even()
  ret void
}
define void @leaf() {
  ret void
}
define void @diamond() {
  call void @leaf()
  call void @leaf()
  ret void
}
