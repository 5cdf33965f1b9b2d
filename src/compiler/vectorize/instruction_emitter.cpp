// SPDX-License-Identifier: Apache-2.0
// FunctionVectorizer: one instruction of the program after the other.
#include <llvm/IR/Operator.h>

#include "compiler/vectorize/function_vectorizer.h"

namespace pewter::compiler {

using llvm::Instruction;
using llvm::Value;

void FunctionVectorizer::refuse(const Instruction& instruction, llvm::StringRef why) {
  if (!unsupported_.empty()) return;
  unsupported_ = why.str();
  llvm::raw_string_ostream(unsupported_) << ":" << instruction;
}

void FunctionVectorizer::emit(const Instruction& instruction) {
  if (const auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction)) return emit_call(*call);
  switch (shapes_.of(&instruction).kind) {
    case Kind::uniform:
      return emit_uniform(instruction);
    case Kind::rows:
      return emit_rows(instruction);
    default:
      return emit_vector(instruction);
  }
}

// The instruction with scalar operands; of row `row` where operands are rows.
Value* FunctionVectorizer::clone_scalar(const Instruction& instruction, unsigned row) {
  Instruction* clone = instruction.clone();
  for (unsigned i = 0; i < instruction.getNumOperands(); ++i) {
    const Value* operand = instruction.getOperand(i);
    if (llvm::isa<llvm::Function>(operand) || llvm::isa<llvm::MetadataAsValue>(operand)) continue;
    const LaneValue found = value(operand);
    clone->setOperand(i, found.kind == Kind::rows ? found.parts[row] : scalar(operand));
  }
  builder_.Insert(clone, instruction.getName());
  clone->setDebugLoc(instruction.getDebugLoc());
  return clone;
}

void FunctionVectorizer::emit_uniform(const Instruction& instruction) {
  if (const auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction)) return emit_store(*store);
  define(instruction, LaneValue::uniform(clone_scalar(instruction, 0)));
}

// The bases are computed as the value was; what the instruction promised of the value does not hold for them.
void FunctionVectorizer::emit_rows(const Instruction& instruction) {
  LaneValue result{Kind::rows, {}};
  if (const auto* memory = llvm::dyn_cast<llvm::AllocaInst>(&instruction)) {
    llvm::Type* type = llvm::ArrayType::get(memory->getAllocatedType(), layout_.lanes);
    llvm::AllocaInst* slot = entry_slot(builder_, type, memory->getName());
    slot->setAlignment(std::max(slot->getAlign(), memory->getAlign()));
    result.parts.assign(layout_.rows, slot);
    return define(instruction, std::move(result));
  }
  const bool widens = instruction.getOpcode() == Instruction::ZExt || instruction.getOpcode() == Instruction::SExt;
  const LaneShape& shape = shapes_.of(&instruction);
  for (unsigned row = 0; row < layout_.rows; ++row) {
    if (widens && !shape.exact && instruction.getOpcode() == Instruction::ZExt) {
      // Where the sum wraps around between two lanes, the lanes that are active lie behind that point, with the last one:
      // its address counts, and the others lie before it.
      const std::int64_t last = *std::max_element(shape.offset.begin(), shape.offset.end());
      Value* base = bases(instruction.getOperand(0))[row];
      Value* end = builder_.CreateAdd(base, llvm::ConstantInt::get(base->getType(), static_cast<std::uint64_t>(last), true));
      Value* wide = builder_.CreateZExt(end, instruction.getType());
      result.parts.push_back(builder_.CreateSub(wide, llvm::ConstantInt::get(wide->getType(), static_cast<std::uint64_t>(last), true)));
      continue;
    }
    if (row > 0 && llvm::all_of(instruction.operands(), [&](const llvm::Use& operand) {
          const LaneValue found = value(operand.get());
          return found.kind != Kind::rows || found.parts[row] == found.parts[0];
        })) {
      result.parts.push_back(result.parts[0]);  // also shows that both rows are the same
      continue;
    }
    if (instruction.getOpcode() == Instruction::Or || instruction.getOpcode() == Instruction::Xor) {
      // Disjoint bits: a sum, of the bases and of the offsets. Else a constant below the bases' bits: all in the offsets.
      const auto* disjoint = llvm::dyn_cast<llvm::PossiblyDisjointInst>(&instruction);
      Value* base = bases(instruction.getOperand(0))[row];
      result.parts.push_back(disjoint && disjoint->isDisjoint() ? builder_.CreateAdd(base, bases(instruction.getOperand(1))[row]) : base);
      continue;
    }
    Value* base = clone_scalar(instruction, row);
    if (auto* made = llvm::dyn_cast<Instruction>(base)) made->dropPoisonGeneratingAnnotations();
    result.parts.push_back(base);
  }
  define(instruction, std::move(result));
}

