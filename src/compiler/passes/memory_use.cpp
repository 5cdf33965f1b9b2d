// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/memory_use.h"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>

#include "compiler/passes/address_spaces.h"
#include "compiler/passes/lower_entry.h"

namespace pewter::compiler {
namespace {

using llvm::Instruction;
using model::MemoryUse;

constexpr char kParameter[] = "pewter.parameter";

std::optional<std::size_t> parameter_of(const Instruction& load) {
  const llvm::MDNode* mark = load.getMetadata(kParameter);
  if (!mark) return std::nullopt;
  return llvm::mdconst::extract<llvm::ConstantInt>(mark->getOperand(0))->getZExtValue();
}

// What one instruction does with the memory behind `use`, a pointer. False: it cannot be told.
bool add_access(const llvm::Use& use, MemoryUse& found) {
  auto& instruction = *llvm::cast<Instruction>(use.getUser());
  // A volatile access is somebody's hand-made synchronisation.
  if (instruction.isVolatile()) return false;
  if (llvm::isa<llvm::LoadInst>(instruction)) {
    found.reads = true;
  } else if (llvm::isa<llvm::StoreInst>(instruction)) {
    if (use.getOperandNo() != llvm::StoreInst::getPointerOperandIndex()) return false;  // the pointer itself is kept
    found.writes = true;
  } else if (llvm::isa<llvm::AtomicRMWInst, llvm::AtomicCmpXchgInst>(instruction)) {
    if (use.getOperandNo() != 0) return false;
    found.reads = found.writes = true;
  } else if (llvm::isa<llvm::MemTransferInst>(instruction)) {
    (use.getOperandNo() == 0 ? found.writes : found.reads) = true;
  } else if (llvm::isa<llvm::MemSetInst>(instruction)) {
    found.writes = true;
  } else {  // does nothing to memory
    return llvm::isa<llvm::ICmpInst>(instruction) || instruction.isLifetimeStartOrEnd() ||
           instruction.isDebugOrPseudoInst();
  }
  (instruction.isAtomic() ? found.atomics : found.plain) = true;
  return true;
}

// Follows every copy of the pointer.
MemoryUse use_of(Instruction& pointer) {
  MemoryUse found{.known = true};
  llvm::SmallPtrSet<const Instruction*, 16> seen = {&pointer};
  llvm::SmallVector<Instruction*, 16> left = {&pointer};
  while (!left.empty()) {
    for (const llvm::Use& use : left.pop_back_val()->uses()) {
      auto* user = llvm::dyn_cast<Instruction>(use.getUser());
      if (!user) return {};
      if (llvm::isa<llvm::GetElementPtrInst, llvm::AddrSpaceCastInst, llvm::PHINode, llvm::SelectInst,
                    llvm::FreezeInst>(user)) {
        if (seen.insert(user).second) left.push_back(user);
      } else if (!add_access(use, found)) {
        return {};
      }
    }
  }
  return found;
}

// Whether threads may agree by atomics who does what: the result of one matters that is not on memory of the
// threadgroup.
bool negotiates(llvm::Function& entry) {
  return llvm::any_of(llvm::instructions(entry), [](Instruction& instruction) {
    if ((!instruction.isAtomic() && !instruction.isVolatile()) || instruction.use_empty()) return false;
    const llvm::Value* pointer = llvm::getLoadStorePointerOperand(&instruction);
    if (const auto* update = llvm::dyn_cast<llvm::AtomicRMWInst>(&instruction)) pointer = update->getPointerOperand();
    if (const auto* exchange = llvm::dyn_cast<llvm::AtomicCmpXchgInst>(&instruction))
      pointer = exchange->getPointerOperand();
    return pointer && pointer->getType()->getPointerAddressSpace() != kThreadgroupSpace;
  });
}

}  // namespace

void mark_parameter(llvm::Value& load, std::size_t number) {
  llvm::LLVMContext& context = load.getContext();
  llvm::Constant* constant = llvm::ConstantInt::get(llvm::Type::getInt32Ty(context), number);
  llvm::cast<Instruction>(load).setMetadata(kParameter,
                                            llvm::MDNode::get(context, {llvm::ConstantAsMetadata::get(constant)}));
}

llvm::PreservedAnalyses MemoryUsePass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  llvm::Function* entry = find_entry(module);
  if (!entry) return llvm::PreservedAnalyses::all();
  const bool shares_out = negotiates(*entry);
  for (Instruction& instruction : llvm::instructions(*entry)) {
    const auto number = parameter_of(instruction);
    if (!number || *number >= info_->parameters.size()) continue;
    instruction.setMetadata(kParameter, nullptr);
    MemoryUse use = use_of(instruction);
    // What only reads does no harm, whoever it agrees with; what is atomic itself needs no agreement.
    if (shares_out && use.writes && use.plain) use = {};
    info_->parameters[*number].use = use;
  }
  return llvm::PreservedAnalyses::all();
}

}  // namespace pewter::compiler
