// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Transforms/Utils/ValueMapper.h>

namespace pewter::compiler {

// Values that are cheaper to compute again behind a barrier than to keep: short expressions over constants, arguments,
// addresses of allocas and the frames. They have the same value wherever they are computed. Each instance works on one
// function, which must not change meanwhile.
class Rematerialiser {
 public:
  bool is_cheap(const llvm::Instruction& value) { return cost(&value) <= kMaxCost; }

  // Computes `value` again before `where`. `known` maps arguments and allocas to what they are there, and collects what
  // has been computed.
  static llvm::Value* emit(llvm::Value* value, llvm::ValueToValueMapTy& known, llvm::Instruction* where);

 private:
  static constexpr unsigned kMaxCost = 24;  // in scalar instructions: what storing and loading a vector costs, or so
  static constexpr unsigned kNever = kMaxCost + 1;

  unsigned cost(const llvm::Value* value);

  llvm::DenseMap<const llvm::Value*, unsigned> costs_;
};

}  // namespace pewter::compiler
