// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/private_memory.h"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>

#include <algorithm>
#include <optional>

namespace pewter::compiler {
namespace {

struct Accesses {
  llvm::SmallPtrSet<llvm::Instruction*, 32> all;
  bool escapes = false;
};

bool is_marker(const llvm::Instruction& instruction, llvm::Intrinsic::ID id) {
  const auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  return intrinsic && intrinsic->getIntrinsicID() == id;
}

bool keeps_address_in_sight(const llvm::CallBase& call, const llvm::Use& use) {
  if (const auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&call)) {
    switch (intrinsic->getIntrinsicID()) {
      case llvm::Intrinsic::masked_load:
      case llvm::Intrinsic::masked_gather:
      case llvm::Intrinsic::masked_expandload:
        return use.getOperandNo() == 0;
      case llvm::Intrinsic::masked_store:
      case llvm::Intrinsic::masked_scatter:
      case llvm::Intrinsic::masked_compressstore:
        return use.getOperandNo() == 1;
      default:
        break;
    }
  }
  return call.isDataOperand(&use) && use->getType()->isPointerTy() &&
         call.doesNotCapture(call.getDataOperandNo(&use)) && !call.getType()->isPtrOrPtrVectorTy();
}

// Whatever reads or writes through `alloca`, or an address made of it.
Accesses find_accesses(llvm::AllocaInst& alloca) {
  Accesses accesses;
  llvm::SmallVector<llvm::Instruction*, 16> addresses{&alloca};
  llvm::SmallPtrSet<llvm::Instruction*, 16> seen{&alloca};
  while (!addresses.empty()) {
    for (llvm::Use& use : addresses.pop_back_val()->uses()) {
      auto* user = llvm::cast<llvm::Instruction>(use.getUser());
      switch (user->getOpcode()) {
        case llvm::Instruction::GetElementPtr:
        case llvm::Instruction::BitCast:
        case llvm::Instruction::AddrSpaceCast:
        case llvm::Instruction::PHI:
        case llvm::Instruction::Select:
        case llvm::Instruction::Freeze:
        case llvm::Instruction::InsertElement:
        case llvm::Instruction::ExtractElement:
        case llvm::Instruction::ShuffleVector:
          if (seen.insert(user).second) addresses.push_back(user);
          break;
        case llvm::Instruction::ICmp:
          break;
        case llvm::Instruction::Load:
          accesses.all.insert(user);
          break;
        case llvm::Instruction::Store:
          accesses.all.insert(user);
          accesses.escapes |= use.getOperandNo() != llvm::StoreInst::getPointerOperandIndex();
          break;
        case llvm::Instruction::Call:
          if (is_marker(*user, llvm::Intrinsic::lifetime_end)) break;  // needs no content
          accesses.all.insert(user);
          accesses.escapes |= !keeps_address_in_sight(llvm::cast<llvm::CallBase>(*user), use);
          break;
        default:
          accesses.escapes = true;
      }
    }
  }
  return accesses;
}

// Follows need of the content backwards from the accesses; it begins anew wherever the lifetime starts.
bool is_needed_behind_barrier(llvm::AllocaInst& alloca, const RegionGraph& graph) {
  const Accesses accesses = find_accesses(alloca);
  if (accesses.escapes) return true;
  llvm::SmallPtrSet<const llvm::BasicBlock*, 32> entries;
  for (std::size_t i = 1; i < graph.regions.size(); ++i) entries.insert(graph.regions[i].blocks.front());

  const auto begins = [&](const llvm::Instruction& instruction) {
    return is_marker(instruction, llvm::Intrinsic::lifetime_start) &&
           instruction.getOperand(1)->stripPointerCasts() == &alloca;
  };
  const auto first_event = [&](const llvm::BasicBlock& block) -> const llvm::Instruction* {
    for (const llvm::Instruction& instruction : block)
      if (accesses.all.contains(&instruction)) return &instruction;
    return nullptr;
  };
  llvm::SmallPtrSet<const llvm::BasicBlock*, 32> live;
  llvm::SmallVector<const llvm::BasicBlock*, 16> pending;
  const auto need_at_start = [&](const llvm::BasicBlock* block) {
    if (live.insert(block).second) pending.push_back(block);
  };
  for (const llvm::Instruction* access : accesses.all) {
    const llvm::Instruction* first = first_event(*access->getParent());
    if (!begins(*first)) need_at_start(access->getParent());
  }
  while (!pending.empty()) {
    const llvm::BasicBlock* block = pending.pop_back_val();
    if (entries.contains(block)) return true;
    for (const llvm::BasicBlock* before : llvm::predecessors(block)) {
      const auto starts = [&](const llvm::Instruction& instruction) { return begins(instruction); };
      if (llvm::none_of(*before, starts)) need_at_start(before);
    }
  }
  return false;
}

}  // namespace

llvm::SmallVector<llvm::AllocaInst*, 8> find_allocas_across_barriers(llvm::Function& function,
                                                                     const RegionGraph& graph) {
  llvm::SmallVector<llvm::AllocaInst*, 8> result;
  if (graph.waits.empty()) return result;
  for (llvm::Instruction& instruction : llvm::instructions(function))
    if (auto* alloca = llvm::dyn_cast<llvm::AllocaInst>(&instruction);
        alloca && is_needed_behind_barrier(*alloca, graph))
      result.push_back(alloca);
  return result;
}

void remove_lifetime(llvm::AllocaInst& alloca) {
  for (llvm::User* user : llvm::make_early_inc_range(alloca.users()))
    if (auto* marker = llvm::dyn_cast<llvm::IntrinsicInst>(user); marker && marker->isLifetimeStartOrEnd())
      marker->eraseFromParent();
}

void limit_alignment(llvm::AllocaInst& alloca, llvm::Align limit) {
  if (alloca.getAlign() <= limit) return;
  for (llvm::Instruction* access : find_accesses(alloca).all) {
    if (auto* load = llvm::dyn_cast<llvm::LoadInst>(access)) {
      load->setAlignment(std::min(load->getAlign(), limit));
    } else if (auto* store = llvm::dyn_cast<llvm::StoreInst>(access)) {
      store->setAlignment(std::min(store->getAlign(), limit));
    } else if (auto* copy = llvm::dyn_cast<llvm::MemIntrinsic>(access)) {
      copy->setDestAlignment(std::min(copy->getDestAlign().valueOrOne(), limit));
      if (auto* transfer = llvm::dyn_cast<llvm::MemTransferInst>(copy))
        transfer->setSourceAlignment(std::min(transfer->getSourceAlign().valueOrOne(), limit));
    } else if (auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(access)) {
      std::optional<unsigned> operand;
      if (intrinsic->getIntrinsicID() == llvm::Intrinsic::masked_load) operand = 1;
      if (intrinsic->getIntrinsicID() == llvm::Intrinsic::masked_store) operand = 2;
      if (!operand) continue;  // gathers and scatters access elements: no more than natural alignment
      const auto* alignment = llvm::cast<llvm::ConstantInt>(intrinsic->getArgOperand(*operand));
      const std::uint64_t lower = std::min<std::uint64_t>(alignment->getZExtValue(), limit.value());
      intrinsic->setArgOperand(*operand, llvm::ConstantInt::get(alignment->getType(), lower));
    }
  }
}

}  // namespace pewter::compiler
