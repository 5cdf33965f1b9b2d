// SPDX-License-Identifier: Apache-2.0
// FunctionVectorizer: blocks, masks, and what happens on the way from one block to the next.
#include "compiler/passes/frame.h"
#include "compiler/vectorize/function_vectorizer.h"
#include "compiler/vectorize/multiply_accumulate_by_value.h"

namespace pewter::compiler {

using llvm::BasicBlock;
using llvm::Value;

FunctionVectorizer::FunctionVectorizer(llvm::Function& from, llvm::Function& to, const LaneShapes& shapes,
                                       const LinearFlow& flow, std::function<bool(const Value&)> is_divergent)
    : from_(from),
      to_(to),
      shapes_(shapes),
      layout_(shapes.layout()),
      flow_(flow),
      is_divergent_(std::move(is_divergent)),
      builder_(from.getContext()),
      memory_(builder_, layout_, has_matrix_products(*from.getParent())) {}

bool FunctionVectorizer::run() {
  create_blocks();
  const int count = static_cast<int>(flow_.blocks().size());
  for (int number = 0; number < count && unsupported_.empty(); ++number)
    if (flow_.blocks()[static_cast<std::size_t>(number)].reached) emit_block(number);
  return unsupported_.empty();
}

void FunctionVectorizer::create_blocks() {
  BasicBlock* entry = BasicBlock::Create(to_.getContext(), "slots", &to_);
  for (const LinearFlow::Block& block : flow_.blocks()) {
    BasicBlock* arrival = nullptr;
    BasicBlock* body = nullptr;
    if (block.reached) {
      const bool checks = block.may_be_empty && block.mask_of == flow_.number_of(block.block);
      if (checks) arrival = BasicBlock::Create(to_.getContext(), block.block->getName() + ".lanes", &to_);
      body = BasicBlock::Create(to_.getContext(), block.block->getName(), &to_);
      if (!checks) arrival = body;
    }
    arrival_.push_back(arrival);
    body_.push_back(body);
  }
  builder_.SetInsertPoint(llvm::BranchInst::Create(arrival_.front(), entry));
  for (const LinearFlow::Block& block : flow_.blocks()) {
    const int number = flow_.number_of(block.block);
    if (!block.reached) continue;
    if (block.mask_of == number) {
      llvm::Type* type = widened(builder_.getInt1Ty());
      masks_[number] = {entry_slot(builder_, type, "waiting"), entry_slot(builder_, type, "mask")};
      if (number == 0) entry_mask_ = entry_mask();
      builder_.CreateStore(number == 0 ? entry_mask_ : llvm::Constant::getNullValue(type), masks_[number].waiting);
    }
    for (const llvm::PHINode& phi : block.block->phis()) {
      const auto types = element_types(phi.getType());
      const bool widen = shapes_.of(&phi).kind == Kind::vector;
      if (widen && types.empty()) return refuse(phi, "a nested aggregate");
      for (unsigned part = 0; part < parts_of(&phi); ++part)
        phi_slots_[&phi].push_back(entry_slot(builder_, widen ? widened(types[part]) : phi.getType(), phi.getName() + ".phi"));
    }
  }
}

// The lanes of the SIMD-group that exist: the last one of a threadgroup may not be full.
Value* FunctionVectorizer::entry_mask() {
  const model::ThreadgroupSize& size = layout_.size;
  const std::uint32_t known = size[0] * size[1] * size[2];
  if (known && known % layout_.lanes == 0) return llvm::Constant::getAllOnesValue(widened(builder_.getInt1Ty()));
  Value* threads = nullptr;
  if (known) {
    threads = builder_.getInt32(known);
  } else {
    FrameReader frame(builder_, to_);
    for (unsigned axis = 0; axis < 3; ++axis) {
      Value* extent = frame.threadgroup_u32(offsetof(model::ThreadgroupFrame, threads_per_threadgroup) + axis * 4);
      threads = threads ? builder_.CreateMul(threads, extent) : extent;
    }
  }
  Value* first = builder_.CreateShl(to_.getArg(1), 5);
  llvm::SmallVector<llvm::Constant*, 32> lanes;
  for (unsigned lane = 0; lane < layout_.lanes; ++lane) lanes.push_back(builder_.getInt32(lane));
  return builder_.CreateICmpULT(llvm::ConstantVector::get(lanes),
                                splat(builder_, layout_.lanes, builder_.CreateSub(threads, first)));
}

void FunctionVectorizer::emit_block(int number) {
  current_ = number;
  local_.clear();
  local_vectors_.clear();
  const BasicBlock& block = *flow_.blocks()[static_cast<std::size_t>(number)].block;
  arrive(number);
  for (const llvm::Instruction& instruction : block) {
    if (instruction.isTerminator()) break;
    builder_.SetCurrentDebugLocation(instruction.getDebugLoc());
    if (const auto* phi = llvm::dyn_cast<llvm::PHINode>(&instruction)) {
      LaneValue value{shapes_.of(phi).kind, {}};
      for (llvm::AllocaInst* slot : phi_slots_.lookup(phi))
        value.parts.push_back(builder_.CreateLoad(slot->getAllocatedType(), slot));
      define(*phi, std::move(value));
    } else {
      emit(instruction);
    }
    if (!unsupported_.empty()) return;
  }
  builder_.SetCurrentDebugLocation(block.getTerminator()->getDebugLoc());
  leave(number);
}

// Takes the lanes that wait here; goes on to the next block where there are none.
void FunctionVectorizer::arrive(int number) {
  const LinearFlow::Block& here = flow_.blocks()[static_cast<std::size_t>(number)];
  builder_.SetInsertPoint(arrival_[static_cast<std::size_t>(number)]);
  builder_.SetCurrentDebugLocation({});
  llvm::Type* type = widened(builder_.getInt1Ty());
  const MaskSlots& slots = masks_[here.mask_of];
  if (here.mask_of != number) {
    mask_ = builder_.CreateLoad(type, slots.active, "mask");
  } else {
    mask_ = builder_.CreateLoad(type, slots.waiting, "mask");
    builder_.CreateStore(llvm::Constant::getNullValue(type), slots.waiting);
    if (arrival_[static_cast<std::size_t>(number)] != body_[static_cast<std::size_t>(number)]) {
      builder_.CreateCondBr(any_lane(builder_, mask_), body_[static_cast<std::size_t>(number)], place(here.skip_to));
      builder_.SetInsertPoint(body_[static_cast<std::size_t>(number)]);
    }
    builder_.CreateStore(mask_, slots.active);
  }
  // Known at once where it is known at all: operations on full vectors are emitted in other ways.
  if (here.mask_of == 0 && is_full(entry_mask_)) mask_ = entry_mask_;
  // What PHIs further on held in an earlier iteration is of no interest.
  for (int later : here.resets)
    for (const llvm::PHINode& phi : flow_.blocks()[static_cast<std::size_t>(later)].block->phis())
      for (llvm::AllocaInst* slot : phi_slots_.lookup(&phi))
        builder_.CreateStore(llvm::PoisonValue::get(slot->getAllocatedType()), slot);
}

BasicBlock* FunctionVectorizer::place(int number) {
  if (number >= 0) return arrival_[static_cast<std::size_t>(number)];
  BasicBlock* nowhere = BasicBlock::Create(to_.getContext(), "nowhere", &to_);
  new llvm::UnreachableInst(to_.getContext(), nowhere);
  return nowhere;
}

void FunctionVectorizer::leave(int number) {
  const LinearFlow::Block& here = flow_.blocks()[static_cast<std::size_t>(number)];
  const llvm::Instruction& terminator = *here.block->getTerminator();
  if (llvm::isa<llvm::ReturnInst>(terminator)) {
    builder_.CreateRetVoid();
    return;
  }
  if (llvm::isa<llvm::UnreachableInst>(terminator)) {
    builder_.CreateUnreachable();
    return;
  }
  const auto* branch = llvm::dyn_cast<llvm::BranchInst>(&terminator);
  if (!branch) return refuse(terminator, "a branch of this kind");
  if (here.divergent) {
    Value* condition = vector(branch->getCondition());
    // Not And: what inactive lanes think of the condition may be poison, and a mask must not be.
    Value* taken = builder_.CreateLogicalAnd(mask_, condition);
    Value* not_taken = builder_.CreateLogicalAnd(mask_, builder_.CreateNot(condition));
    write_edge(here.block, branch->getSuccessor(0), taken);
    write_edge(here.block, branch->getSuccessor(1), not_taken);
    BasicBlock* next = place(here.edges.front().next);
    if (here.back_edge < 0) {
      builder_.CreateBr(next);
    } else {
      Value* back = flow_.number_of(branch->getSuccessor(0)) == here.back_edge ? taken : not_taken;
      builder_.CreateCondBr(any_lane(builder_, back), place(here.back_edge), next);
    }
    return;
  }
  if (branch->isUnconditional()) {
    write_edge(here.block, branch->getSuccessor(0), mask_);
    builder_.CreateBr(place(here.edges.front().next));
    return;
  }
  // Lanes go one way only: what happens on the way happens there.
  BasicBlock* ways[2];
  Value* condition = scalar(branch->getCondition());
  const llvm::DebugLoc location = terminator.getDebugLoc();
  for (BasicBlock*& way : ways) way = BasicBlock::Create(to_.getContext(), here.block->getName() + ".way", &to_);
  llvm::BranchInst* split = builder_.CreateCondBr(condition, ways[0], ways[1]);
  split->copyMetadata(terminator, {llvm::LLVMContext::MD_prof});
  for (unsigned i = 0; i < 2; ++i) {
    builder_.SetInsertPoint(ways[i]);
    builder_.SetCurrentDebugLocation(location);
    local_vectors_.clear();  // made in the other block
    write_edge(here.block, branch->getSuccessor(i), mask_);
    builder_.CreateBr(place(here.edges[i].next));
  }
}

void FunctionVectorizer::write_edge(const BasicBlock* from, const BasicBlock* to, Value* mask) {
  write_phis(from, to, mask);
  const int number = flow_.number_of(to);
  if (flow_.blocks()[static_cast<std::size_t>(number)].mask_of != number) return;
  llvm::AllocaInst* slot = masks_[number].waiting;
  builder_.CreateStore(builder_.CreateOr(builder_.CreateLoad(slot->getAllocatedType(), slot), mask), slot);
}

void FunctionVectorizer::write_phis(const BasicBlock* from, const BasicBlock* to, Value* mask) {
  const bool joined = flow_.blocks()[static_cast<std::size_t>(flow_.number_of(to))].deferred;
  // All are read before any is written: PHIs of a loop may exchange values.
  llvm::SmallVector<std::pair<llvm::AllocaInst*, Value*>, 8> writes;
  for (const llvm::PHINode& phi : to->phis()) {
    const Value* incoming = phi.getIncomingValueForBlock(from);
    // Nothing comes from here; another way's value must stay.
    if (llvm::isa<llvm::UndefValue>(incoming)) incoming = nullptr;
    if (!incoming) continue;
    const auto& phi_slots = phi_slots_[&phi];
    const Kind kind = shapes_.of(&phi).kind;
    const unsigned parts = static_cast<unsigned>(phi_slots.size());
    const llvm::SmallVector<Value*, 4> rows = kind == Kind::rows ? bases(incoming) : llvm::SmallVector<Value*, 4>();
    for (unsigned part = 0; part < parts; ++part) {
      Value* value = kind == Kind::uniform ? scalar(incoming) : kind == Kind::rows ? rows[part] : vector(incoming, part);
      if (kind == Kind::vector && joined && !is_full(mask)) {
        Value* old = builder_.CreateLoad(value->getType(), phi_slots[part]);
        value = builder_.CreateSelect(mask, value, old);
      }
      writes.push_back({phi_slots[part], value});
    }
  }
  for (auto [slot, value] : writes) builder_.CreateStore(value, slot);
}

}  // namespace pewter::compiler
