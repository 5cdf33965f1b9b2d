// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/Instructions.h>

namespace pewter::compiler {

// Moves `values`, operands before users, from where they are to where they are needed, but into no loop, and erases
// those that are not; a region that needs much of what was kept would otherwise load it all at once and run out of
// registers. Where loads may move to, what they load is the same: `limits` has, for blocks in which memory begins to
// change, where.
void sink(llvm::Function& function, llvm::ArrayRef<llvm::Instruction*> values,
          const llvm::DenseMap<const llvm::BasicBlock*, llvm::Instruction*>& limits);

}  // namespace pewter::compiler
