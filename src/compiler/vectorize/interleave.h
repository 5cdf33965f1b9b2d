// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/IRBuilder.h>

namespace pewter::compiler {

// Vectors whose elements lie interleaved in memory: element l of member m at l * members + m. Memory is `members`
// vectors, one behind the other, and the number of them is a power of two. Each stage halves the distance between a
// member's elements, by shuffles of two operands of that width: the one kind that every machine has instructions for.
// (One shuffle out of all the memory is what backends take apart element by element.)
llvm::SmallVector<llvm::Value*, 16> deinterleave(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> memory);
llvm::SmallVector<llvm::Value*, 16> interleave(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> members);

// Pieces of one width, as many as a power of two, one behind the other.
llvm::Value* concatenate(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> pieces);

}  // namespace pewter::compiler
