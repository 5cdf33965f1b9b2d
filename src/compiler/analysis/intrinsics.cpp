// SPDX-License-Identifier: Apache-2.0
#include "compiler/analysis/intrinsics.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/InstrTypes.h>

namespace pewter::compiler {

std::optional<Convergence> convergence_of(llvm::StringRef symbol) {
  static const llvm::StringMap<Convergence> table = {
#define PEWTER_INTRINSIC(name, result, parameters, convergence) {"__pewter_" #name, Convergence::convergence},
#include "model/intrinsics.def"
#undef PEWTER_INTRINSIC
  };
  if (const auto it = table.find(symbol); it != table.end()) return it->second;
  return std::nullopt;
}

Convergence convergence_of(const llvm::Instruction& instruction) {
  const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
  const llvm::Function* callee = call ? call->getCalledFunction() : nullptr;
  if (!callee) return Convergence::none;
  return convergence_of(callee->getName()).value_or(Convergence::none);
}

bool is_convergent(const llvm::Module& module) {
  return llvm::any_of(module, [](const llvm::Function& function) {
    return convergence_of(function.getName()).value_or(Convergence::none) != Convergence::none && !function.use_empty();
  });
}

}  // namespace pewter::compiler