void FunctionVectorizer::emit_vector(const Instruction& instruction) {
  switch (instruction.getOpcode()) {
    case Instruction::Load:
      return emit_load(llvm::cast<llvm::LoadInst>(instruction));
    case Instruction::Store:
      return emit_store(llvm::cast<llvm::StoreInst>(instruction));
    case Instruction::AtomicRMW:
    case Instruction::AtomicCmpXchg:
      return emit_atomic(instruction);
    case Instruction::Fence:
      builder_.Insert(instruction.clone());
      return;
    case Instruction::GetElementPtr:
      return emit_pointer(instruction);
    case Instruction::BitCast:
      return emit_bitcast(instruction);
    case Instruction::ExtractElement:
    case Instruction::InsertElement:
    case Instruction::ShuffleVector:
    case Instruction::ExtractValue:
    case Instruction::InsertValue:
      return emit_select_element(instruction);
    case Instruction::UDiv:
    case Instruction::SDiv:
    case Instruction::URem:
    case Instruction::SRem:
      return emit_division(instruction);
    default:
      break;
  }
  const auto types = element_types(instruction.getType());
  if (types.empty()) return refuse(instruction, "a nested aggregate");
  LaneValue result{Kind::vector, {}};
  for (unsigned element = 0; element < types.size(); ++element) {
    llvm::SmallVector<Value*, 4> operands;
    for (const llvm::Use& operand : instruction.operands()) {
      // The condition of a select may be one for all elements.
      const bool single = element_types(operand->getType()).size() == 1;
      operands.push_back(vector(operand.get(), single ? 0 : element));
    }
    Value* made = emit_element(instruction, operands, types[element]);
    if (!made) return refuse(instruction, "an instruction of this kind");
    result.parts.push_back(made);
  }
  define(instruction, std::move(result));
}

// One element of an instruction that works element by element; `type` is the result's.
Value* FunctionVectorizer::emit_element(const Instruction& instruction, llvm::ArrayRef<Value*> operands, llvm::Type* type) {
  Value* made = nullptr;
  if (const auto* binary = llvm::dyn_cast<llvm::BinaryOperator>(&instruction)) {
    made = builder_.CreateBinOp(binary->getOpcode(), operands[0], operands[1]);
  } else if (const auto* unary = llvm::dyn_cast<llvm::UnaryOperator>(&instruction)) {
    made = builder_.CreateUnOp(unary->getOpcode(), operands[0]);
  } else if (const auto* compare = llvm::dyn_cast<llvm::CmpInst>(&instruction)) {
    made = builder_.CreateCmp(compare->getPredicate(), operands[0], operands[1]);
  } else if (const auto* cast = llvm::dyn_cast<llvm::CastInst>(&instruction)) {
    made = builder_.CreateCast(cast->getOpcode(), operands[0], widened(type));
  } else if (llvm::isa<llvm::SelectInst>(instruction)) {
    made = builder_.CreateSelect(operands[0], operands[1], operands[2]);
  } else if (llvm::isa<llvm::FreezeInst>(instruction)) {
    made = builder_.CreateFreeze(operands[0]);
  }
  if (auto* created = llvm::dyn_cast_or_null<Instruction>(made)) created->copyIRFlags(&instruction);
  return made;
}

