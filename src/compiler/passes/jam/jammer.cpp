// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/jam/jammer.h"

#include <llvm/Analysis/InstructionSimplify.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include "compiler/passes/barriers/scratch_layout.h"
#include "compiler/passes/jam/all_lanes.h"

namespace pewter::compiler {

using llvm::BasicBlock;
using llvm::Instruction;
using llvm::IRBuilder;
using llvm::Value;

namespace {

// It is for one run of the code only.
bool is_annotation(const Instruction& instruction) {
  return llvm::isa<llvm::AssumeInst, llvm::NoAliasScopeDeclInst, llvm::DbgInfoIntrinsic>(instruction);
}

Instruction* copy_to(BasicBlock& block, const Instruction& instruction, llvm::ValueToValueMapTy& map) {
  if (is_annotation(instruction)) return nullptr;
  Instruction* copy = instruction.clone();
  copy->setName(instruction.getName());
  copy->insertInto(&block, block.end());
  map[&instruction] = copy;
  return copy;
}

void remap(Instruction& instruction, llvm::ValueToValueMapTy& map) {
  llvm::RemapInstruction(&instruction, map, llvm::RF_NoModuleLevelChanges | llvm::RF_IgnoreMissingLocals);
}

}  // namespace

Jammer::Jammer(const JamCandidate& jam, const FullTrip& trip, unsigned width)
    : jam_(jam), trip_(trip), width_(width), function_(*jam.body->getParent()) {}

BasicBlock* Jammer::block(const llvm::Twine& name) const {
  return BasicBlock::Create(function_.getContext(), name, &function_, jam_.body);
}

Value* Jammer::at(const Map& map, Value* value) const {
  if (auto found = map.find(value); found != map.end()) return found->second;
  return value;
}

bool Jammer::is_inside(const Value* value) const {
  const auto* instruction = llvm::dyn_cast<Instruction>(value);
  return instruction && instruction->getParent() == jam_.body;
}

llvm::AllocaInst* Jammer::place_for(const Instruction& value) {
  llvm::AllocaInst*& place = places_[&value];
  if (!place) {
    llvm::Type* type = ScratchLayout::memory_type(value.getType());
    place = IRBuilder<>(&*function_.getEntryBlock().begin())
                .CreateAlloca(llvm::ArrayType::get(type, width_), nullptr, value.getName() + ".stands");
  }
  return place;
}

// `value` of SIMD-group `number`, which stands at `builder`.
void Jammer::keep(IRBuilder<>& builder, Instruction& value, unsigned number) {
  llvm::AllocaInst* place = place_for(value);
  Value* stored = builder.CreateBitCast(at(*maps_[number], &value), ScratchLayout::memory_type(value.getType()));
  builder.CreateStore(stored, builder.CreateConstInBoundsGEP2_64(place->getAllocatedType(), place, 0, number));
}

// What `value` was when the SIMD-groups stopped running at once.
Value* Jammer::kept(IRBuilder<>& builder, Value* value) {
  auto* instruction = llvm::dyn_cast<Instruction>(value);
  auto found = instruction ? places_.find(instruction) : places_.end();
  if (found == places_.end()) return value;
  llvm::AllocaInst* place = found->second;
  Value* address = builder.CreateInBoundsGEP(place->getAllocatedType(), place, {builder.getInt32(0), slot_});
  Value* loaded = builder.CreateLoad(ScratchLayout::memory_type(value->getType()), address, value->getName());
  return builder.CreateBitCast(loaded, value->getType());
}

// The ways of all to the loop. Each is one that its SIMD-group would have gone anyhow.
void Jammer::emit_ways() {
  BasicBlock* next = enter_;
  for (unsigned number = width_; number-- > 0;) {
    Map& map = *maps_[number];
    llvm::SmallVector<BasicBlock*, 8> copies;
    Value* own = jam_.number;
    for (BasicBlock* original : before_) {
      BasicBlock* copy = BasicBlock::Create(function_.getContext(), original->getName(), &function_, enter_);
      map[original] = copy;
      copies.push_back(copy);
      if (original == way_ && number > 0)
        map[jam_.number] = own = IRBuilder<>(copy).CreateAdd(
            jam_.number, llvm::ConstantInt::get(own->getType(), number), own->getName(), true, true);
      for (Instruction& instruction : *original) copy_to(*copy, instruction, map);
    }
    for (BasicBlock* copy : copies) {
      for (Instruction& instruction : *copy)
        if (&instruction != own) remap(instruction, map);
      Instruction* end = copy->getTerminator();
      for (unsigned i = 0; i < end->getNumSuccessors(); ++i) {
        BasicBlock* successor = end->getSuccessor(i);
        if (successor == jam_.body)
          end->setSuccessor(i, next);
        else if (!llvm::is_contained(copies, successor))
          end->setSuccessor(i, fail_);
      }
    }
    next = copies.front();
  }
  way_of_first_ = next;

  IRBuilder<> builder(enter_);
  if (jam_.mask) {
    llvm::SmallVector<Value*, 8> masks;
    for (auto& map : maps_) masks.push_back(at(*map, jam_.mask->getIncomingValueForBlock(preheader_)));
    builder.CreateCondBr(all_lanes(builder, masks), trips_, fail_);
  } else {
    builder.CreateBr(trips_);
  }
  IRBuilder<>(fail_).CreateBr(way_);
}

// One trip of each behind the other, again and again. They have no masks.
void Jammer::emit_trips() {
  IRBuilder<> builder(trips_);
  for (unsigned number = 0; number < width_; ++number) {
    Map& map = *maps_[number];
    for (llvm::PHINode& phi : jam_.body->phis()) {
      Value* start = at(map, phi.getIncomingValueForBlock(preheader_));
      if (&phi == jam_.mask) {
        map[&phi] = llvm::Constant::getAllOnesValue(phi.getType());
      } else if (trip_.next(phi) == &phi) {
        map[&phi] = start;
      } else {
        llvm::PHINode* twin = builder.CreatePHI(phi.getType(), 2, phi.getName());
        twin->addIncoming(start, enter_);
        map[&phi] = twin;
      }
    }
  }
  for (auto& map : maps_)
    for (Instruction& instruction : *jam_.body) {
      if (llvm::isa<llvm::PHINode>(instruction) || instruction.isTerminator()) continue;
      if (Instruction* twin = copy_to(*trips_, instruction, *map)) remap(*twin, *map);
    }
  for (llvm::PHINode& phi : jam_.body->phis()) {
    if (&phi == jam_.mask || trip_.next(phi) == &phi) continue;
    for (auto& map : maps_) llvm::cast<llvm::PHINode>((*map)[&phi])->addIncoming(at(*map, trip_.next(phi)), trips_);
  }
  simplify_trips();
  builder.SetInsertPoint(trips_);
  llvm::SmallVector<Value*, 8> masks;
  for (auto& map : maps_) {
    Value* mask = at(*map, jam_.go_on);
    masks.push_back(jam_.negated ? builder.CreateNot(mask) : mask);
  }
  Instruction* back = builder.CreateCondBr(all_lanes(builder, masks), trips_, leave_);
  back->setDebugLoc(jam_.body->getTerminator()->getDebugLoc());
  // It is as long as it should be.
  llvm::LLVMContext& context = function_.getContext();
  llvm::MDNode* wish = llvm::MDNode::get(context, llvm::MDString::get(context, "llvm.loop.unroll.disable"));
  llvm::MDNode* loop = llvm::MDNode::getDistinct(context, {nullptr, wish});
  loop->replaceOperandWith(0, loop);
  back->setMetadata(llvm::LLVMContext::MD_loop, loop);
}

// Without masks much is known. Must come when the PHIs are complete, which LLVM looks through; the maps follow.
void Jammer::simplify_trips() {
  const llvm::SimplifyQuery query(function_.getParent()->getDataLayout());
  for (Instruction& instruction : llvm::make_early_inc_range(*trips_)) {
    if (llvm::isa<llvm::PHINode>(instruction)) continue;
    Value* simple = llvm::simplifyInstruction(&instruction, query);
    if (!simple || instruction.mayHaveSideEffects()) continue;
    instruction.replaceAllUsesWith(simple);
    instruction.eraseFromParent();
  }
}

// All that the loop of one SIMD-group and what is behind it need to know of the trips made.
void Jammer::keep_places() {
  llvm::SmallSetVector<Value*, 8> values;
  for (llvm::PHINode& phi : jam_.body->phis()) values.insert(phi.getIncomingValueForBlock(jam_.body));
  for (llvm::PHINode& phi : jam_.exit->phis()) values.insert(phi.getIncomingValueForBlock(jam_.body));
  values.insert(llvm::cast<llvm::BranchInst>(jam_.body->getTerminator())->getCondition());
  IRBuilder<> builder(leave_);
  for (Value* value : values)
    if (is_inside(value))
      for (unsigned number = 0; number < width_; ++number) keep(builder, *llvm::cast<Instruction>(value), number);
  builder.CreateBr(way_);
}

// What only those need that stop is computed when they stop.
void Jammer::sink_leftovers() {
  for (Instruction& instruction : llvm::make_early_inc_range(llvm::reverse(*trips_))) {
    if (instruction.isTerminator() || llvm::isa<llvm::PHINode>(instruction) || instruction.mayReadOrWriteMemory() ||
        instruction.mayHaveSideEffects() || instruction.use_empty())
      continue;
    if (llvm::all_of(instruction.users(),
                     [&](const llvm::User* user) { return llvm::cast<Instruction>(user)->getParent() == leave_; }))
      instruction.moveBefore(*leave_, leave_->begin());
  }
}

// Where the loop of one SIMD-group begins.
void Jammer::resume() {
  BasicBlock* resume = block("resume");
  Instruction* end = preheader_->getTerminator();
  IRBuilder<> builder(end);
  builder.CreateCondBr(resumed_, resume, jam_.body);
  end->eraseFromParent();

  builder.SetInsertPoint(resume);
  for (llvm::PHINode& phi : jam_.body->phis())
    phi.addIncoming(kept(builder, phi.getIncomingValueForBlock(jam_.body)), resume);
  for (llvm::PHINode& phi : jam_.exit->phis())
    phi.addIncoming(kept(builder, phi.getIncomingValueForBlock(jam_.body)), resume);
  auto* back = llvm::cast<llvm::BranchInst>(jam_.body->getTerminator());
  builder.CreateCondBr(kept(builder, back->getCondition()), back->getSuccessor(0), back->getSuccessor(1));
}

// The way to the loop of a SIMD-group that has been there sees what it saw then. Memory that is its own has not
// changed.
void Jammer::keep_reads() {
  const Value* scratch = function_.getArg(1);
  const auto goes_to_scratch = [&](Instruction& instruction) {
    if (!instruction.mayWriteToMemory()) return false;
    const auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction);
    return !store || llvm::getUnderlyingObject(store->getPointerOperand()) == scratch;
  };
  const bool scratch_changes = llvm::any_of(*jam_.body, goes_to_scratch);
  for (BasicBlock* original : before_) {
    for (Instruction& instruction : llvm::make_early_inc_range(*original)) {
      if (!instruction.mayReadFromMemory()) continue;
      if (is_annotation(instruction)) continue;
      auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction);
      if (load && load->getMetadata(llvm::LLVMContext::MD_invariant_load)) continue;
      if (load && !scratch_changes && llvm::getUnderlyingObject(load->getPointerOperand()) == scratch) continue;
      for (unsigned number = 0; number < width_; ++number) {
        auto* copy = llvm::cast<Instruction>((*maps_[number])[&instruction]);
        IRBuilder<> builder(copy->getNextNode());
        keep(builder, instruction, number);
      }
      IRBuilder<> builder(instruction.getNextNode());
      Value* then = kept(builder, &instruction);
      Value* either = builder.CreateSelect(resumed_, then, &instruction, instruction.getName());
      instruction.replaceUsesWithIf(either, [&](const llvm::Use& use) {
        const auto* user = llvm::cast<Instruction>(use.getUser());
        return user != either && user->getFunction() == &function_;
      });
    }
  }
}

