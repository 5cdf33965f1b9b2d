// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/Function.h>

#include "compiler/passes/barriers/regions.h"

namespace pewter::compiler {

// True where all SIMD-groups of a threadgroup are known to meet the same barriers in the same order: no branch that
// they may take differently decides what barrier comes next. `function` is the one of split_at_barriers.h.
bool simdgroups_agree(llvm::Function& function, const RegionGraph& graph);

}  // namespace pewter::compiler