// Lanes that are not active may hold a zero, or the one number whose division overflows.
void FunctionVectorizer::emit_division(const Instruction& instruction) {
  const auto types = element_types(instruction.getType());
  LaneValue result{Kind::vector, {}};
  for (unsigned element = 0; element < types.size(); ++element) {
    Value* dividend = vector(instruction.getOperand(0), element);
    Value* divisor = vector(instruction.getOperand(1), element);
    if (!llvm::isa<llvm::Constant>(divisor) && !is_full(mask_))
      divisor = builder_.CreateSelect(mask_, divisor, splat(builder_, layout_.lanes, llvm::ConstantInt::get(types[element], 1)));
    const auto opcode = llvm::cast<llvm::BinaryOperator>(instruction).getOpcode();
    const bool is_signed = opcode == Instruction::SDiv || opcode == Instruction::SRem;
    const bool is_remainder = opcode == Instruction::SRem || opcode == Instruction::URem;
    if (llvm::isa<llvm::Constant>(divisor) || types[element]->getIntegerBitWidth() > 32) {
      result.parts.push_back(builder_.CreateBinOp(opcode, dividend, divisor));
      continue;
    }
    // No machine divides vectors of integers. In double the quotient of 32-bit integers, cut off, is exact: it is at least
    // 1 / divisor away from the next integer, and that is more than a rounding can bridge.
    llvm::Type* wide = widened(builder_.getDoubleTy());
    Value* a = is_signed ? builder_.CreateSIToFP(dividend, wide) : builder_.CreateUIToFP(dividend, wide);
    Value* b = is_signed ? builder_.CreateSIToFP(divisor, wide) : builder_.CreateUIToFP(divisor, wide);
    Value* quotient = builder_.CreateFDiv(a, b);
    quotient = is_signed ? builder_.CreateFPToSI(quotient, dividend->getType()) : builder_.CreateFPToUI(quotient, dividend->getType());
    if (is_remainder) quotient = builder_.CreateSub(dividend, builder_.CreateMul(quotient, divisor));
    result.parts.push_back(quotient);
  }
  define(instruction, std::move(result));
}

void FunctionVectorizer::emit_pointer(const Instruction& instruction) {
  const auto& pointer = llvm::cast<llvm::GetElementPtrInst>(instruction);
  if (pointer.getType()->isVectorTy()) return refuse(instruction, "a vector of pointers");
  // Scalar where it can be: a gather from one base with a vector of indices is the cheaper one.
  const auto operand = [&](const Value* value) {
    return this->value(value).kind == Kind::uniform ? scalar(value) : vector(value);
  };
  Value* base = operand(pointer.getPointerOperand());
  llvm::SmallVector<Value*, 4> indices;
  bool any_vector = base->getType()->isVectorTy();
  for (const llvm::Use& index : pointer.indices()) {
    indices.push_back(operand(index.get()));
    any_vector |= indices.back()->getType()->isVectorTy();
  }
  if (!any_vector) base = splat(builder_, layout_.lanes, base);
  define(instruction, LaneValue::vector(builder_.CreateGEP(pointer.getSourceElementType(), base, indices)));
}

// Between vectors of another number of elements the lanes' bytes are laid side by side, as they would be in memory.
void FunctionVectorizer::emit_bitcast(const Instruction& instruction) {
  const Value* source = instruction.getOperand(0);
  const auto from = element_types(source->getType()), to = element_types(instruction.getType());
  LaneValue result{Kind::vector, {}};
  if (from.size() == to.size()) {
    for (unsigned e = 0; e < to.size(); ++e) result.parts.push_back(builder_.CreateBitCast(vector(source, e), widened(to[e])));
    return define(instruction, std::move(result));
  }
  const unsigned lanes = layout_.lanes;
  const auto count = static_cast<unsigned>(from.size());
  // Lane by lane the elements of one, as one long vector; the elements of the other are cut from it the same way.
  unsigned padded = 1;
  while (padded < count) padded *= 2;
  llvm::SmallVector<Value*, 16> pieces;
  for (unsigned e = 0; e < padded; ++e)
    pieces.push_back(e < count ? vector(source, e) : llvm::PoisonValue::get(widened(from.front())));
  while (pieces.size() > 1) {
    llvm::SmallVector<Value*, 16> joined;
    for (std::size_t i = 0; i < pieces.size(); i += 2) {
      llvm::SmallVector<int, 64> both(2 * llvm::cast<llvm::FixedVectorType>(pieces[i]->getType())->getNumElements());
      for (std::size_t k = 0; k < both.size(); ++k) both[k] = static_cast<int>(k);
      joined.push_back(builder_.CreateShuffleVector(pieces[i], pieces[i + 1], both));
    }
    pieces = std::move(joined);
  }
  llvm::SmallVector<int, 64> order;
  for (unsigned lane = 0; lane < lanes; ++lane)
    for (unsigned e = 0; e < count; ++e) order.push_back(static_cast<int>(e * lanes + lane));
  Value* bytes = builder_.CreateShuffleVector(pieces.front(), order);
  const auto wanted = static_cast<unsigned>(to.size());
  bytes = builder_.CreateBitCast(bytes, llvm::FixedVectorType::get(to.front(), wanted * lanes));
  for (unsigned e = 0; e < wanted; ++e) {
    llvm::SmallVector<int, 32> of_element;
    for (unsigned lane = 0; lane < lanes; ++lane) of_element.push_back(static_cast<int>(lane * wanted + e));
    result.parts.push_back(builder_.CreateShuffleVector(bytes, of_element));
  }
  define(instruction, std::move(result));
}

