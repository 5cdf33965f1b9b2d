// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/Instructions.h>

#include "compiler/passes/barriers/regions.h"

namespace pewter::compiler {

// The allocas of `function` whose content may be needed behind a barrier. The others can share one place on the stack
// among all SIMD-groups. An alloca whose address gets out of sight counts as needed.
llvm::SmallVector<llvm::AllocaInst*, 8> find_allocas_across_barriers(llvm::Function& function,
                                                                     const RegionGraph& graph);

// Takes out the markers of where `alloca` is in use, which mean nothing for other memory.
void remove_lifetime(llvm::AllocaInst& alloca);

// Lowers what accesses of `alloca` take for granted, where they can be found, to `limit`.
void limit_alignment(llvm::AllocaInst& alloca, llvm::Align limit);

}  // namespace pewter::compiler
