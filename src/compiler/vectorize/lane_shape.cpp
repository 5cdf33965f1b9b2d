// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_shape.h"

#include <llvm/ADT/PostOrderIterator.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/GetElementPtrTypeIterator.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Operator.h>
#include <llvm/Support/KnownBits.h>

#include <algorithm>
#include <bit>

#include "compiler/passes/lower_entry.h"

namespace pewter::compiler {
namespace {

using Kind = LaneShape::Kind;
using llvm::Instruction;

constexpr unsigned kMaxRows = 8;  // more bases than this cost more than a vector
constexpr unsigned kMaxAlignment = 30;

const LaneShape kVector = {.kind = Kind::vector};

LaneShape rows_shape(const LaneLayout& layout, unsigned alignment) {
  LaneShape shape{.kind = Kind::rows, .base_alignment = std::min(alignment, kMaxAlignment)};
  shape.offset.assign(layout.lanes, 0);
  return shape;
}

bool has_offsets(const LaneShape& shape) {
  return llvm::any_of(shape.offset, [](std::int64_t offset) { return offset != 0; });
}

// The bits of the offsets all lie below those of the bases: base + offset == base | offset.
bool is_disjoint(const LaneShape& shape) {
  return llvm::all_of(shape.offset, [&](std::int64_t offset) {
    return offset >= 0 && offset < std::int64_t{1} << shape.base_alignment;
  });
}

// Nothing wraps around when the value is extended from `bits` bits: the offsets' bits lie below the base's, and below
// the sign.
bool extends(const LaneShape& shape, unsigned bits, bool is_signed) {
  if (!has_offsets(shape)) return true;
  const unsigned room = std::min(is_signed ? bits - 1 : bits, 62u);
  return is_disjoint(shape) &&
         llvm::all_of(shape.offset, [&](std::int64_t offset) { return offset < std::int64_t{1} << room; });
}

template <class F>
LaneShape mapped(LaneShape shape, F f) {
  for (std::int64_t& offset : shape.offset) offset = f(offset);
  return shape;
}

// Of the scalar that holds where lanes agree.
unsigned known_alignment(const llvm::Value* value, const llvm::DataLayout& layout) {
  if (!value->getType()->isIntegerTy()) return 0;
  return std::min(llvm::computeKnownBits(value, layout).countMinTrailingZeros(), kMaxAlignment);
}

}  // namespace

LaneLayout LaneLayout::of(const model::ThreadgroupSize& size, unsigned lanes) {
  LaneLayout layout{.lanes = lanes, .rows = 1, .size = size};
  if (size[0] && size[0] < lanes && lanes % size[0] == 0 && lanes / size[0] <= kMaxRows) layout.rows = lanes / size[0];
  return layout;
}

LaneShapes::LaneShapes(llvm::Function& function, const LaneLayout& layout,
                       std::function<bool(const llvm::Value&)> is_divergent,
                       std::function<bool(const llvm::BasicBlock&)> is_joined)
    : layout_(layout), data_layout_(function.getDataLayout()), is_divergent_(std::move(is_divergent)),
      is_joined_(std::move(is_joined)) {
  // Optimistic: PHIs of loops take the shape that comes from outside until the loop proves it wrong. A value changes from
  // unknown to rows to vector and never back, so this ends.
  for (const Instruction& instruction : llvm::instructions(function)) shapes_[&instruction] = {};
  llvm::ReversePostOrderTraversal<llvm::Function*> order(&function);
  for (bool changed = true; changed;) {
    changed = false;
    for (llvm::BasicBlock* block : order) {
      for (Instruction& instruction : *block) {
        LaneShape& shape = shapes_[&instruction];
        if (shape.kind == Kind::vector || shape.kind == Kind::uniform) continue;
        LaneShape next = transfer(instruction);
        if (next == shape) continue;
        if (shape.kind == Kind::rows) {
          // What was taken for rows is not those rows: where only less is known of it, go on with less.
          const bool weaker = next.is_rows() && next.offset == shape.offset && next.exact <= shape.exact &&
                              next.base_alignment <= shape.base_alignment;
          if (!weaker) next = kVector;
        }
        shapes_[&instruction] = std::move(next);
        changed = true;
      }
    }
  }
}

const LaneShape& LaneShapes::of(const llvm::Value* value) const {
  static const LaneShape uniform{.kind = Kind::uniform};
  const auto found = shapes_.find(value);
  return found == shapes_.end() ? uniform : found->second;
}

// As rows where that can be: a uniform value has rows without offsets.
LaneShape LaneShapes::of_operand(const llvm::Value* value) const {
  const LaneShape& shape = of(value);
  if (shape.kind != Kind::uniform) return shape;
  return rows_shape(layout_, known_alignment(value, data_layout_));
}

LaneShape LaneShapes::transfer(const Instruction& instruction) const {
  if (!is_divergent_(instruction)) return {.kind = Kind::uniform};
  const llvm::Type* type = instruction.getType();
  if (!type->isPointerTy() && !(type->isIntegerTy() && type->getIntegerBitWidth() <= 64)) return kVector;
  if (const auto* phi = llvm::dyn_cast<llvm::PHINode>(&instruction)) return of_phi(*phi);
  switch (instruction.getOpcode()) {
    case Instruction::Call:
      return of_call(instruction);
    case Instruction::Alloca: {
      // A copy for each lane, one behind the other.
      const auto& memory = llvm::cast<llvm::AllocaInst>(instruction);
      const auto size = static_cast<std::int64_t>(data_layout_.getTypeAllocSize(memory.getAllocatedType()));
      LaneShape shape = rows_shape(layout_, 0);
      for (unsigned lane = 0; lane < layout_.lanes; ++lane) shape.offset[lane] = lane * size;
      return shape;
    }
    case Instruction::GetElementPtr:
      return of_element_pointer(instruction);
    case Instruction::Freeze:
      return of_operand(instruction.getOperand(0));
    case Instruction::Select: {
      const LaneShape a = of_operand(instruction.getOperand(1)), b = of_operand(instruction.getOperand(2));
      if (of(instruction.getOperand(0)).kind != Kind::uniform) return kVector;
      if (a.kind == Kind::unknown || b.kind == Kind::unknown) return {};
      if (!a.is_rows() || !b.is_rows() || a.offset != b.offset) return kVector;
      LaneShape shape = a;
      shape.exact = a.exact && b.exact;
      shape.base_alignment = std::min(a.base_alignment, b.base_alignment);
      return shape;
    }
    default:
      return of_arithmetic(instruction);
  }
}

LaneShape LaneShapes::of_phi(const llvm::PHINode& phi) const {
  if (is_joined_(*phi.getParent())) return kVector;
  LaneShape result;
  for (const llvm::Value* incoming : phi.incoming_values()) {
    if (llvm::isa<llvm::UndefValue>(incoming)) continue;
    const LaneShape shape = of_operand(incoming);
    if (shape.kind == Kind::unknown) continue;
    if (!shape.is_rows()) return kVector;
    // The value itself could not be had again through a PHI; addresses are not asked for it.
    if (!shape.exact && !phi.getType()->isPointerTy()) return kVector;
    if (result.kind == Kind::unknown) {
      result = shape;
      continue;
    }
    if (shape.offset != result.offset) return kVector;
    result.exact &= shape.exact;
    result.base_alignment = std::min(result.base_alignment, shape.base_alignment);
  }
  return result;
}

LaneShape LaneShapes::of_call(const Instruction& call) const {
  const llvm::Function* callee = llvm::cast<llvm::CallInst>(call).getCalledFunction();
  const llvm::StringRef name = callee ? callee->getName() : "";
  const unsigned lanes = layout_.lanes;
  if (name == kThreadIndex) {
    LaneShape shape = rows_shape(layout_, static_cast<unsigned>(std::countr_zero(lanes)));
    for (unsigned lane = 0; lane < lanes; ++lane) shape.offset[lane] = lane;
    return shape;
  }
  if (name != kThreadPosition || !layout_.size[0]) return kVector;
  const unsigned axis = static_cast<unsigned>(llvm::cast<llvm::ConstantInt>(call.getOperand(0))->getZExtValue());
  const unsigned x = layout_.size[0], y = layout_.size[1];
  const unsigned row_length = layout_.row_length();
  LaneShape shape = rows_shape(layout_, 0);
  if (axis == 0) {
    if (x % lanes != 0 && lanes % x != 0) return kVector;
    shape.base_alignment = x % lanes == 0 ? static_cast<unsigned>(std::countr_zero(lanes)) : kMaxAlignment;
    for (unsigned lane = 0; lane < lanes; ++lane) shape.offset[lane] = lane % x;
    return shape;
  }
  const unsigned stride = axis == 1 ? x : x * y;  // threads from one to the next along this axis
  if (stride % lanes == 0) return shape;          // never within a vector
  if (lanes % stride != 0) return kVector;
  const unsigned steps = lanes / stride;  // that a vector covers
  if (axis == 1 && y % steps != 0 && steps % y != 0) return kVector;
  shape.base_alignment = axis == 1 && steps % y == 0 ? kMaxAlignment : static_cast<unsigned>(std::countr_zero(steps));
  for (unsigned lane = 0; lane < lanes; ++lane) {
    const unsigned step = axis == 1 ? lane / stride % y : lane / stride;
    // What is the same along every row goes into its base: it may be multiplied with anything.
    shape.offset[lane] = layout_.rows > 1 && stride % row_length == 0 ? 0 : step;
  }
  if (layout_.rows > 1 && stride % row_length == 0) shape.base_alignment = 0;
  return shape;
}

LaneShape LaneShapes::of_element_pointer(const Instruction& instruction) const {
  const auto& pointer = llvm::cast<llvm::GEPOperator>(instruction);
  LaneShape result = of_operand(pointer.getPointerOperand());
  if (result.kind == Kind::unknown) return {};
  if (!result.is_rows()) return kVector;
  result.base_alignment = 0;
  for (auto it = llvm::gep_type_begin(pointer), end = llvm::gep_type_end(pointer); it != end; ++it) {
    const llvm::Value* index = it.getOperand();
    const LaneShape shape = of_operand(index);
    if (shape.kind == Kind::unknown) return {};
    if (!shape.is_rows()) return kVector;
    if (it.isStruct()) continue;
    const auto size = static_cast<std::int64_t>(it.getSequentialElementStride(data_layout_).getFixedValue());
    for (unsigned lane = 0; lane < layout_.lanes; ++lane) result.offset[lane] += shape.offset[lane] * size;
    // A narrower index is sign-extended, with the wrap-around that exact is about.
    result.exact &= shape.exact && (index->getType()->getScalarSizeInBits() == 64 || !has_offsets(shape));
  }
  return result;
}

LaneShape LaneShapes::of_arithmetic(const Instruction& instruction) const {
  const unsigned operands = instruction.getNumOperands();
  LaneShape a = of_operand(instruction.getOperand(0));
  LaneShape b = operands > 1 ? of_operand(instruction.getOperand(1)) : LaneShape{};
  if (a.kind == Kind::unknown || (operands > 1 && b.kind == Kind::unknown)) return {};
  if (!a.is_rows() || (operands > 1 && !b.is_rows())) return kVector;
  const auto* constant = operands > 1 ? llvm::dyn_cast<llvm::ConstantInt>(instruction.getOperand(1)) : nullptr;
  if (constant && !constant->getValue().isSignedIntN(64)) return kVector;
  const std::int64_t number = constant ? constant->getSExtValue() : 0;
  const unsigned bits = instruction.getType()->isIntegerTy() ? instruction.getType()->getIntegerBitWidth() : 64;
  const bool exact = a.exact && (operands < 2 || b.exact);
  const auto finish = [&](LaneShape shape) {
    shape.exact = exact;
    // Offsets count modulo the width; beyond it they would only hide what is equal.
    if (llvm::any_of(shape.offset, [&](std::int64_t offset) { return bits < 64 && !llvm::isIntN(bits, offset) && !llvm::isUIntN(bits, offset); }))
      return kVector;
    return shape;
  };
  const auto sum = [&](std::int64_t sign) {
    LaneShape shape = a;
    for (unsigned lane = 0; lane < layout_.lanes; ++lane) shape.offset[lane] += sign * b.offset[lane];
    shape.base_alignment = std::min(a.base_alignment, b.base_alignment);
    return finish(std::move(shape));
  };
  switch (instruction.getOpcode()) {
    case Instruction::Add:
      return sum(1);
    case Instruction::Sub:
      return sum(-1);
    case Instruction::Mul: {
      if (constant) {
        LaneShape shape = mapped(a, [&](std::int64_t offset) { return offset * number; });
        shape.base_alignment = std::min(kMaxAlignment, a.base_alignment + b.base_alignment);
        return finish(std::move(shape));
      }
      if (has_offsets(a) || has_offsets(b)) return kVector;
      LaneShape shape = a;
      shape.base_alignment = std::min(kMaxAlignment, a.base_alignment + b.base_alignment);
      return finish(std::move(shape));
    }
    case Instruction::Shl: {
      if (!constant || number < 0 || number >= 63) return kVector;
      LaneShape shape = mapped(a, [&](std::int64_t offset) { return offset * (std::int64_t{1} << number); });
      shape.base_alignment = std::min(kMaxAlignment, a.base_alignment + static_cast<unsigned>(number));
      return finish(std::move(shape));
    }
    case Instruction::Or:
      if (llvm::cast<llvm::PossiblyDisjointInst>(instruction).isDisjoint()) return sum(1);
      [[fallthrough]];
    case Instruction::And:
    case Instruction::Xor:
    case Instruction::LShr: {
      if (!constant || !a.exact || !is_disjoint(a)) return kVector;
      if (number < 0 && instruction.getOpcode() != Instruction::And) return kVector;
      const bool is_or = instruction.getOpcode() == Instruction::Or, is_xor = instruction.getOpcode() == Instruction::Xor;
      if (is_or || is_xor) {
        // Only bits of the offsets change: what is above them stays the base's.
        if (number >= std::int64_t{1} << a.base_alignment) return kVector;
        return finish(mapped(a, [&](std::int64_t offset) { return is_or ? offset | number : offset ^ number; }));
      }
      if (instruction.getOpcode() == Instruction::And) {
        LaneShape shape = mapped(a, [&](std::int64_t offset) { return offset & number; });
        if (number >= 0 && number < std::int64_t{1} << a.base_alignment) shape.base_alignment = kMaxAlignment;  // base 0
        return finish(std::move(shape));
      }
      LaneShape shape = mapped(a, [&](std::int64_t offset) { return offset >> number; });
      shape.base_alignment -= std::min(a.base_alignment, static_cast<unsigned>(number));
      return finish(std::move(shape));
    }
    case Instruction::ZExt:
    case Instruction::SExt: {
      LaneShape shape = a;
      const unsigned narrow = instruction.getOperand(0)->getType()->getIntegerBitWidth();
      shape.exact = a.exact && extends(a, narrow, instruction.getOpcode() == Instruction::SExt);
      // Narrow integers wrap around for good reasons.
      if (!shape.exact && narrow < 32) return kVector;
      return shape;
    }
    case Instruction::AShr: {
      // Shifted up and down again: a sign extension of the low bits, as the optimiser writes it for wider values.
      const auto* up = llvm::dyn_cast<llvm::BinaryOperator>(instruction.getOperand(0));
      if (!constant || !up || up->getOpcode() != Instruction::Shl || up->getOperand(1) != constant) return kVector;
      if (number <= 0 || number >= bits) return kVector;
      const LaneShape wide = of_operand(up->getOperand(0));
      if (wide.kind == Kind::unknown) return {};
      if (!wide.is_rows()) return kVector;
      const unsigned narrow = bits - static_cast<unsigned>(number);
      LaneShape shape = mapped(
          wide, [&](std::int64_t offset) { return llvm::SignExtend64(static_cast<std::uint64_t>(offset), narrow); });
      shape.exact = wide.exact && extends(shape, narrow, true);
      if (!shape.exact && narrow < 32) return kVector;
      return shape;
    }
    case Instruction::Trunc: {
      LaneShape shape = mapped(a, [&](std::int64_t offset) { return bits < 64 ? llvm::SignExtend64(static_cast<std::uint64_t>(offset), bits) : offset; });
      shape.exact = a.exact;
      return shape;
    }
    default:
      return kVector;
  }
}

}  // namespace pewter::compiler
