// SPDX-License-Identifier: Apache-2.0
// A constant that nothing requires may be absent; a kernel that reads a required one says which.
// RUN: %emit %s --emit ir --kernel optional_one -o - | FileCheck %s --check-prefix=OPTIONAL
// RUN: not %emit %s --emit ir --kernel needs_it -o - 2>&1 | FileCheck %s --check-prefix=NEEDS
// RUN: %emit %s --emit list -o - | FileCheck %s --check-prefix=LIST
#include <metal_stdlib>
using namespace metal;
constant int width [[function_constant(7)]];
constant bool quick [[function_constant(1)]];
constant bool chosen = is_function_constant_defined(quick) ? quick : true;
// LIST: kernel {{.*}}optional_one
// LIST: constant {{.*}}int width {{.*}}7
// LIST: constant {{.*}}bool quick {{.*}}1{{.*}}optional

// OPTIONAL: store i32 11
kernel void optional_one(device int* x) { if (chosen) x[0] = 11; else x[0] = 22; }
// NEEDS: error: function constant 'width' (index 7) is required by function 'needs_it' and was not given a value
kernel void needs_it(device int* x) { x[0] = width; }
