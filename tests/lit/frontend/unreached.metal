// SPDX-License-Identifier: Apache-2.0
// An instantiation is compiled without the functions and classes that it has no use for; where it has an error, with them, so that
// all is told that there is to tell.
// RUN: %emit %s --emit rewritten --kernel good -o - | FileCheck %s --check-prefix=GOOD --implicit-check-not=helper --implicit-check-not=Other
// RUN: %emit %s --emit ir --kernel good -o - | FileCheck %s --check-prefix=IR
// RUN: not %emit %s --emit ir --kernel bad -o - 2>&1 | FileCheck %s --check-prefix=BAD
#include <metal_stdlib>
using namespace metal;

struct Used { float v; float twice() const { return 2 * v; } };
struct Other { float v; };
float operator+(Used a, Used b) { return a.v + b.v; }
int helper(int x) {
  if (x = 1) return 2;
  return x;
}
template <typename T> struct Op { float operator()(T x) { return Used{float(x)} + Used{float(x)}; } };

template <typename T> [[kernel]] void k(device T* in, device float* out, uint i [[thread_position_in_grid]]) { out[i] = Op<T>()(in[i]); }
template [[host_name("good")]] [[kernel]] void k<float>(device float*, device float*, uint);
template [[host_name("bad")]] [[kernel]] void k<float3>(device float3*, device float*, uint);

// GOOD: struct Used
// GOOD: operator+
// GOOD: struct Op
// GOOD: k<float>
// IR: define{{.*}} void @{{.*}}k
// IR: fadd
// BAD-DAG: using the result of an assignment as a condition
// BAD-DAG: error: 
