// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseSet.h>
#include <llvm/Analysis/UniformityAnalysis.h>
#include <llvm/IR/PassManager.h>

#include <optional>

#include "compiler/vectorize/linear_flow.h"

namespace pewter::compiler {

// What differs between lanes, and the control flow that follows from it.
//
// LLVM's UniformityInfo finds most of it; where two nests of branches end in one block, LLVM 19 misses that its PHIs take values
// from several ways at once (tests/lit/passes/vectorize-nested-joins.ll). The path itself knows: lanes that come to a block
// from more than one place have been pending there. So PHIs of such blocks, and what is computed from them, are divergent, too,
// until nothing more is found.
class Divergence {
 public:
  Divergence(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);

  bool is_divergent(const llvm::Value& value) const { return uniformity_.isDivergent(&value) || more_.contains(&value); }
  const LinearFlow& flow() const { return *flow_; }

 private:
  bool has_divergent_branch(const llvm::BasicBlock& block);
  bool takes_several(const llvm::PHINode& phi, const llvm::LoopInfo& loops) const;
  void add(const llvm::Instruction& instruction, const llvm::TargetTransformInfo& target);

  llvm::UniformityInfo& uniformity_;
  llvm::DenseSet<const llvm::Value*> more_;
  std::optional<LinearFlow> flow_;
};

}  // namespace pewter::compiler
