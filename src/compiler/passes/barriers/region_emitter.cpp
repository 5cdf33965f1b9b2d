// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/region_emitter.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/SSAUpdater.h>

#include "compiler/passes/barriers/rematerialise.h"

namespace pewter::compiler {
namespace {

using llvm::BasicBlock;
using llvm::Instruction;
using llvm::Value;

// `copy` computes a value that is needed already at the region's beginning, where it is `at_head`: each use takes the
// one that was there last.
void join_definitions(Instruction& copy, Value& at_head, BasicBlock& head) {
  llvm::SSAUpdater updater;
  updater.Initialize(copy.getType(), copy.getName());
  updater.AddAvailableValue(&head, &at_head);
  updater.AddAvailableValue(copy.getParent(), &copy);
  for (llvm::Use& use : llvm::make_early_inc_range(copy.uses())) {
    const auto* user = llvm::cast<Instruction>(use.getUser());
    if (llvm::isa<llvm::PHINode>(user) || user->getParent() != copy.getParent()) updater.RewriteUse(use);
  }
}

// The value behind phis that have nothing to choose from.
Value* look_through(Value* value) {
  while (auto* phi = llvm::dyn_cast<llvm::PHINode>(value)) {
    if (phi->getNumIncomingValues() != 1) break;
    value = phi->getIncomingValue(0);
  }
  return value;
}

}  // namespace

RegionEmitter::RegionEmitter(llvm::Function& source, llvm::Function& target, const RegionGraph& graph,
                             const std::vector<LiveValues>& live, const ScratchLayout& layout,
                             llvm::ArrayRef<llvm::AllocaInst*> moved)
    : source_(source), target_(target), graph_(graph), live_(live), layout_(layout) {
  for (Instruction& instruction : llvm::instructions(source)) {
    auto* alloca = llvm::dyn_cast<llvm::AllocaInst>(&instruction);
    if (!alloca) continue;
    llvm::AllocaInst* own = nullptr;
    if (!llvm::is_contained(moved, alloca)) {
      own = llvm::cast<llvm::AllocaInst>(alloca->clone());
      own->setName(alloca->getName());
      own->insertBefore(target.getEntryBlock().getTerminator());
    }
    allocas_[alloca] = own;
  }
}

void RegionEmitter::map_allocas(llvm::ValueToValueMapTy& map, BasicBlock& head, Value* scratch) {
  llvm::IRBuilder<> builder(&head);
  for (const auto& [alloca, own] : allocas_) {
    Value* address = own;
    if (!own) {
      address = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), scratch, layout_.offset_of(alloca),
                                                   alloca->getName());
      from_scratch_.insert(llvm::cast<Instruction>(address));
    }
    map[alloca] = builder.CreatePointerBitCastOrAddrSpaceCast(address, alloca->getType());
  }
}

Value* RegionEmitter::load(const Instruction& value, BasicBlock& head, Value* scratch) {
  llvm::IRBuilder<> builder(&head);
  const std::uint64_t offset = layout_.offset_of(&value);
  Value* address = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), scratch, offset);
  Value* loaded = builder.CreateAlignedLoad(ScratchLayout::memory_type(value.getType()), address,
                                            layout_.alignment_at(offset), value.getName());
  Value* result = builder.CreateBitCast(loaded, value.getType(), value.getName());
  for (Value* step : {address, loaded, result}) from_scratch_.insert(llvm::cast<Instruction>(step));
  return result;
}

