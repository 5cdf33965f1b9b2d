// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/vectorize/lane_shape.h"

namespace llvm {
class AAResults;
}

namespace pewter::compiler {

// Loads and stores of one block that lie side by side in a lane's memory, and whose lanes lie further apart (x[8 * lane
// + k] for k = 0 to 7 of an unrolled loop, the members of a structure), become one access of a vector. Taken one by one
// each is a gather; together they are a dense run that memory_access.h takes apart by shuffles. True where there was a
// group: analyses are to be made anew.
//
// What must hold: nothing between the members may write what a load reads, or read or write what a store writes, and
// whoever comes to one of them comes to all. So no memory is touched that the members do not touch.
bool join_accesses(llvm::Function& function, const LaneShapes& shapes, llvm::AAResults& aliases);

}  // namespace pewter::compiler
