// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/IR/IRBuilder.h>

#include <map>
#include <optional>
#include <vector>

namespace pewter::compiler {

// 8x8 matrices in memory, one to the right of the other.
struct Panel {
  llvm::Value* address;
  llvm::Value* row_bytes;      // from a row to the next, i64
  std::uint64_t matrix_bytes;  // from a matrix to the next
};

// Finds or makes memory for values <64 x float> that products take from there.
class PanelOperands {
 public:
  PanelOperands(llvm::Function& function, llvm::ScalarEvolution& evolution);

  // Where the matrices were loaded from, if they lie there in one row at even distances, and nothing was written since
  // that `at` would read in their place. To be asked before the function changes.
  struct Origin {
    llvm::Value* address;
    const llvm::SCEV* row_bytes;
    std::uint64_t matrix_bytes;
  };
  std::optional<Origin> origin(llvm::ArrayRef<llvm::Value*> matrices, const llvm::Instruction& at);

  // The panel in front of `at`.
  Panel at_origin(const Origin& origin, llvm::Instruction& at);
  // A copy on the stack, made in front of `at`, or earlier in its block.
  Panel copied(llvm::ArrayRef<llvm::Value*> matrices, llvm::Instruction& at);

 private:
  llvm::Function& function_;
  llvm::ScalarEvolution& evolution_;
  llvm::DenseMap<const llvm::Instruction*, unsigned> writes_;  // how many were before, in the block
  std::map<std::pair<llvm::BasicBlock*, std::vector<llvm::Value*>>, Panel> copies_;
};

// Room for 8 x (8 * count) floats.
llvm::AllocaInst* panel_memory(llvm::Function& function, unsigned count);

// Matrix `index` of a panel whose rows are 8 * count floats long, and follow on each other.
llvm::Value* load_matrix(llvm::IRBuilder<>& builder, llvm::Value* panel, unsigned count, unsigned index);
void store_matrix(llvm::IRBuilder<>& builder, llvm::Value* matrix, llvm::Value* panel, unsigned count, unsigned index);

}  // namespace pewter::compiler
