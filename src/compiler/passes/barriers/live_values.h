// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/SetVector.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/Instructions.h>

#include <vector>

#include "compiler/passes/barriers/agreement.h"
#include "compiler/passes/barriers/regions.h"

namespace pewter::compiler {

// What a region needs of what ran before it. Arguments and addresses of allocas are always at hand and not in it.
struct LiveValues {
  llvm::SmallVector<llvm::Instruction*, 16> kept;        // in scratch memory while the SIMD-group waits
  llvm::SmallVector<llvm::Instruction*, 16> shared;      // known to be the same in all SIMD-groups: kept once
  llvm::SmallVector<llvm::Instruction*, 16> recomputed;  // cheap (rematerialise.h)
};

// For each region; the start needs nothing.
std::vector<LiveValues> find_live_values(llvm::Function& function, const RegionGraph& graph,
                                         const Agreement& agreement);

}  // namespace pewter::compiler
