// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/vectorize/lane_shape.h"

namespace pewter::compiler {

// Comparisons that come out alike in all lanes although what they compare does not: thread_index < 1024, where a SIMD-group's
// threads are numbered from a multiple of 32. Each gets the first lane's number in place of the lanes' own, by a call of
// kFirstLane, which UniformityInfo knows to be uniform. True where there was one: analyses are to be made anew.
//
// What must hold: the value is base + offset with the offsets' bits below the base's, and no number that the comparison
// could turn at lies between the base and the largest sum.
bool find_uniform_compares(llvm::Function& function, const LaneShapes& shapes);

// T (T): the value of the first lane of those that count up from it.
inline constexpr char kFirstLane[] = "__pewter_first_lane";

}  // namespace pewter::compiler
