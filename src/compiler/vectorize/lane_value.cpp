// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_value.h"

namespace pewter::compiler {

using llvm::Value;

llvm::SmallVector<llvm::Type*, 4> element_types(llvm::Type* type) {
  if (auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type))
    return llvm::SmallVector<llvm::Type*, 4>(vector->getNumElements(), vector->getElementType());
  llvm::SmallVector<llvm::Type*, 4> types;
  if (auto* structure = llvm::dyn_cast<llvm::StructType>(type)) {
    types.append(structure->element_begin(), structure->element_end());
  } else if (auto* array = llvm::dyn_cast<llvm::ArrayType>(type)) {
    if (array->getNumElements() > 64) return {};
    types.assign(array->getNumElements(), array->getElementType());
  } else {
    return {type};
  }
  if (llvm::any_of(types, [](llvm::Type* element) { return !llvm::VectorType::isValidElementType(element); })) return {};
  return types;
}

Value* splat(llvm::IRBuilder<>& builder, unsigned lanes, Value* scalar) {
  if (auto* constant = llvm::dyn_cast<llvm::Constant>(scalar))
    return llvm::ConstantVector::getSplat(llvm::ElementCount::getFixed(lanes), constant);
  return builder.CreateVectorSplat(lanes, scalar);
}

Value* spread_rows(llvm::IRBuilder<>& builder, const LaneLayout& layout, llvm::ArrayRef<Value*> bases) {
  if (llvm::all_equal(bases)) return splat(builder, layout.lanes, bases.front());
  Value* vector = llvm::PoisonValue::get(
      llvm::FixedVectorType::get(bases.front()->getType(), static_cast<unsigned>(bases.size())));
  llvm::SmallVector<int, 32> lanes(layout.lanes);
  for (unsigned row = 0; row < bases.size(); ++row) vector = builder.CreateInsertElement(vector, bases[row], row);
  for (unsigned lane = 0; lane < layout.lanes; ++lane) lanes[lane] = static_cast<int>(lane / layout.row_length());
  return builder.CreateShuffleVector(vector, lanes);
}

Value* materialize_rows(llvm::IRBuilder<>& builder, const LaneLayout& layout, llvm::ArrayRef<Value*> bases,
                        const LaneShape& shape) {
  Value* spread = spread_rows(builder, layout, bases);
  if (llvm::all_of(shape.offset, [](std::int64_t offset) { return offset == 0; })) return spread;
  llvm::Type* type = bases.front()->getType();
  llvm::Type* integer = type->isPointerTy() ? builder.getInt64Ty() : type;
  llvm::SmallVector<llvm::Constant*, 32> offsets;
  for (std::int64_t offset : shape.offset)
    offsets.push_back(llvm::ConstantInt::get(integer, static_cast<std::uint64_t>(offset), true));
  llvm::Constant* vector = llvm::ConstantVector::get(offsets);
  // From one base the sum is a scalar pointer and a vector of constants, which is what gathers are made for.
  if (type->isPointerTy())
    return builder.CreateGEP(builder.getInt8Ty(), llvm::all_equal(bases) ? bases.front() : spread, vector);
  return builder.CreateAdd(spread, vector);
}

bool is_full(const Value* mask) {
  const auto* constant = llvm::dyn_cast<llvm::Constant>(mask);
  return constant && constant->isAllOnesValue();
}

Value* any_lane(llvm::IRBuilder<>& builder, Value* mask) {
  if (is_full(mask)) return builder.getTrue();
  const unsigned lanes = llvm::cast<llvm::FixedVectorType>(mask->getType())->getNumElements();
  return builder.CreateIsNotNull(builder.CreateBitCast(mask, builder.getIntNTy(lanes)));
}

llvm::AllocaInst* entry_slot(llvm::IRBuilder<>& builder, llvm::Type* type, const llvm::Twine& name) {
  llvm::BasicBlock& entry = builder.GetInsertBlock()->getParent()->getEntryBlock();
  llvm::IRBuilder<> at_entry(&entry, entry.begin());
  return at_entry.CreateAlloca(type, nullptr, name);
}

}  // namespace pewter::compiler
