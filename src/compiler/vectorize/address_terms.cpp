// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/address_terms.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/DataLayout.h>
#include <llvm/IR/GetElementPtrTypeIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Operator.h>

#include <algorithm>

namespace pewter::compiler {
namespace {

using llvm::Instruction;

constexpr unsigned kMaxDepth = 8;
constexpr std::int64_t kMaxScale = std::int64_t{1} << 31;  // so that products and sums stay in 64 bits

// Terms of one thing together, in an order that does not depend on how they were found.
void normalize(AddressSum& sum) {
  std::sort(sum.terms.begin(), sum.terms.end());
  std::vector<std::pair<const void*, std::int64_t>> merged;
  for (const auto& term : sum.terms) {
    if (!merged.empty() && merged.back().first == term.first) {
      merged.back().second += term.second;
    } else {
      merged.push_back(term);
    }
  }
  std::erase_if(merged, [](const auto& term) { return term.second == 0; });
  sum.terms = std::move(merged);
}

// A constant factor; 0 where there is none that is small enough.
std::int64_t factor(const llvm::Value* value) {
  const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(value);
  if (!constant || !constant->getValue().isSignedIntN(32)) return 0;
  return constant->getSExtValue();
}

}  // namespace

void AddressSums::add_integer(const llvm::Value* value, std::int64_t scale, AddressSum& sum, unsigned depth) {
  if (const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(value);
      constant && constant->getValue().isSignedIntN(32)) {
    sum.constant += constant->getSExtValue() * scale;
    return;
  }
  const auto* instruction = llvm::dyn_cast<Instruction>(value);
  if (instruction && depth < kMaxDepth) {
    const auto again = [&](unsigned operand, std::int64_t times) {
      add_integer(instruction->getOperand(operand), scale * times, sum, depth + 1);
    };
    const auto scales = [&](std::int64_t times) { return times != 0 && std::abs(scale) * std::abs(times) < kMaxScale; };
    switch (instruction->getOpcode()) {
      case Instruction::Or:
        if (!llvm::cast<llvm::PossiblyDisjointInst>(instruction)->isDisjoint()) break;
        [[fallthrough]];
      case Instruction::Add:
        again(0, 1);
        again(1, 1);
        return;
      case Instruction::Sub:
        again(0, 1);
        again(1, -1);
        return;
      case Instruction::Mul:
        if (const std::int64_t times = factor(instruction->getOperand(1)); scales(times)) return again(0, times);
        break;
      case Instruction::Shl:
        if (const std::int64_t bits = factor(instruction->getOperand(1));
            bits > 0 && bits < 31 && scales(std::int64_t{1} << bits))
          return again(0, std::int64_t{1} << bits);
        break;
      case Instruction::ZExt:
      case Instruction::SExt: {
        // Narrower ones wrap around for good reasons.
        const unsigned bits = instruction->getOperand(0)->getType()->getIntegerBitWidth();
        if (bits < 32) break;
        AddressSum inner;
        add_integer(instruction->getOperand(0), 1, inner, depth + 1);
        normalize(inner);
        const auto term = widened_.try_emplace({instruction->getOpcode(), bits, std::move(inner.terms)}).first;
        sum.terms.push_back({&term->first, scale});
        sum.constant += inner.constant * scale;
        return;
      }
      default:
        break;
    }
  }
  sum.terms.push_back({value, scale});
}

void AddressSums::add_pointer(const llvm::Value* pointer, AddressSum& sum) {
  for (const auto* step = llvm::dyn_cast<llvm::GEPOperator>(pointer); step;
       step = llvm::dyn_cast<llvm::GEPOperator>(pointer)) {
    for (auto it = llvm::gep_type_begin(step), end = llvm::gep_type_end(step); it != end; ++it) {
      if (const llvm::StructType* structure = it.getStructTypeOrNull()) {
        const auto field = static_cast<unsigned>(llvm::cast<llvm::ConstantInt>(it.getOperand())->getZExtValue());
        sum.constant += static_cast<std::int64_t>(
            layout_.getStructLayout(const_cast<llvm::StructType*>(structure))->getElementOffset(field).getFixedValue());
        continue;
      }
      const std::uint64_t size = it.getSequentialElementStride(layout_).getFixedValue();
      if (size == 0) continue;
      if (size >= static_cast<std::uint64_t>(kMaxScale)) {
        sum.terms.push_back({it.getOperand(), static_cast<std::int64_t>(size)});
        continue;
      }
      add_integer(it.getOperand(), static_cast<std::int64_t>(size), sum, 0);
    }
    pointer = step->getPointerOperand();
  }
  sum.terms.push_back({pointer, 1});
}

AddressSum AddressSums::of(const llvm::Value* pointer) {
  AddressSum sum;
  add_pointer(pointer, sum);
  normalize(sum);
  return sum;
}

}  // namespace pewter::compiler
