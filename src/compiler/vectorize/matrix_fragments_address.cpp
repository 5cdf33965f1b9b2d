// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_fragments_address.h"

#include <llvm/Analysis/SimplifyQuery.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/ConstantRange.h>
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
    if (pointers->getType()->isVectorTy())
      if (llvm::Value* scalar = llvm::getSplatValue(pointers)) pointers = scalar;
    auto* element = llvm::dyn_cast<llvm::GEPOperator>(pointers);
    if (element && depth < kDepth && element->getNumIndices() == 1) {
      const llvm::TypeSize size = layout_.getTypeAllocSize(element->getSourceElementType());
      LaneNumbers factor;
      factor.fill(static_cast<std::int64_t>(size.getFixedValue()));
      const LaneAddresses before = result;
      if (add_numbers(*element->idx_begin(), nullptr, factor, depth + 1) &&
          add_pointers(element->getPointerOperand(), depth + 1))
        return true;
      result = before;
    }
    if (pointers->getType()->isVectorTy()) return false;
    result.base = pointers;
    return true;
  }

  LaneAddresses result;

 private:
  static llvm::Value* scalar_of(llvm::Value* uniform) {
    if (uniform->getType()->isVectorTy())
      if (llvm::Value* scalar = llvm::getSplatValue(uniform)) uniform = scalar;
    llvm::Value* narrow = sign_extended(uniform);
    return narrow ? narrow : uniform;
  }

  // What `value` is the sign extension of; null for others.
  static llvm::Value* sign_extended(llvm::Value* value) {
    if (auto* extension = llvm::dyn_cast<llvm::SExtInst>(value)) return extension->getOperand(0);
    auto* extension = llvm::dyn_cast<llvm::ZExtInst>(value);
    return extension && extension->hasNonNeg() ? extension->getOperand(0) : nullptr;
  }

  // What is computed in fewer bits without running over is the same in 64.
  bool is_exact(const llvm::BinaryOperator& operation) const {
    if (operation.getType()->getScalarType()->isIntegerTy(64) || operation.getOpcode() == llvm::Instruction::Or)
      return true;
    if (const auto* overflowing = llvm::dyn_cast<llvm::OverflowingBinaryOperator>(&operation);
        overflowing && overflowing->hasNoSignedWrap())
      return true;
    if (operation.getOpcode() != llvm::Instruction::Add) return false;
    // Of the scalar that all lanes have, where they do: how far back is looked is limited.
    const auto range = [&](llvm::Value* value) {
      if (llvm::Value* scalar = llvm::getSplatValue(value)) value = scalar;
      const llvm::SimplifyQuery query(layout_, &operation);
      return llvm::ConstantRange::fromKnownBits(llvm::computeKnownBits(value, 0, query), true);
    };
    return range(operation.getOperand(0)).signedAddMayOverflow(range(operation.getOperand(1))) ==
           llvm::ConstantRange::OverflowResult::NeverOverflows;
  }

  void add_term(llvm::Value* value, llvm::Value* times, const LaneNumbers& factor) {
    value = scalar_of(value);
    for (LaneAddresses::Term& term : result.terms) {
      if (term.value != value || term.times != times) continue;
      for (unsigned lane = 0; lane < kLanes; ++lane)
        term.factor[lane] = static_cast<std::int64_t>(wrapped(term.factor[lane]) + wrapped(factor[lane]));
      return;
    }
    result.terms.push_back({value, times, factor});
  }

  static LaneNumbers product(const LaneNumbers& a, const LaneNumbers& b) {
    LaneNumbers result;
    for (unsigned lane = 0; lane < kLanes; ++lane)
      result[lane] = static_cast<std::int64_t>(wrapped(a[lane]) * wrapped(b[lane]));
    return result;
  }

  // Adds factor * value * times.
  bool add_numbers(llvm::Value* value, llvm::Value* times, const LaneNumbers& factor, unsigned depth) {
    if (const auto numbers = constant_numbers(value)) {
      add_constant(product(*numbers, factor), times);
      return true;
    }
    if (value->getType()->getScalarSizeInBits() > 64) return false;
    if (llvm::Value* narrow = sign_extended(value); narrow && depth < kDepth)
      return add_numbers(narrow, times, factor, depth + 1);
    const auto* operation = llvm::dyn_cast<llvm::BinaryOperator>(value);
    if (operation && depth < kDepth && is_exact(*operation) && add_operation(*operation, times, factor, depth + 1))
      return true;
    if (!is_uniform(value)) return false;
    add_term(value, times, factor);
    return true;
  }

  void add_constant(const LaneNumbers& numbers, llvm::Value* times) {
    if (times) return add_term(times, nullptr, numbers);
    for (unsigned lane = 0; lane < kLanes; ++lane)
      result.constant[lane] = static_cast<std::int64_t>(wrapped(result.constant[lane]) + wrapped(numbers[lane]));
  }

  // False, with nothing added, where the operation is no sum and no product that can be taken apart.
  bool add_operation(const llvm::BinaryOperator& operation, llvm::Value* times, const LaneNumbers& factor,
                     unsigned depth) {
    llvm::Value* a = operation.getOperand(0);
    llvm::Value* b = operation.getOperand(1);
    const auto first = constant_numbers(a), second = constant_numbers(b);
    const LaneAddresses before = result;
    bool added = false;
    switch (operation.getOpcode()) {
      case llvm::Instruction::Or:
        if (!llvm::cast<llvm::PossiblyDisjointInst>(operation).isDisjoint()) break;
        [[fallthrough]];
      case llvm::Instruction::Add:
        added = add_numbers(a, times, factor, depth) && add_numbers(b, times, factor, depth);
        break;
      case llvm::Instruction::Mul:
        if (first)
          added = add_numbers(b, times, product(*first, factor), depth);
        else if (second)
          added = add_numbers(a, times, product(*second, factor), depth);
        else if (!times && is_uniform(a) != is_uniform(b))
          added =
              is_uniform(a) ? add_numbers(b, scalar_of(a), factor, depth) : add_numbers(a, scalar_of(b), factor, depth);
        break;
      case llvm::Instruction::Shl:
        if (const auto powers = second ? powers_of_two(*second) : std::nullopt)
          added = add_numbers(a, times, product(*powers, factor), depth);
        break;
      default:
        break;
    }
    if (!added) result = before;
    return added;
  }

  static std::optional<LaneNumbers> powers_of_two(const LaneNumbers& exponents) {
    LaneNumbers powers;
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      if (wrapped(exponents[lane]) >= 64) return std::nullopt;
      powers[lane] = static_cast<std::int64_t>(std::uint64_t{1} << exponents[lane]);
    }
    return powers;
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
  const auto scalar = [&](llvm::Value* value) {
    if (value->getType()->isVectorTy()) value = builder.CreateExtractElement(value, std::uint64_t{0});
    return builder.CreateSExt(value, builder.getInt64Ty());
  };
  llvm::Value* offset = builder.getInt64(wrapped(constant[lane]));
  for (const Term& term : terms) {
    llvm::Value* value = scalar(term.value);
    if (term.times) value = builder.CreateMul(value, scalar(term.times));
    value = builder.CreateMul(value, builder.getInt64(wrapped(term.factor[lane])));
    offset = builder.CreateAdd(value, offset);
  }
  return builder.CreatePtrAdd(base, offset);
}