// From `head`, which keeps the PHIs of the loop over SIMD-groups, to the ways or the way.
void Jammer::emit_head(BasicBlock& head) {
  BasicBlock* latch = jam_.simdgroups->getLoopLatch();
  BasicBlock* before = jam_.simdgroups->getLoopPredecessor();
  head.getTerminator()->eraseFromParent();
  IRBuilder<> builder(&head, head.begin());
  llvm::PHINode* begun = builder.CreatePHI(builder.getInt1Ty(), 2, "begun");
  begun->addIncoming(builder.getFalse(), before);
  begun->addIncoming(resumed_, latch);
  resumed_->addIncoming(begun, &head);
  resumed_->addIncoming(builder.getTrue(), leave_);
  resumed_->addIncoming(builder.getFalse(), fail_);
  builder.SetInsertPoint(&head);
  slot_ = builder.CreateAnd(jam_.number, width_ - 1, "slot");
  Value* is_first = builder.CreateICmpEQ(slot_, llvm::Constant::getNullValue(slot_->getType()));
  builder.CreateCondBr(is_first, way_of_first_, way_);
}

void Jammer::run() {
  BasicBlock* head = jam_.simdgroups->getHeader();
  way_ = llvm::SplitBlock(head, head->getFirstNonPHIIt());
  for (BasicBlock* block : jam_.before) before_.push_back(block == head ? way_ : block);
  preheader_ = jam_.preheader == head ? way_ : jam_.preheader;
  fail_ = block("apart");
  enter_ = block("jam");
  trips_ = block("together");
  leave_ = block("leave");
  for (unsigned number = 0; number < width_; ++number) maps_.push_back(std::make_unique<Map>());

  emit_ways();
  resumed_ = IRBuilder<>(way_, way_->begin()).CreatePHI(llvm::Type::getInt1Ty(function_.getContext()), 3, "resumed");
  emit_head(*head);
  emit_trips();
  keep_places();
  keep_reads();
  sink_leftovers();
  resume();
}

}  // namespace pewter::compiler
