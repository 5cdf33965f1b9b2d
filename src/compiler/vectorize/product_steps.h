// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compiler/vectorize/panel_operand.h"
#include "compiler/vectorize/product_groups.h"

namespace pewter::compiler {

// Groups of products each of which adds to the sums of the one before, and to nothing else: what a row of blocks times
// a column of blocks is made of. One call computes them all, so that the sums leave the registers once.
struct ProductSteps {
  // Where they were loaded from, if they can be taken from there; otherwise they are copied.
  struct Operands {
    std::optional<PanelOperands::Origin> a, b;
  };
  llvm::SmallVector<ProductGroup, 2> groups;
  llvm::SmallVector<Operands, 2> operands;  // of each

  unsigned count() const { return static_cast<unsigned>(groups.front().size()); }
  // Where they are computed.
  llvm::Instruction& at() const { return *groups.back().back().call; }
  // The value that sum `index` begins with, and its last one.
  const llvm::Use& first(unsigned index) const { return groups.front()[index].c(); }
  llvm::CallInst* last(unsigned index) const { return groups.back()[index].call; }
};

std::vector<ProductSteps> join_steps(std::vector<ProductGroup> groups, PanelOperands& operands);

llvm::SmallVector<llvm::Value*, 4> right_matrices(const ProductGroup& group);

}  // namespace pewter::compiler
