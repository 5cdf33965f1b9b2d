// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_serial_slot.h"

#include <llvm/IR/DataLayout.h>
#include <llvm/IR/Module.h>

#include "compiler/vectorize/group_operations_mask.h"

namespace pewter::compiler {
namespace {

llvm::AllocaInst* allocate(llvm::IRBuilder<>& builder, llvm::Type* vector) {
  llvm::BasicBlock& entry = builder.GetInsertBlock()->getParent()->getEntryBlock();
  const llvm::DataLayout& layout = entry.getModule()->getDataLayout();
  auto* memory =
      new llvm::AllocaInst(vector, layout.getAllocaAddrSpace(), /*ArraySize=*/nullptr, llvm::Align(64), "lanes");
  memory->insertInto(&entry, entry.getFirstInsertionPt());
  return memory;
}

}  // namespace

LaneSlot::LaneSlot(llvm::IRBuilder<>& builder, llvm::Type* element)
    : element_(element),
      stored_(element->isIntegerTy(1) ? builder.getInt8Ty() : element),
      memory_(allocate(builder, llvm::FixedVectorType::get(stored_, kLanes))) {
  builder.CreateLifetimeStart(memory_);
}

LaneSlot::LaneSlot(llvm::IRBuilder<>& builder, llvm::Value* vector)
    : LaneSlot(builder, vector->getType()->getScalarType()) {
  if (stored_ != element_) vector = builder.CreateZExt(vector, memory_->getAllocatedType());
  builder.CreateAlignedStore(vector, memory_, memory_->getAlign());
}

llvm::Value* LaneSlot::load_lane(llvm::IRBuilder<>& builder, llvm::Value* lane) const {
  llvm::Value* value = builder.CreateLoad(stored_, builder.CreateInBoundsGEP(stored_, memory_, lane));
  return stored_ == element_ ? value : builder.CreateTrunc(value, element_);
}

void LaneSlot::store_lane(llvm::IRBuilder<>& builder, llvm::Value* lane, llvm::Value* value) const {
  if (stored_ != element_) value = builder.CreateZExt(value, stored_);
  builder.CreateStore(value, builder.CreateInBoundsGEP(stored_, memory_, lane));
}

llvm::Value* LaneSlot::load_all(llvm::IRBuilder<>& builder) const {
  llvm::Type* type = memory_->getAllocatedType();
  llvm::Value* value = builder.CreateAlignedLoad(type, memory_, memory_->getAlign());
  return stored_ == element_ ? value : builder.CreateTrunc(value, type->getWithNewType(element_));
}

void LaneSlot::end(llvm::IRBuilder<>& builder) const { builder.CreateLifetimeEnd(memory_); }

}  // namespace pewter::compiler
