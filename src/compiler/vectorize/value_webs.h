// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/Instructions.h>

#include <vector>

namespace pewter::compiler {

// Sets of values that can share one place in memory: no two are needed at the same time, so that each use of a value
// finds it there. A PHI's value counts as written where its block is entered.
class ValueWebs {
 public:
  void add(llvm::Instruction& value);
  bool contains(const llvm::Value* value) const { return numbers_.contains(value); }
  // Makes one web of theirs, where that can be.
  void join(const llvm::Value* a, const llvm::Value* b);

  // The web of a value that was added.
  unsigned of(const llvm::Value* value) const { return numbers_.lookup(value); }
  llvm::ArrayRef<llvm::Instruction*> members(unsigned web) const { return webs_[web]; }

 private:
  struct Range {
    llvm::SmallDenseSet<const llvm::BasicBlock*, 8> live_in, live_out;
  };
  bool is_needed_after(const llvm::Instruction& value, const llvm::Instruction& at) const;
  bool interfere(const llvm::Instruction& a, const llvm::Instruction& b) const;

  std::vector<llvm::SmallVector<llvm::Instruction*, 4>> webs_;
  llvm::DenseMap<const llvm::Value*, unsigned> numbers_;
  llvm::DenseMap<const llvm::Instruction*, Range> ranges_;
};

}  // namespace pewter::compiler