bool LaneAddresses::known_before(const llvm::Instruction& instruction) const {
  const auto is_known = [&](const llvm::Value* value) {
    const auto* definition = llvm::dyn_cast<llvm::Instruction>(value);
    return !definition || definition->getParent() != instruction.getParent() || definition->comesBefore(&instruction);
  };
  return is_known(base) && llvm::all_of(terms, [&](const Term& term) {
           return is_known(term.value) && (!term.times || is_known(term.times));
         });
}

std::optional<std::int64_t> LaneAddresses::distance(unsigned lane, const LaneAddresses& other,
                                                    unsigned other_lane) const {
  if (base != other.base) return std::nullopt;
  const auto factor_in = [](const LaneAddresses& addresses, const Term& wanted, unsigned lane) -> std::int64_t {
    for (const Term& term : addresses.terms)
      if (term.value == wanted.value && term.times == wanted.times) return term.factor[lane];
    return 0;
  };
  for (const Term& term : terms)
    if (term.factor[lane] != factor_in(other, term, other_lane)) return std::nullopt;
  for (const Term& term : other.terms)
    if (term.factor[other_lane] != factor_in(*this, term, lane)) return std::nullopt;
  return static_cast<std::int64_t>(wrapped(other.constant[other_lane]) - wrapped(constant[lane]));
}

}  // namespace pewter::compiler
