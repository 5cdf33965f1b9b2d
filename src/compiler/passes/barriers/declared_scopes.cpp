// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/declared_scopes.h"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Metadata.h>

namespace pewter::compiler {
namespace {

// `scopes` without those of the domains in `dropped`.
llvm::MDNode* without_domains(llvm::MDNode* scopes, const llvm::SmallPtrSetImpl<const llvm::MDNode*>& dropped) {
  llvm::SmallVector<llvm::Metadata*, 8> left;
  for (const llvm::MDOperand& scope : scopes->operands())
    if (!dropped.contains(llvm::AliasScopeNode(llvm::cast<llvm::MDNode>(scope)).getDomain())) left.push_back(scope);
  return left.empty() ? nullptr : llvm::MDNode::get(scopes->getContext(), left);
}

}  // namespace

void drop_declared_scopes(llvm::Function& function) {
  llvm::SmallPtrSet<const llvm::MDNode*, 8> domains;
  for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
    auto* declaration = llvm::dyn_cast<llvm::NoAliasScopeDeclInst>(&instruction);
    if (!declaration) continue;
    for (const llvm::MDOperand& scope : declaration->getScopeList()->operands())
      domains.insert(llvm::AliasScopeNode(llvm::cast<llvm::MDNode>(scope)).getDomain());
    declaration->eraseFromParent();
  }
  for (llvm::Instruction& instruction : llvm::instructions(function))
    for (unsigned kind : {llvm::LLVMContext::MD_alias_scope, llvm::LLVMContext::MD_noalias})
      if (llvm::MDNode* scopes = instruction.getMetadata(kind))
        instruction.setMetadata(kind, without_domains(scopes, domains));
}

}  // namespace pewter::compiler