// With the values that `map` has. Blocks that end a region branch to `latch`.
void RegionEmitter::copy_blocks(const Region& region, llvm::ValueToValueMapTy& map, BasicBlock& latch) {
  llvm::SmallPtrSet<const BasicBlock*, 32> inside(region.blocks.begin(), region.blocks.end());
  llvm::SmallVector<BasicBlock*, 32> copies;
  for (BasicBlock* block : region.blocks) {
    BasicBlock* copy = BasicBlock::Create(target_.getContext(), block->getName(), &target_, &latch);
    map[block] = copy;
    copies.push_back(copy);
    for (Instruction& instruction : *block) {
      if (llvm::isa<llvm::AllocaInst>(instruction) || llvm::isa<llvm::DbgInfoIntrinsic>(instruction)) continue;
      Instruction* twin = instruction.clone();
      twin->setName(instruction.getName());
      twin->insertInto(copy, copy->end());
      map[&instruction] = twin;
    }
  }
  for (auto [block, copy] : llvm::zip_equal(region.blocks, copies)) {
    for (llvm::PHINode& phi : llvm::make_early_inc_range(copy->phis()))
      phi.removeIncomingValueIf([&](unsigned i) { return !inside.contains(phi.getIncomingBlock(i)); },
                                /*DeletePHIIfEmpty=*/false);
    Instruction* end = copy->getTerminator();
    if (graph_.waits.contains(block) || llvm::isa<llvm::ReturnInst>(end)) {
      llvm::BranchInst::Create(&latch, end)->setDebugLoc(end->getDebugLoc());
      end->eraseFromParent();
    }
    for (Instruction& instruction : *copy)
      llvm::RemapInstruction(&instruction, map, llvm::RF_NoModuleLevelChanges | llvm::RF_IgnoreMissingLocals);
  }
}

// Takes the place of the barrier at the end of `end`.
void RegionEmitter::store_kept(unsigned wait, llvm::ValueToValueMapTy& map, BasicBlock& end, Value* scratch) {
  end.getTerminator()->getPrevNode()->eraseFromParent();  // the barrier
  llvm::IRBuilder<> builder(end.getTerminator());
  for (const Instruction* value : live_[wait].kept) {
    const std::uint64_t offset = layout_.offset_of(value);
    Value* stored = builder.CreateBitCast(map[value], ScratchLayout::memory_type(value->getType()));
    Value* address = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), scratch, offset);
    builder.CreateAlignedStore(stored, address, layout_.alignment_at(offset));
  }
  for (const Instruction* value : live_[wait].shared) builder.CreateStore(map[value], &shared_place(*value));
}

// Every SIMD-group stores the same there, and what it loads was there before the first of them: LLVM makes a register
// of it, around the loop over the SIMD-groups.
llvm::AllocaInst& RegionEmitter::shared_place(const Instruction& value) {
  llvm::AllocaInst*& place = shared_[&value];
  if (!place)
    place = llvm::IRBuilder<>(&*target_.getEntryBlock().begin())
                .CreateAlloca(value.getType(), nullptr, value.getName() + ".shared");
  return *place;
}

// What comes from scratch memory and goes back to the same place unchanged may as well stay there.
void RegionEmitter::drop_idle_stores(Instruction* last, BasicBlock& end) {
  llvm::SmallVector<llvm::StoreInst*, 8> idle;
  for (Instruction& instruction : llvm::reverse(end)) {
    if (&instruction == last) break;
    auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction);
    if (!store) continue;
    Value* stored = store->getValueOperand();
    if (auto* cast = llvm::dyn_cast<llvm::BitCastInst>(stored)) stored = cast->getOperand(0);
    auto* found = llvm::dyn_cast<Instruction>(look_through(stored));
    if (!found || !from_scratch_.contains(found)) continue;
    if (auto* cast = llvm::dyn_cast<llvm::BitCastInst>(found)) found = llvm::cast<Instruction>(cast->getOperand(0));
    auto* load = llvm::dyn_cast<llvm::LoadInst>(found);
    const auto same_place = [&](const Value* a, const Value* b) {
      const llvm::DataLayout& layout = target_.getParent()->getDataLayout();
      llvm::APInt from(64, 0);
      llvm::APInt to(64, 0);
      return a->stripAndAccumulateConstantOffsets(layout, from, false) ==
                 b->stripAndAccumulateConstantOffsets(layout, to, false) &&
             from == to;
    };
    if (!load || !same_place(load->getPointerOperand(), store->getPointerOperand())) continue;
    idle.push_back(store);
  }
  for (llvm::StoreInst* store : idle) {
    auto* address = llvm::cast<Instruction>(store->getPointerOperand());
    auto* stored = llvm::dyn_cast<llvm::BitCastInst>(store->getValueOperand());
    store->eraseFromParent();
    if (address->use_empty()) address->eraseFromParent();
    if (stored && stored->use_empty() && !from_scratch_.contains(stored)) stored->eraseFromParent();
  }
  leaving_[&end] = last ? last->getNextNode() : &end.front();
}

