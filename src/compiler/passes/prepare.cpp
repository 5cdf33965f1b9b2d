// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/prepare.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/ModRef.h>

#include "compiler/analysis/intrinsics.h"

namespace pewter::compiler {
namespace {

// What an intrinsic may read and write, as far as its caller's optimiser is concerned.
llvm::MemoryEffects effects_of(const llvm::Function& intrinsic) {
  const llvm::StringRef name = intrinsic.getName();
  // Other threads' stores become visible at a barrier.
  if (name.contains("barrier") || name.contains("log_line")) return llvm::MemoryEffects::unknown();
  if (name.contains("multiply_accumulate")) return llvm::MemoryEffects::inaccessibleOrArgMemOnly();
  if (name == "__pewter_lane") return llvm::MemoryEffects::none();
  // Written memory that nobody sees: keeps the call, and its order among the other intrinsics, and lets data move
  // across it.
  return llvm::MemoryEffects::inaccessibleMemOnly();
}

void annotate(llvm::Function& intrinsic, Convergence convergence) {
  intrinsic.setDoesNotThrow();
  intrinsic.setMemoryEffects(effects_of(intrinsic));
  for (llvm::Argument& argument : intrinsic.args())
    if (argument.getType()->isPointerTy()) argument.addAttr(llvm::Attribute::NoCapture);
  if (convergence == Convergence::none) return;
  intrinsic.setConvergent();
  for (llvm::User* user : intrinsic.users()) {
    auto* call = llvm::dyn_cast<llvm::CallBase>(user);
    if (!call) continue;
    call->setConvergent();
    call->addFnAttr(llvm::Attribute::NoMerge);
  }
}

// Device calling conventions mean nothing on the host.
void use_c_convention(llvm::Function& function) {
  function.setCallingConv(llvm::CallingConv::C);
  for (llvm::User* user : function.users())
    if (auto* call = llvm::dyn_cast<llvm::CallBase>(user)) call->setCallingConv(llvm::CallingConv::C);
}

void forget_progress(llvm::Function& function) {
  for (auto kind : {llvm::Attribute::MustProgress, llvm::Attribute::WillReturn, llvm::Attribute::NoInline,
                    llvm::Attribute::OptimizeNone, llvm::Attribute::NoRecurse})
    function.removeFnAttr(kind);
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    llvm::MDNode* loop = instruction.getMetadata(llvm::LLVMContext::MD_loop);
    if (!loop) continue;
    llvm::SmallVector<llvm::Metadata*, 4> kept = {nullptr};  // operand 0 is the node itself
    for (const llvm::MDOperand& operand : llvm::drop_begin(loop->operands())) {
      const auto* node = llvm::dyn_cast<llvm::MDNode>(operand);
      const auto* key = node && node->getNumOperands() ? llvm::dyn_cast<llvm::MDString>(node->getOperand(0)) : nullptr;
      if (!key || key->getString() != "llvm.loop.mustprogress") kept.push_back(operand);
    }
    llvm::MDNode* replacement = llvm::MDNode::getDistinct(function.getContext(), kept);
    replacement->replaceOperandWith(0, replacement);
    instruction.setMetadata(llvm::LLVMContext::MD_loop, replacement);
  }
}

}  // namespace

llvm::PreservedAnalyses PreparePass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  for (llvm::Function& function : module) {
    if (const auto convergence = convergence_of(function.getName())) annotate(function, *convergence);
    if (!function.isIntrinsic()) use_c_convention(function);
    if (function.isDeclaration()) continue;
    forget_progress(function);
    function.setDoesNotThrow();
    function.setComdat(nullptr);
    function.setLinkage(llvm::GlobalValue::InternalLinkage);
  }
  for (llvm::GlobalVariable& variable : module.globals()) {
    if (variable.isDeclaration() || variable.getName().starts_with("llvm.")) continue;
    variable.setComdat(nullptr);
    variable.setLinkage(llvm::GlobalValue::InternalLinkage);
  }
  return llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
