// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/rematerialise.h"

#include <llvm/IR/IntrinsicInst.h>

#include <algorithm>

namespace pewter::compiler {
namespace {

// What the instruction itself costs; more than any limit where it may not be computed twice.
unsigned own_cost(const llvm::Instruction& instruction, unsigned never) {
  // A vector of 32 lanes is four registers, or two.
  const unsigned width = instruction.getType()->isVectorTy() ? 4 : 1;
  switch (instruction.getOpcode()) {
    case llvm::Instruction::Add:
    case llvm::Instruction::Sub:
    case llvm::Instruction::And:
    case llvm::Instruction::Or:
    case llvm::Instruction::Xor:
    case llvm::Instruction::Shl:
    case llvm::Instruction::LShr:
    case llvm::Instruction::AShr:
    case llvm::Instruction::ICmp:
    case llvm::Instruction::Select:
    case llvm::Instruction::GetElementPtr:
      return width;
    case llvm::Instruction::Mul:
      return width * 2;
    case llvm::Instruction::UDiv:
    case llvm::Instruction::URem:
    case llvm::Instruction::SDiv:
    case llvm::Instruction::SRem:
      return width * 8;
    case llvm::Instruction::InsertElement:  // with the shuffle: a broadcast
      return 1;
    case llvm::Instruction::ShuffleVector:
      return 2;
    case llvm::Instruction::ExtractElement:
      return 2;
    case llvm::Instruction::Load: {
      const auto& load = llvm::cast<llvm::LoadInst>(instruction);
      return load.hasMetadata(llvm::LLVMContext::MD_invariant_load) && load.isSimple() ? width : never;
    }
    case llvm::Instruction::Call: {
      const auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
      if (!intrinsic) return never;
      switch (intrinsic->getIntrinsicID()) {
        case llvm::Intrinsic::umin:
        case llvm::Intrinsic::umax:
        case llvm::Intrinsic::smin:
        case llvm::Intrinsic::smax:
          return width;
        default:
          return never;
      }
    }
    default:
      // Fast mathematics may give another value the second time: floating point is kept.
      return instruction.isCast() && !instruction.getType()->isFPOrFPVectorTy() ? width : never;
  }
}

}  // namespace

unsigned Rematerialiser::cost(const llvm::Value* value) {
  const auto* instruction = llvm::dyn_cast<llvm::Instruction>(value);
  if (!instruction || llvm::isa<llvm::AllocaInst>(instruction)) return 0;
  if (auto known = costs_.find(value); known != costs_.end()) return known->second;
  unsigned sum = own_cost(*instruction, kNever);
  for (const llvm::Value* operand : instruction->operands()) {
    if (sum >= kNever) break;  // before it goes deep: no phi is ever looked through, so this ends
    if (!llvm::isa<llvm::Function>(operand)) sum += cost(operand);
  }
  return costs_[value] = std::min(sum, kNever);
}

llvm::Value* Rematerialiser::emit(llvm::Value* value, llvm::ValueToValueMapTy& known, llvm::Instruction* where) {
  if (auto found = known.find(value); found != known.end()) return found->second;
  auto* instruction = llvm::dyn_cast<llvm::Instruction>(value);
  if (!instruction) return value;  // a constant
  llvm::Instruction* copy = instruction->clone();
  for (llvm::Use& operand : copy->operands()) operand.set(emit(operand.get(), known, where));
  copy->setName(instruction->getName());
  copy->insertBefore(where);
  known[value] = copy;
  return copy;
}

}  // namespace pewter::compiler
