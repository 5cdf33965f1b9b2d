// SPDX-License-Identifier: Apache-2.0
// What `pewter compile --emit=times` tells: every stage, and every pass by its name; of one kernel, or of all, one after the other.
//
// RUN: pewter compile --emit=times --kernel=k --threadgroup=32 %s | FileCheck %s --check-prefix=ONE
// RUN: pewter compile --emit=times %s | FileCheck %s --check-prefix=ALL
// RUN: not pewter compile --emit=times --kernel=none %s 2>&1 | FileCheck %s --check-prefix=NONE
#include <metal_stdlib>
using namespace metal;
kernel void k(device float* x, uint i [[thread_position_in_grid]]) { x[i] = exp(x[i]); }
kernel void l(device float* x, uint i [[thread_position_in_grid]]) { x[i] += 1; }

// ONE-DAG: Stages
// ONE-DAG: preprocessor
// ONE-DAG: parser
// ONE-DAG: passes
// ONE-DAG: machine code
// ONE-DAG: Instruction Selection
// ONE-DAG: VectorizePass
// ALL-COUNT-2: Stages
// NONE: no kernel function named 'none'