Value* RegionEmitter::emit(unsigned number, const Arguments& arguments, BasicBlock& enter, BasicBlock& head,
                           BasicBlock& latch) {
  const Region& region = graph_.regions[number];
  const llvm::SmallPtrSet<const BasicBlock*, 32> inside(region.blocks.begin(), region.blocks.end());
  llvm::ValueToValueMapTy map;
  map[source_.getArg(0)] = arguments.threadgroup;
  map[source_.getArg(1)] = arguments.simdgroup;
  map[source_.getArg(2)] = arguments.scratch;
  map_allocas(map, head, arguments.scratch);

  // What comes from before the region. Copies of the same instructions in the region replace it in `map`.
  llvm::SmallVector<std::pair<Instruction*, Value*>, 16> loaded;
  llvm::SmallVector<std::pair<Instruction*, Value*>, 16> recomputed;
  for (Instruction* value : live_[number].kept) {
    loaded.emplace_back(value, load(*value, head, arguments.scratch));
    map[value] = loaded.back().second;
  }
  llvm::IRBuilder<> builder(enter.getTerminator());
  for (Instruction* value : live_[number].shared) {
    loaded.emplace_back(value, builder.CreateLoad(value->getType(), &shared_place(*value), value->getName()));
    map[value] = loaded.back().second;
  }
  builder.SetInsertPoint(&head);
  Instruction* end = builder.CreateUnreachable();
  llvm::ValueToValueMapTy known;
  for (llvm::Argument& argument : source_.args()) known[&argument] = map[&argument];
  for (const auto& [alloca, own] : allocas_) known[alloca] = map[alloca];
  for (Instruction* value : live_[number].recomputed) {
    recomputed.emplace_back(value, Rematerialiser::emit(value, known, end));
    map[value] = recomputed.back().second;
  }
  end->eraseFromParent();

  copy_blocks(region, map, latch);
  auto* start = llvm::cast<BasicBlock>(map[region.blocks.front()]);
  builder.SetInsertPoint(&head);
  builder.CreateBr(start);

  for (const auto& [value, at_head] : recomputed) {
    Value* copy = map[value];
    if (copy == at_head) continue;
    copy->replaceAllUsesWith(at_head);  // the same, whenever it is computed; `map` follows
    llvm::cast<Instruction>(copy)->eraseFromParent();
    map[value] = at_head;
  }

  builder.SetInsertPoint(&latch);
  llvm::PHINode* result = builder.CreatePHI(builder.getInt32Ty(), 2, "result");
  llvm::SmallVector<std::pair<BasicBlock*, Instruction*>, 4> ends;  // with the last instruction of the region proper
  for (BasicBlock* block : region.blocks) {
    auto* copy = llvm::cast<BasicBlock>(map[block]);
    if (auto wait = graph_.waits.find(block); wait != graph_.waits.end()) {
      ends.emplace_back(copy, copy->getTerminator()->getPrevNode()->getPrevNode());
      store_kept(wait->second, map, *copy, arguments.scratch);
      result->addIncoming(builder.getInt32(wait->second), copy);
    } else if (llvm::isa<llvm::ReturnInst>(block->getTerminator())) {
      result->addIncoming(builder.getInt32(kDone), copy);
    }
  }
  for (const auto& [value, at_head] : loaded)
    if (inside.contains(value->getParent())) join_definitions(*llvm::cast<Instruction>(map[value]), *at_head, head);
  for (const auto& [block, last] : ends) drop_idle_stores(last, *block);
  if (result->getNumIncomingValues() > 0) return result;
  // Nothing gets here: the region never ends.
  result->eraseFromParent();
  return builder.getInt32(kDone);
}

}  // namespace pewter::compiler
