// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/scalar.h>

// The functions that executors implement, as model/intrinsics.def lists them.
#define __pewter_convergence_none
#define __pewter_convergence_quadgroup __attribute__((convergent))
#define __pewter_convergence_simdgroup __attribute__((convergent))
#define __pewter_convergence_threadgroup __attribute__((convergent))
#define PEWTER_INTRINSIC(name, result, parameters, convergence) \
  __pewter_convergence_##convergence result __pewter_##name parameters;
extern "C" {
// Constant for the life of a thread; as a pure function it can be moved and merged.
__attribute__((const)) uint32_t __pewter_lane();
#include <pewter/intrinsics.def>
}
