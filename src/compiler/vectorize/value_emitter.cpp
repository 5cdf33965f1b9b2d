// SPDX-License-Identifier: Apache-2.0
// FunctionVectorizer: values of the program as they are found, and made wider, in the vectorised function.
#include "compiler/vectorize/function_vectorizer.h"

namespace pewter::compiler {

using llvm::Value;

// True where the value must be found again in another block: it is used there, or a value is that may have to be computed
// from it there (vector()).
bool FunctionVectorizer::is_used_elsewhere(const llvm::Instruction& instruction) const {
  return llvm::any_of(instruction.users(), [&](const llvm::User* user) {
    const auto* use = llvm::cast<llvm::Instruction>(user);
    if (use->getParent() != instruction.getParent() || llvm::isa<llvm::PHINode>(use)) return true;
    const LaneShape& shape = shapes_.of(use);
    return shape.is_rows() && !shape.exact && is_used_elsewhere(*use);
  });
}

unsigned FunctionVectorizer::parts_of(const Value* value) const {
  switch (shapes_.of(value).kind) {
    case Kind::rows:
      return layout_.rows;
    case Kind::vector:
      return static_cast<unsigned>(element_types(value->getType()).size());
    default:
      return 1;
  }
}

void FunctionVectorizer::define(const llvm::Instruction& instruction, LaneValue value) {
  if (instruction.getType()->isVoidTy()) return;
  if (is_used_elsewhere(instruction)) store_slots(&instruction, value);
  local_[&instruction] = std::move(value);
}

void FunctionVectorizer::store_slots(const Value* key, const LaneValue& value) {
  auto& slots = slots_[key];
  for (unsigned part = static_cast<unsigned>(slots.size()); part < value.parts.size(); ++part)
    slots.push_back(entry_slot(builder_, value.parts[part]->getType(), key->getName()));
  for (unsigned part = 0; part < value.parts.size(); ++part) builder_.CreateStore(value.parts[part], slots[part]);
}

LaneValue FunctionVectorizer::load_slots(const Value* key) {
  LaneValue value{shapes_.of(key).kind, {}};
  for (llvm::AllocaInst* slot : slots_.lookup(key))
    value.parts.push_back(builder_.CreateLoad(slot->getAllocatedType(), slot, key->getName()));
  return value;
}

LaneValue FunctionVectorizer::value(const Value* value) {
  if (llvm::isa<llvm::Constant>(value)) return LaneValue::uniform(const_cast<Value*>(value));
  if (const auto* argument = llvm::dyn_cast<llvm::Argument>(value)) return LaneValue::uniform(to_.getArg(argument->getArgNo()));
  if (const auto found = local_.find(value); found != local_.end()) return found->second;
  LaneValue loaded = load_slots(value);
  // The block that defines it may not be on any path to here (its uses are dead, then).
  if (loaded.parts.empty()) {
    const auto types = element_types(value->getType());
    for (unsigned part = 0; part < parts_of(value); ++part)
      loaded.parts.push_back(llvm::PoisonValue::get(loaded.kind == Kind::vector ? widened(types[part]) : value->getType()));
  }
  return loaded;
}

Value* FunctionVectorizer::scalar(const Value* value) {
  const LaneValue found = this->value(value);
  // Analysis says uniform where a value is not: only in code that no lane reaches.
  return found.kind == Kind::uniform ? found.parts.front() : llvm::PoisonValue::get(value->getType());
}

// The bases of its rows; a uniform value is its own base in every row.
llvm::SmallVector<Value*, 4> FunctionVectorizer::bases(const Value* value) {
  const LaneValue found = this->value(value);
  if (found.kind == Kind::rows) return {found.parts.begin(), found.parts.end()};
  return llvm::SmallVector<Value*, 4>(layout_.rows, scalar(value));
}

Value* FunctionVectorizer::vector(const Value* value, unsigned element) {
  const LaneValue found = this->value(value);
  if (found.kind == Kind::vector) return found.parts[element];
  Value*& made = local_vectors_[{value, element}];
  if (made) return made;
  if (found.kind == Kind::uniform) {
    Value* scalar = found.parts.front();
    if (scalar->getType()->isVectorTy()) {
      scalar = builder_.CreateExtractElement(scalar, element);
    } else if (scalar->getType()->isAggregateType()) {
      scalar = builder_.CreateExtractValue(scalar, element);
    }
    return local_vectors_[{value, element}] = splat(builder_, layout_.lanes, scalar);
  }
  const LaneShape& shape = shapes_.of(value);
  if (shape.exact || value->getType()->isPointerTy()) {
    Value* result = materialize_rows(builder_, layout_, found.parts, shape);
    return local_vectors_[{value, element}] = result;
  }
  // The rows are good for addresses only: the value itself is computed from its operands.
  const auto* instruction = llvm::cast<llvm::Instruction>(value);
  llvm::SmallVector<Value*, 4> operands;
  for (const llvm::Use& operand : instruction->operands()) operands.push_back(vector(operand.get()));
  Value* result = emit_element(*instruction, operands, instruction->getType());
  return local_vectors_[{value, element}] = result;
}

}  // namespace pewter::compiler
