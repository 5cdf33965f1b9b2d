// SPDX-License-Identifier: Apache-2.0
// half and bfloat convert to each other through float, in templates too.
// RUN: %emit %s --emit ir --kernel k -o - | FileCheck %s
// RUN: %emit %s --emit ir --kernel ns::inner -o - | FileCheck %s --check-prefix=INNER
#include <metal_stdlib>
template <typename T, typename U> T convert(U u) { return static_cast<T>(u); }
// CHECK: define {{.*}}@{{.*}}1k
kernel void k(device half* h, device bfloat* b, device long* l) {
  b[0] = (bfloat)h[0];
  h[1] = half(b[1]);
  b[2] = convert<bfloat>(h[2]);
  h[3] = convert<half>(b[3]);
  // CHECK-DAG: define {{.*}}i64 @{{.*}}convert
  l[0] = convert<long>(l[1]);
}
// A kernel of a namespace has its qualified name.
// INNER: define {{.*}}@{{.*}}inner
namespace ns {
kernel void inner(device float* x) { x[0] = 1; }
}
