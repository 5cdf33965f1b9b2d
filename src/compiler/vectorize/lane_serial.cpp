// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_serial.h"

#include <llvm/Transforms/Utils/LowerAtomic.h>

#include <optional>

#include "compiler/vectorize/group_operations_mask.h"
#include "compiler/vectorize/lane_serial_combined.h"
#include "compiler/vectorize/lane_serial_loop.h"
#include "compiler/vectorize/lane_serial_slot.h"

namespace pewter::compiler {
namespace {

// An operand of an operation that runs lane by lane: the same value each time, or a lane of a vector.
class Operand {
 public:
  Operand(llvm::IRBuilder<>& builder, llvm::Value* value) : value_(value) {
    if (value->getType()->isVectorTy()) slot_.emplace(builder, value);
  }
  llvm::Value* of_lane(llvm::IRBuilder<>& builder, llvm::Value* lane) const {
    return slot_ ? slot_->load_lane(builder, lane) : value_;
  }
  void end(llvm::IRBuilder<>& builder) const {
    if (slot_) slot_->end(builder);
  }

 private:
  llvm::Value* value_;
  std::optional<LaneSlot> slot_;
};

// A copy of `original` with other operands and all else alike: ordering, alignment, metadata.
template <class I>
I* copy_with(llvm::IRBuilder<>& builder, const I& original, llvm::ArrayRef<llvm::Value*> operands) {
  auto* copy = llvm::cast<I>(original.clone());
  for (unsigned i = 0; i < operands.size(); ++i) copy->setOperand(i, operands[i]);
  return builder.Insert(copy);
}

// Runs `operation` with each active lane's operands; what it returns goes to the lane's places of `results`, which are
// the loaded vectors in the end.
void run_lanes(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> operands, llvm::Value* mask,
               llvm::MutableArrayRef<llvm::Value*> results, llvm::ArrayRef<llvm::Type*> result_types,
               llvm::function_ref<void(llvm::ArrayRef<llvm::Value*>, llvm::MutableArrayRef<llvm::Value*>)> operation) {
  llvm::SmallVector<Operand, 4> lane_operands;
  for (llvm::Value* operand : operands) lane_operands.emplace_back(builder, operand);
  llvm::SmallVector<LaneSlot, 2> slots;
  for (llvm::Type* type : result_types) slots.emplace_back(builder, type);
  for_each_active_lane(builder, mask, [&](llvm::Value* lane) {
    llvm::SmallVector<llvm::Value*, 4> own;
    for (const Operand& operand : lane_operands) own.push_back(operand.of_lane(builder, lane));
    operation(own, results);
    for (unsigned i = 0; i < slots.size(); ++i) slots[i].store_lane(builder, lane, results[i]);
  });
  for (unsigned i = 0; i < slots.size(); ++i) results[i] = slots[i].load_all(builder);
  for (const LaneSlot& slot : slots) slot.end(builder);
  for (const Operand& operand : lane_operands) operand.end(builder);
}

// One read-modify-write by one lane, or for all of them; returns what was in memory.
llvm::Value* update(llvm::IRBuilder<>& builder, const llvm::AtomicRMWInst& original, llvm::Value* pointer,
                    llvm::Value* value, bool exclusive) {
  if (!exclusive) return copy_with(builder, original, {pointer, value});
  llvm::Value* found = builder.CreateAlignedLoad(value->getType(), pointer, original.getAlign(), original.isVolatile());
  builder.CreateAlignedStore(llvm::buildAtomicRMWValue(original.getOperation(), builder, found, value), pointer,
                             original.getAlign(), original.isVolatile());
  return found;
}

}  // namespace

llvm::Value* emit_atomic_rmw(llvm::IRBuilder<>& builder, const llvm::AtomicRMWInst& original, llvm::Value* pointer,
                             llvm::Value* value, llvm::Value* mask, bool result_used, bool exclusive) {
  if (!pointer->getType()->isVectorTy() && combines(original.getOperation())) {
    llvm::Value* result = nullptr;
    const bool may_be_empty = !constant_mask(mask);
    llvm::BasicBlock* before = builder.GetInsertBlock();
    llvm::BasicBlock* last = nullptr;
    if_any_active(builder, mask, [&] {
      result = emit_combined(builder, original.getOperation(), value, mask, result_used, [&](llvm::Value* combined) {
        return update(builder, original, pointer, combined, exclusive);
      });
      last = builder.GetInsertBlock();
    });
    auto* type = llvm::FixedVectorType::get(original.getType(), kLanes);
    if (!result_used) return nullptr;
    if (!result) return llvm::PoisonValue::get(type);
    if (!may_be_empty) return result;
    llvm::PHINode* found = builder.CreatePHI(type, 2);
    found->addIncoming(llvm::PoisonValue::get(type), before);
    found->addIncoming(result, last);
    return found;
  }
  llvm::Value* result = nullptr;
  llvm::SmallVector<llvm::Type*, 1> types;
  if (result_used) types.push_back(original.getType());
  run_lanes(builder, {pointer, value}, mask, result, types, [&](auto operands, auto results) {
    results[0] = update(builder, original, operands[0], operands[1], exclusive);
  });
  return result_used ? result : nullptr;
}

CompareExchange emit_compare_exchange(llvm::IRBuilder<>& builder, const llvm::AtomicCmpXchgInst& original,
                                      llvm::Value* pointer, llvm::Value* expected, llvm::Value* desired,
                                      llvm::Value* mask, bool exclusive) {
  llvm::Value* result[2] = {};
  llvm::Type* type = original.getCompareOperand()->getType();
  run_lanes(builder, {pointer, expected, desired}, mask, result, {type, builder.getInt1Ty()},
            [&](auto operands, auto results) {
              if (!exclusive) {
                llvm::Value* pair = copy_with(builder, original, operands);
                results[0] = builder.CreateExtractValue(pair, 0);
                results[1] = builder.CreateExtractValue(pair, 1);
                return;
              }
              const bool is_volatile = original.isVolatile();
              results[0] = builder.CreateAlignedLoad(type, operands[0], original.getAlign(), is_volatile);
              results[1] = builder.CreateICmpEQ(results[0], operands[1]);
              builder.CreateAlignedStore(builder.CreateSelect(results[1], operands[2], results[0]), operands[0],
                                         original.getAlign(), is_volatile);
            });
  return {result[0], result[1]};
}

llvm::Value* emit_atomic_load(llvm::IRBuilder<>& builder, const llvm::LoadInst& original, llvm::Value* pointer,
                              llvm::Value* mask) {
  llvm::Value* result = nullptr;
  run_lanes(builder, pointer, mask, result, original.getType(),
            [&](auto operands, auto results) { results[0] = copy_with(builder, original, operands); });
  return result;
}

void emit_atomic_store(llvm::IRBuilder<>& builder, const llvm::StoreInst& original, llvm::Value* pointer,
                       llvm::Value* value, llvm::Value* mask) {
  run_lanes(builder, {value, pointer}, mask, {}, {},
            [&](auto operands, auto) { copy_with(builder, original, operands); });
}

llvm::Value* emit_call_per_lane(llvm::IRBuilder<>& builder, const llvm::CallInst& original,
                                llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* mask) {
  llvm::Value* result = nullptr;
  llvm::SmallVector<llvm::Type*, 1> types;
  if (!original.getType()->isVoidTy()) types.push_back(original.getType());
  run_lanes(builder, arguments, mask, result, types,
            [&](auto operands, auto results) { results[0] = copy_with(builder, original, operands); });
  return types.empty() ? nullptr : result;
}

}  // namespace pewter::compiler
