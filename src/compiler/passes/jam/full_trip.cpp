// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/jam/full_trip.h"

#include <llvm/IR/PatternMatch.h>

namespace pewter::compiler {

using llvm::Value;
using namespace llvm::PatternMatch;

FullTrip::FullTrip(const JamCandidate& jam) : jam_(jam) {
  if (jam.mask) learn(jam.mask, true);
  learn(jam.go_on, !jam.negated);
}

void FullTrip::learn(Value* condition, bool truth) {
  facts_[condition] = truth;
  Value* a;
  Value* b;
  if (match(condition, m_Not(m_Value(a)))) {
    learn(a, !truth);
  } else if (truth ? match(condition, m_LogicalAnd(m_Value(a), m_Value(b)))
                   : match(condition, m_LogicalOr(m_Value(a), m_Value(b)))) {
    learn(a, truth);
    learn(b, truth);
  }
}

std::optional<bool> FullTrip::known(Value* condition) const {
  if (auto found = facts_.find(condition); found != facts_.end()) return found->second;
  if (match(condition, m_AllOnes())) return true;
  if (match(condition, m_Zero())) return false;
  Value* a;
  Value* b;
  if (match(condition, m_Not(m_Value(a)))) {
    const auto truth = known(a);
    return truth ? std::optional(!*truth) : std::nullopt;
  }
  const bool both = match(condition, m_LogicalAnd(m_Value(a), m_Value(b)));
  if (!both && !match(condition, m_LogicalOr(m_Value(a), m_Value(b)))) return std::nullopt;
  const auto first = known(a);
  const auto second = known(b);
  if (first == !both || second == !both) return !both;
  return first && second ? std::optional(both) : std::nullopt;
}

Value* FullTrip::resolved(Value* value) const {
  while (auto* select = llvm::dyn_cast<llvm::SelectInst>(value)) {
    const auto truth = known(select->getCondition());
    if (!truth) break;
    value = *truth ? select->getTrueValue() : select->getFalseValue();
  }
  if (!value->getType()->isIntOrIntVectorTy(1)) return value;
  const auto truth = known(value);
  return truth ? llvm::ConstantInt::getBool(value->getType(), *truth) : value;
}

Value* FullTrip::next(llvm::PHINode& phi) const { return resolved(phi.getIncomingValueForBlock(jam_.body)); }

}  // namespace pewter::compiler
