// SPDX-License-Identifier: Apache-2.0
// FunctionVectorizer: loads, stores and atomics.
#include "compiler/vectorize/function_vectorizer.h"
#include "compiler/vectorize/lane_serial.h"

namespace pewter::compiler {

using llvm::Value;

namespace {

// Written beside accesses of threadgroup memory by LowerAddressSpacesPass.
bool is_threadgroup_memory(const llvm::Instruction& access) { return access.hasMetadata("pewter.threadgroup"); }

bool has_vector_form(llvm::Type* type) {
  const auto types = element_types(type);
  return !type->isAggregateType() && !types.empty() && !types.front()->isIntegerTy(1);
}

}  // namespace

LaneAddress FunctionVectorizer::address(const Value* pointer) {
  const LaneShape& shape = shapes_.of(pointer);
  LaneAddress result{value(pointer), &shape, mask_};
  if (result.pointer.kind == Kind::uniform) {
    static const LaneShape vector_shape{.kind = Kind::vector};
    result.pointer = LaneValue::vector(splat(builder_, layout_.lanes, result.pointer.parts.front()));
    result.shape = &vector_shape;
  }
  return result;
}

void FunctionVectorizer::emit_load(const llvm::LoadInst& load) {
  if (!has_vector_form(load.getType())) return refuse(load, "a load of this type");
  const Value* pointer = load.getPointerOperand();
  if (!load.isSimple()) {
    if (load.getType()->isVectorTy()) return refuse(load, "an atomic load of a vector");
    return define(load, LaneValue::vector(emit_atomic_load(builder_, load, vector(pointer), mask_)));
  }
  LaneValue result{Kind::vector, {}};
  for (Value* element : memory_.load(load, load.getType(), load.getAlign(), address(pointer))) result.parts.push_back(element);
  define(load, std::move(result));
}

Value* FunctionVectorizer::last_lane(Value* vector) {
  if (is_full(mask_)) return builder_.CreateExtractElement(vector, layout_.lanes - 1);
  Value* bits = builder_.CreateBitCast(mask_, builder_.getIntNTy(layout_.lanes));
  Value* behind = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, bits, builder_.getTrue());
  Value* lane = builder_.CreateSub(llvm::ConstantInt::get(bits->getType(), layout_.lanes - 1), behind);
  return builder_.CreateExtractElement(vector, lane);
}

void FunctionVectorizer::emit_store(const llvm::StoreInst& store) {
  const Value* pointer = store.getPointerOperand();
  const Value* stored = store.getValueOperand();
  if (shapes_.of(pointer).kind == Kind::uniform) {
    // All lanes write one place; one of them comes last.
    Value* what = nullptr;
    if (shapes_.of(stored).kind == Kind::uniform) {
      what = scalar(stored);
    } else if (stored->getType()->isSingleValueType()) {
      const auto count = static_cast<unsigned>(element_types(stored->getType()).size());
      if (count == 1) {
        what = last_lane(vector(stored));
      } else {
        what = llvm::PoisonValue::get(stored->getType());
        for (unsigned e = 0; e < count; ++e) what = builder_.CreateInsertElement(what, last_lane(vector(stored, e)), e);
      }
    } else {
      return refuse(store, "a store of this type");
    }
    auto* clone = llvm::cast<llvm::StoreInst>(store.clone());
    clone->setOperand(0, what);
    clone->setOperand(1, scalar(pointer));
    builder_.Insert(clone);
    return;
  }
  if (!has_vector_form(stored->getType())) return refuse(store, "a store of this type");
  if (!store.isSimple()) {
    if (stored->getType()->isVectorTy()) return refuse(store, "an atomic store of a vector");
    return emit_atomic_store(builder_, store, vector(pointer), vector(stored), mask_);
  }
  llvm::SmallVector<Value*, 4> elements;
  for (unsigned e = 0; e < element_types(stored->getType()).size(); ++e) elements.push_back(vector(stored, e));
  memory_.store(store, stored->getType(), store.getAlign(), address(pointer), elements);
}

void FunctionVectorizer::emit_atomic(const llvm::Instruction& instruction) {
  const bool exclusive = is_threadgroup_memory(instruction);
  const auto place = [&](const Value* pointer) {
    return shapes_.of(pointer).kind == Kind::uniform ? scalar(pointer) : vector(pointer);
  };
  if (const auto* update = llvm::dyn_cast<llvm::AtomicRMWInst>(&instruction)) {
    Value* result = emit_atomic_rmw(builder_, *update, place(update->getPointerOperand()), vector(update->getValOperand()),
                                    mask_, !update->use_empty(), exclusive);
    if (result) define(instruction, LaneValue::vector(result));
    return;
  }
  const auto& exchange = llvm::cast<llvm::AtomicCmpXchgInst>(instruction);
  const CompareExchange result =
      emit_compare_exchange(builder_, exchange, place(exchange.getPointerOperand()), vector(exchange.getCompareOperand()),
                            vector(exchange.getNewValOperand()), mask_, exclusive);
  define(instruction, {Kind::vector, {result.found, result.success}});
}

}  // namespace pewter::compiler