// Elements of MSL vectors and of flat aggregates are values of their own: mostly nothing is to be done.
void FunctionVectorizer::emit_select_element(const Instruction& instruction) {
  LaneValue result{Kind::vector, {}};
  const Value* source = instruction.getOperand(0);
  const auto count = static_cast<unsigned>(element_types(source->getType()).size());
  const auto types = element_types(instruction.getType());
  if (count == 0 || types.empty()) return refuse(instruction, "a nested aggregate");
  if (const auto* shuffle = llvm::dyn_cast<llvm::ShuffleVectorInst>(&instruction)) {
    for (int from : shuffle->getShuffleMask()) {
      const auto at = static_cast<unsigned>(std::max(from, 0));
      result.parts.push_back(from < 0 ? llvm::PoisonValue::get(widened(types.front()))
                                      : vector(shuffle->getOperand(at / count), at % count));
    }
    return define(instruction, std::move(result));
  }
  if (const auto* extract = llvm::dyn_cast<llvm::ExtractValueInst>(&instruction)) {
    if (extract->getNumIndices() != 1) return refuse(instruction, "a nested aggregate");
    return define(instruction, LaneValue::vector(vector(source, extract->getIndices()[0])));
  }
  if (const auto* insert = llvm::dyn_cast<llvm::InsertValueInst>(&instruction)) {
    if (insert->getNumIndices() != 1) return refuse(instruction, "a nested aggregate");
    for (unsigned e = 0; e < count; ++e)
      result.parts.push_back(e == insert->getIndices()[0] ? vector(insert->getOperand(1)) : vector(source, e));
    return define(instruction, std::move(result));
  }
  const bool inserts = llvm::isa<llvm::InsertElementInst>(instruction);
  const Value* index = instruction.getOperand(inserts ? 2 : 1);
  const auto* known = llvm::dyn_cast<llvm::ConstantInt>(index);
  const auto at = [&](unsigned e) {
    return builder_.CreateICmpEQ(vector(index), splat(builder_, layout_.lanes, llvm::ConstantInt::get(index->getType(), e)));
  };
  if (inserts) {
    for (unsigned e = 0; e < count; ++e) {
      Value* old = vector(source, e);
      Value* fresh = vector(instruction.getOperand(1));
      result.parts.push_back(!known ? builder_.CreateSelect(at(e), fresh, old) : known->equalsInt(e) ? fresh : old);
    }
  } else if (known) {
    const std::uint64_t e = known->getZExtValue();
    result.parts.push_back(e < count ? vector(source, static_cast<unsigned>(e)) : llvm::PoisonValue::get(widened(types.front())));
  } else {
    Value* found = vector(source, 0);
    for (unsigned e = 1; e < count; ++e) found = builder_.CreateSelect(at(e), vector(source, e), found);
    result.parts.push_back(found);
  }
  define(instruction, std::move(result));
}

}  // namespace pewter::compiler
