// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

namespace pewter::compiler {

// A vector of 32 lanes in stack memory, where single lanes can be read and written by a number that varies. Alive from
// its construction to end(), so that the stack of many slots can be shared.
class LaneSlot {
 public:
  // Of any type that a vector can have as its element.
  LaneSlot(llvm::IRBuilder<>& builder, llvm::Type* element);
  // Holding `vector`.
  LaneSlot(llvm::IRBuilder<>& builder, llvm::Value* vector);

  llvm::Value* address() const { return memory_; }
  llvm::Value* load_lane(llvm::IRBuilder<>& builder, llvm::Value* lane) const;
  void store_lane(llvm::IRBuilder<>& builder, llvm::Value* lane, llvm::Value* value) const;
  llvm::Value* load_all(llvm::IRBuilder<>& builder) const;
  void end(llvm::IRBuilder<>& builder) const;

 private:
  llvm::Type* element_;
  llvm::Type* stored_;  // i8 for i1, which vectors pack to bits
  llvm::AllocaInst* memory_;
};

}  // namespace pewter::compiler
