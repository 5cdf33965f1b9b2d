// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/IR/IRBuilder.h>

namespace pewter::compiler {

// Takes what follows the builder out of its block into a new one, which is returned; the builder then stands at the end
// of the old block, which has no terminator.
llvm::BasicBlock* split_here(llvm::IRBuilder<>& builder, const llvm::Twine& name);

// Runs what `body` emits for every active lane, in order; `lane` is an i32. A few lanes known beforehand are unrolled,
// all others make a loop. The mask may be empty. The builder ends up behind the loop.
void for_each_active_lane(llvm::IRBuilder<>& builder, llvm::Value* mask,
                          llvm::function_ref<void(llvm::Value* lane)> body);

// Runs what `body` emits only where a lane is active.
void if_any_active(llvm::IRBuilder<>& builder, llvm::Value* mask, llvm::function_ref<void()> body);

}  // namespace pewter::compiler
