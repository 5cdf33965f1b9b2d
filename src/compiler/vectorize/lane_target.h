// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Analysis/TargetTransformInfo.h>

#include "model/kernel_image.h"

namespace pewter::compiler {

// A target whose threads are lanes of a vector, as LLVM's analyses of GPUs want to be told of one: what differs from lane
// to lane. With it UniformityInfo finds what is the same in all active lanes of a SIMD-group, and the scalar optimiser
// leaves alone what would make control flow diverge more (jump threading, unswitching). In threadgroups of a known `size` a
// SIMD-group may lie in one line or plane, and the position across is the same in all of its lanes.
llvm::TargetIRAnalysis lane_target_ir(const model::ThreadgroupSize& size = {});

// simdgroup_multiply_accumulate on values: { float, float } (float a0, float a1, float b0, float b1, float c0, float c1).
// MultiplyAccumulateByValuePass makes it of the one on pointers, so that fragments can live in registers.
inline constexpr char kMultiplyAccumulate[] = "__pewter_multiply_accumulate_values";

}  // namespace pewter::compiler
