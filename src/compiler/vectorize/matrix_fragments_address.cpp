// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_fragments_address.h"

#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Operator.h>

namespace pewter::compiler {
namespace {

constexpr unsigned kDepth = 12;  // of expressions looked into

std::uint64_t wrapped(std::int64_t number) { return static_cast<std::uint64_t>(number); }

std::optional<LaneNumbers> constant_numbers(const llvm::Value* value) {
  const auto* constant = llvm::dyn_cast<llvm::Constant>(value);
  if (!constant) return std::nullopt;
  LaneNumbers numbers;
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    const auto* number = llvm::dyn_cast_or_null<llvm::ConstantInt>(
        value->getType()->isVectorTy() ? constant->getAggregateElement(lane) : constant);
    if (!number || number->getBitWidth() > 64) return std::nullopt;
    numbers[lane] = number->getSExtValue();
  }
  return numbers;
}

// Alike in all lanes: scalars, splats, and what is computed from them.
bool is_uniform(const llvm::Value* value, unsigned depth = 0) {
  if (!value->getType()->isVectorTy() || llvm::getSplatValue(value)) return true;
  if (depth == kDepth || !llvm::isa<llvm::CastInst, llvm::BinaryOperator>(value)) return false;
  return llvm::all_of(llvm::cast<llvm::User>(value)->operands(),
                      [&](const llvm::Value* operand) { return is_uniform(operand, depth + 1); });
}

class Decomposition {
 public:
  explicit Decomposition(const llvm::DataLayout& layout) : layout_(layout) {}

  bool add_pointers(llvm::Value* pointers, unsigned depth) {
    if (!pointers->getType()->isVectorTy()) return set_base(pointers);
    if (llvm::Value* scalar = llvm::getSplatValue(pointers)) return set_base(scalar);
    auto* element = llvm::dyn_cast<llvm::GEPOperator>(pointers);
    if (!element || depth == kDepth || element->getNumIndices() != 1) return false;
    const llvm::TypeSize size = layout_.getTypeAllocSize(element->getSourceElementType());
    LaneNumbers factor;
    factor.fill(static_cast<std::int64_t>(size.getFixedValue()));
    return add_numbers(*element->idx_begin(), factor, depth + 1) &&
           add_pointers(element->getPointerOperand(), depth + 1);
  }

  LaneAddresses result;

 private:
  bool set_base(llvm::Value* base) {
    result.base = base;
    return true;
  }

  void add_term(llvm::Value* value, const LaneNumbers& factor) {
    if (llvm::Value* scalar = llvm::getSplatValue(value)) value = scalar;
    for (LaneAddresses::Term& term : result.terms) {
      if (term.value != value) continue;
      for (unsigned lane = 0; lane < kLanes; ++lane)
        term.factor[lane] = static_cast<std::int64_t>(wrapped(term.factor[lane]) + wrapped(factor[lane]));
      return;
    }
    result.terms.push_back({value, factor});
  }

  static LaneNumbers product(const LaneNumbers& a, const LaneNumbers& b) {
    LaneNumbers result;
    for (unsigned lane = 0; lane < kLanes; ++lane)
      result[lane] = static_cast<std::int64_t>(wrapped(a[lane]) * wrapped(b[lane]));
    return result;
  }

  // Adds factor * value.
  bool add_numbers(llvm::Value* value, const LaneNumbers& factor, unsigned depth) {
    if (const auto numbers = constant_numbers(value)) {
      const LaneNumbers scaled = product(*numbers, factor);
      for (unsigned lane = 0; lane < kLanes; ++lane)
        result.constant[lane] = static_cast<std::int64_t>(wrapped(result.constant[lane]) + wrapped(scaled[lane]));
      return true;
    }
    if (!value->getType()->getScalarType()->isIntegerTy(64)) return false;
    if (const auto* operation = llvm::dyn_cast<llvm::BinaryOperator>(value); operation && depth < kDepth) {
      llvm::Value* a = operation->getOperand(0);
      llvm::Value* b = operation->getOperand(1);
      const bool is_sum = operation->getOpcode() == llvm::Instruction::Add ||
                          (operation->getOpcode() == llvm::Instruction::Or &&
                           llvm::cast<llvm::PossiblyDisjointInst>(operation)->isDisjoint());
      if (is_sum) return add_numbers(a, factor, depth + 1) && add_numbers(b, factor, depth + 1);
      const auto first = constant_numbers(a), second = constant_numbers(b);
      if (operation->getOpcode() == llvm::Instruction::Mul) {
        if (first) return add_numbers(b, product(*first, factor), depth + 1);
        if (second) return add_numbers(a, product(*second, factor), depth + 1);
      }
      if (operation->getOpcode() == llvm::Instruction::Shl && second) {
        LaneNumbers powers;
        for (unsigned lane = 0; lane < kLanes; ++lane) {
          if (wrapped((*second)[lane]) >= 64) return false;
          powers[lane] = static_cast<std::int64_t>(std::uint64_t{1} << (*second)[lane]);
        }
        return add_numbers(a, product(powers, factor), depth + 1);
      }
    }
    if (!is_uniform(value)) return false;
    add_term(value, factor);
    return true;
  }

  const llvm::DataLayout& layout_;
};

}  // namespace

std::optional<LaneAddresses> LaneAddresses::of(llvm::Value* pointers, const llvm::DataLayout& layout) {
  Decomposition decomposition(layout);
  if (!decomposition.add_pointers(pointers, 0)) return std::nullopt;
  return std::move(decomposition.result);
}

llvm::Value* LaneAddresses::materialize(llvm::IRBuilder<>& builder, unsigned lane) const {
  llvm::Value* offset = builder.getInt64(wrapped(constant[lane]));
  for (const Term& term : terms) {
    llvm::Value* value =
        term.value->getType()->isVectorTy() ? builder.CreateExtractElement(term.value, std::uint64_t{0}) : term.value;
    llvm::Value* factor = builder.getInt64(wrapped(term.factor[lane]));
    offset = builder.CreateAdd(builder.CreateMul(value, factor), offset);
  }
  return builder.CreatePtrAdd(base, offset);
}

bool LaneAddresses::known_before(const llvm::Instruction& instruction) const {
  const auto is_known = [&](const llvm::Value* value) {
    const auto* definition = llvm::dyn_cast<llvm::Instruction>(value);
    return !definition || definition->getParent() != instruction.getParent() || definition->comesBefore(&instruction);
  };
  return is_known(base) && llvm::all_of(terms, [&](const Term& term) { return is_known(term.value); });
}

std::optional<std::int64_t> LaneAddresses::distance(unsigned lane, const LaneAddresses& other,
                                                    unsigned other_lane) const {
  if (base != other.base) return std::nullopt;
  const auto factor_in = [](const LaneAddresses& addresses, const llvm::Value* value, unsigned lane) -> std::int64_t {
    for (const Term& term : addresses.terms)
      if (term.value == value) return term.factor[lane];
    return 0;
  };
  for (const Term& term : terms)
    if (term.factor[lane] != factor_in(other, term.value, other_lane)) return std::nullopt;
  for (const Term& term : other.terms)
    if (term.factor[other_lane] != factor_in(*this, term.value, lane)) return std::nullopt;
  return static_cast<std::int64_t>(wrapped(other.constant[other_lane]) - wrapped(constant[lane]));
}

}  // namespace pewter::compiler
