// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/jam/all_lanes.h"

#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/PatternMatch.h>

#include <utility>

namespace pewter::compiler {
namespace {

using llvm::CmpInst;
using llvm::IRBuilder;
using llvm::Value;
using namespace llvm::PatternMatch;

// The least and the largest element; nothing where not all are numbers.
std::pair<llvm::ConstantInt*, llvm::ConstantInt*> ends_of(const llvm::Constant& offsets) {
  llvm::ConstantInt* least = nullptr;
  llvm::ConstantInt* largest = nullptr;
  const unsigned lanes = llvm::cast<llvm::FixedVectorType>(offsets.getType())->getNumElements();
  for (unsigned lane = 0; lane < lanes; ++lane) {
    auto* element = llvm::dyn_cast_if_present<llvm::ConstantInt>(offsets.getAggregateElement(lane));
    if (!element) return {};
    if (!least || element->getValue().ult(least->getValue())) least = element;
    if (!largest || element->getValue().ugt(largest->getValue())) largest = element;
  }
  // Only then the order is the same with and without signs.
  if (largest->isNegative()) return {};
  return {least, largest};
}

// Lanes that count up from a common number and are compared with another: the first or the last one decides for all.
Value* by_one_lane(IRBuilder<>& builder, Value* mask) {
  CmpInst::Predicate predicate;
  Value* counted;
  Value* limit;
  if (!match(mask, m_ICmp(predicate, m_Value(counted), m_Value(limit))) || !CmpInst::isRelational(predicate))
    return nullptr;
  if (!llvm::getSplatValue(limit)) {
    std::swap(counted, limit);
    predicate = CmpInst::getSwappedPredicate(predicate);
  }
  Value* bound = llvm::getSplatValue(limit);
  Value* bases;
  llvm::Constant* offsets;
  auto* sum = llvm::dyn_cast<llvm::Instruction>(counted);
  if (!bound || !sum || !match(sum, m_AddLike(m_Value(bases), m_Constant(offsets)))) return nullptr;
  Value* base = llvm::getSplatValue(bases);
  const auto [least, largest] = ends_of(*offsets);
  if (!base || !least) return nullptr;
  const bool has_sign = CmpInst::isSigned(predicate);
  const bool last = predicate == CmpInst::ICMP_ULT || predicate == CmpInst::ICMP_ULE ||
                    predicate == CmpInst::ICMP_SLT || predicate == CmpInst::ICMP_SLE;
  Value* one = builder.CreateAdd(base, last ? largest : least);
  Value* all = builder.CreateICmp(predicate, one, bound);
  // A sum that is an or has no carries.
  const auto* flags = llvm::dyn_cast<llvm::OverflowingBinaryOperator>(sum);
  if (!flags || (has_sign ? flags->hasNoSignedWrap() : flags->hasNoUnsignedWrap())) return all;
  Value* other = builder.CreateAdd(base, last ? least : largest);
  return builder.CreateAnd(all, builder.CreateICmp(has_sign ? (last ? CmpInst::ICMP_SGE : CmpInst::ICMP_SLE)
                                                            : (last ? CmpInst::ICMP_UGE : CmpInst::ICMP_ULE),
                                                   one, other));
}

}  // namespace

Value* all_lanes(IRBuilder<>& builder, llvm::ArrayRef<Value*> masks) {
  Value* all = builder.getTrue();
  Value* together = nullptr;  // of those that are to be looked at lane by lane
  for (Value* mask : masks) {
    if (!mask->getType()->isVectorTy()) {
      all = builder.CreateAnd(all, mask);
    } else if (Value* one = by_one_lane(builder, mask)) {
      all = builder.CreateAnd(all, one);
    } else {
      together = together ? builder.CreateAnd(together, mask) : mask;
    }
  }
  if (!together) return all;
  const unsigned lanes = llvm::cast<llvm::FixedVectorType>(together->getType())->getNumElements();
  Value* bits = builder.CreateBitCast(together, builder.getIntNTy(lanes));
  return builder.CreateAnd(all, builder.CreateICmpEQ(bits, llvm::Constant::getAllOnesValue(bits->getType())));
}

}  // namespace pewter::compiler
