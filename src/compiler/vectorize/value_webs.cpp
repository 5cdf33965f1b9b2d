// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/value_webs.h"

#include <llvm/IR/CFG.h>

namespace pewter::compiler {

void ValueWebs::add(llvm::Instruction& value) {
  if (!numbers_.try_emplace(&value, webs_.size()).second) return;
  webs_.push_back({&value});
  Range& range = ranges_[&value];
  llvm::SmallVector<const llvm::BasicBlock*, 16> begins;  // blocks that begin with the value still to be used
  const auto need_at_end = [&](const llvm::BasicBlock* block) {
    if (range.live_out.insert(block).second && block != value.getParent()) begins.push_back(block);
  };
  for (const llvm::Use& use : value.uses()) {
    const auto* user = llvm::cast<llvm::Instruction>(use.getUser());
    if (const auto* phi = llvm::dyn_cast<llvm::PHINode>(user)) {
      need_at_end(phi->getIncomingBlock(use));
    } else if (user->getParent() != value.getParent()) {
      begins.push_back(user->getParent());
    }
  }
  while (!begins.empty()) {
    const llvm::BasicBlock* block = begins.pop_back_val();
    if (!range.live_in.insert(block).second) continue;
    for (const llvm::BasicBlock* before : llvm::predecessors(block)) need_at_end(before);
  }
}

bool ValueWebs::is_needed_after(const llvm::Instruction& value, const llvm::Instruction& at) const {
  const Range& range = ranges_.find(&value)->second;
  const llvm::BasicBlock* block = at.getParent();
  const bool phis = llvm::isa<llvm::PHINode>(value) && llvm::isa<llvm::PHINode>(at);  // all of a block at once
  const bool has_begun = value.getParent() == block ? phis || !at.comesBefore(&value) : range.live_in.contains(block);
  if (!has_begun) return false;
  if (range.live_out.contains(block)) return true;
  return llvm::any_of(value.users(), [&](const llvm::User* user) {
    const auto* instruction = llvm::cast<llvm::Instruction>(user);
    return instruction->getParent() == block && !llvm::isa<llvm::PHINode>(instruction) && at.comesBefore(instruction);
  });
}

bool ValueWebs::interfere(const llvm::Instruction& a, const llvm::Instruction& b) const {
  return is_needed_after(a, b) || is_needed_after(b, a);
}

void ValueWebs::join(const llvm::Value* a, const llvm::Value* b) {
  if (!contains(a) || !contains(b) || of(a) == of(b)) return;
  auto& into = webs_[of(a)];
  auto& from = webs_[of(b)];
  for (const llvm::Instruction* x : into)
    for (const llvm::Instruction* y : from)
      if (interfere(*x, *y)) return;
  const unsigned web = of(a);
  for (llvm::Instruction* value : from) numbers_[value] = web;
  into.append(from.begin(), from.end());
  from.clear();
}

}  // namespace pewter::compiler
