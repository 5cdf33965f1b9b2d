// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/advance.h"

#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/Instructions.h>

namespace pewter::compiler {

using llvm::SCEV;
using llvm::Value;

const SCEV* Advance::of(Value* value) {
  if (value->getType()->isVectorTy()) return of_lanes(value);
  // An address of one lane.
  if (auto* lane = llvm::dyn_cast<llvm::ExtractElementInst>(value)) return of_lanes(lane->getVectorOperand());
  if (!evolution_.isSCEVable(value->getType())) return nullptr;
  return of_scalar(evolution_.getSCEV(value));
}

const SCEV* Advance::of_scalar(const SCEV* value) {
  if (evolution_.isLoopInvariant(value, &loop_)) return zero();
  if (const auto* recurrence = llvm::dyn_cast<llvm::SCEVAddRecExpr>(value)) {
    if (recurrence->getLoop() != &loop_ || !recurrence->isAffine()) return nullptr;
    return wide(recurrence->getStepRecurrence(evolution_));
  }
  if (const auto* cast = llvm::dyn_cast<llvm::SCEVIntegralCastExpr>(value)) return of_scalar(cast->getOperand());
  if (const auto* terms = llvm::dyn_cast<llvm::SCEVAddExpr>(value)) {
    const SCEV* total = zero();
    for (const SCEV* term : terms->operands()) total = sum(total, of_scalar(term));
    return total;
  }
  if (const auto* factors = llvm::dyn_cast<llvm::SCEVMulExpr>(value)) {
    const SCEV* step = nullptr;  // of the one that varies: a product of two does not move on by the same in each trip
    const SCEV* others = evolution_.getOne(zero()->getType());
    for (const SCEV* factor : factors->operands()) {
      if (evolution_.isLoopInvariant(factor, &loop_)) {
        others = evolution_.getMulExpr(others, wide(factor));
      } else if (step || !(step = of_scalar(factor))) {
        return nullptr;
      }
    }
    return evolution_.getMulExpr(step, others);
  }
  return nullptr;
}

const SCEV* Advance::of_lanes(Value* lanes) {
  if (loop_.isLoopInvariant(lanes)) return zero();
  if (Value* one = llvm::getSplatValue(lanes)) return of(one);
  if (auto* phi = llvm::dyn_cast<llvm::PHINode>(lanes)) return of_phi(*phi);
  if (auto* places = llvm::dyn_cast<llvm::GetElementPtrInst>(lanes)) return of_places(*places);
  auto* instruction = llvm::cast<llvm::Instruction>(lanes);
  switch (instruction->getOpcode()) {
    case llvm::Instruction::Add:
      return sum(of_lanes(instruction->getOperand(0)), of_lanes(instruction->getOperand(1)));
    case llvm::Instruction::SExt:
    case llvm::Instruction::ZExt:
      return of_lanes(instruction->getOperand(0));
    default:
      return nullptr;
  }
}

const SCEV* Advance::of_phi(llvm::PHINode& phi) {
  if (phi.getParent() != loop_.getHeader() || !loop_.getLoopLatch()) return nullptr;
  return between(&phi, phi.getIncomingValueForBlock(loop_.getLoopLatch()));
}

const SCEV* Advance::between(Value* from, Value* to) {
  if (to == from) return zero();
  if (auto* places = llvm::dyn_cast<llvm::GetElementPtrInst>(to)) {
    if (places->getNumIndices() != 1) return nullptr;
    return sum(between(from, places->getPointerOperand()), bytes(*places, same_in_lanes(places->getOperand(1))));
  }
  auto* add = llvm::dyn_cast<llvm::BinaryOperator>(to);
  if (!add || add->getOpcode() != llvm::Instruction::Add) return nullptr;
  for (unsigned operand : {0u, 1u})
    if (const SCEV* step = same_in_lanes(add->getOperand(operand)))
      return sum(between(from, add->getOperand(1 - operand)), step);
  return nullptr;
}

const SCEV* Advance::of_places(llvm::GetElementPtrInst& places) {
  if (places.getNumIndices() != 1) return nullptr;
  return sum(of(places.getPointerOperand()), bytes(places, of(places.getOperand(1))));
}

const SCEV* Advance::bytes(const llvm::GetElementPtrInst& places, const SCEV* index) {
  if (!index) return nullptr;
  const auto size = places.getDataLayout().getTypeAllocSize(places.getSourceElementType()).getFixedValue();
  return evolution_.getMulExpr(index, evolution_.getConstant(zero()->getType(), size));
}

const SCEV* Advance::same_in_lanes(Value* lanes) {
  Value* one = lanes->getType()->isVectorTy() ? llvm::getSplatValue(lanes) : lanes;
  if (!one || !evolution_.isSCEVable(one->getType())) return nullptr;
  const SCEV* value = evolution_.getSCEV(one);
  return evolution_.isLoopInvariant(value, &loop_) ? wide(value) : nullptr;
}

const SCEV* Advance::zero() { return evolution_.getZero(llvm::Type::getInt64Ty(evolution_.getContext())); }

const SCEV* Advance::wide(const SCEV* value) { return evolution_.getTruncateOrSignExtend(value, zero()->getType()); }

}  // namespace pewter::compiler
