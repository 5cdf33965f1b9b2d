// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/jam/candidate.h"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/Analysis/CaptureTracking.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/PatternMatch.h>
#include <llvm/Transforms/Utils/LoopSimplify.h>
#include <llvm/Transforms/Utils/LoopUtils.h>
#include <llvm/Transforms/Utils/PromoteMemToReg.h>

namespace pewter::compiler {
namespace {

using llvm::BasicBlock;
using llvm::Instruction;
using llvm::Value;

Value* look_through(Value* value) {
  auto* phi = llvm::dyn_cast<llvm::PHINode>(value);
  return phi && phi->getNumIncomingValues() == 1 ? phi->getIncomingValue(0) : value;
}

// The number of the SIMD-group and how many there are, where both are what the driver makes of a known size.
bool find_number(JamCandidate& jam) {
  using namespace llvm::PatternMatch;
  BasicBlock* latch = jam.simdgroups->getLoopLatch();
  BasicBlock* enter = jam.simdgroups->getLoopPredecessor();
  auto* branch = latch ? llvm::dyn_cast<llvm::BranchInst>(latch->getTerminator()) : nullptr;
  if (!enter || !branch || !branch->isConditional()) return false;
  llvm::CmpInst::Predicate predicate;
  Value* number = nullptr;
  const llvm::APInt* count = nullptr;
  if (!match(branch->getCondition(), m_ICmp(predicate, m_Add(m_Value(number), m_One()), m_APInt(count))) ||
      predicate != llvm::CmpInst::ICMP_EQ)
    return false;
  jam.number = llvm::dyn_cast<llvm::PHINode>(number);
  if (!jam.number || jam.number->getParent() != jam.simdgroups->getHeader()) return false;
  jam.count = static_cast<unsigned>(count->getZExtValue());
  return match(look_through(jam.number->getIncomingValueForBlock(enter)), m_Zero());
}

bool is_masked_access(const Instruction& instruction) {
  const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  if (!call) return false;
  switch (call->getIntrinsicID()) {
    case llvm::Intrinsic::masked_load:
    case llvm::Intrinsic::masked_store:
    case llvm::Intrinsic::masked_gather:
    case llvm::Intrinsic::masked_scatter:
      return true;
    default:
      return false;
  }
}

bool is_annotation(const Instruction& instruction) {
  return llvm::isa<llvm::AssumeInst, llvm::NoAliasScopeDeclInst, llvm::DbgInfoIntrinsic>(instruction);
}

// Computes, or reads memory that others may write only where the program has a race.
bool is_silent(const Instruction& instruction) {
  if (is_annotation(instruction) || instruction.isTerminator()) return true;
  if (instruction.isAtomic() || instruction.isVolatile()) return false;
  return !instruction.mayHaveSideEffects();
}

// May run in another order with those of other SIMD-groups. Between barriers Metal orders SIMD-groups by atomics and
// fences only: an ordinary store is not to be seen by another one.
bool is_unordered(const Instruction& instruction) {
  if (is_silent(instruction) || is_masked_access(instruction)) return true;
  const auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction);
  return store && store->isSimple();
}

// From the beginning to the inner loop, in an order to run them in. False where there is a cycle, or something that
// must happen once or in its turn.
bool find_before(JamCandidate& jam, const llvm::LoopInfo& loops) {
  BasicBlock* first = jam.simdgroups->getHeader();
  llvm::SmallPtrSet<BasicBlock*, 8> seen{jam.preheader};
  llvm::SmallVector<BasicBlock*, 8> found{jam.preheader};
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (loops.getLoopFor(found[i]) != jam.simdgroups) return false;
    if (!llvm::all_of(*found[i], is_silent)) return false;
    if (found[i] == first) continue;
    for (BasicBlock* predecessor : llvm::predecessors(found[i]))
      if (seen.insert(predecessor).second) found.push_back(predecessor);
  }
  if (!seen.contains(first)) return false;
  // A cycle that is no loop, since it has two entries, leaves blocks that never become ready.
  llvm::SmallPtrSet<BasicBlock*, 8> done;
  while (jam.before.size() < found.size()) {
    const std::size_t before = jam.before.size();
    for (BasicBlock* block : found) {
      if (done.contains(block)) continue;
      if (block != first && !llvm::all_of(llvm::predecessors(block), [&](BasicBlock* p) { return done.contains(p); }))
        continue;
      done.insert(block);
      jam.before.push_back(block);
    }
    if (jam.before.size() == before) return false;
  }
  // The other things that the driver carries from one SIMD-group to the next are about their ends.
  for (llvm::PHINode& phi : first->phis())
    if (&phi != jam.number)
      for (const llvm::User* user : phi.users()) {
        BasicBlock* block = const_cast<BasicBlock*>(llvm::cast<Instruction>(user)->getParent());
        if (seen.contains(block) || block == jam.body) return false;
      }
  return true;
}

// What decides about the next trip.
bool find_mask(JamCandidate& jam) {
  using namespace llvm::PatternMatch;
  auto* branch = llvm::cast<llvm::BranchInst>(jam.body->getTerminator());
  const bool leaves_when_true = branch->getSuccessor(0) != jam.body;
  llvm::CmpInst::Predicate predicate;
  Value* next = nullptr;
  if (match(branch->getCondition(), m_ICmp(predicate, m_BitCast(m_Value(next)), m_Zero())) &&
      next->getType()->isIntOrIntVectorTy(1) && llvm::isa<llvm::FixedVectorType>(next->getType()) &&
      predicate == (leaves_when_true ? llvm::CmpInst::ICMP_EQ : llvm::CmpInst::ICMP_NE)) {
    for (llvm::PHINode& phi : jam.body->phis())
      if (phi.getIncomingValueForBlock(jam.body) == next) jam.mask = &phi;
  }
  jam.go_on = jam.mask ? next : branch->getCondition();
  jam.negated = !jam.mask && leaves_when_true;
  const auto* decider = llvm::dyn_cast<Instruction>(jam.go_on);
  return decider && decider->getParent() == jam.body && !llvm::isa<llvm::PHINode>(decider);
}

// SIMD-groups share what private memory is left on the stack, one after another.
bool has_private_memory(const llvm::Loop& loop) {
  for (const Instruction& instruction : llvm::instructions(*loop.getHeader()->getParent())) {
    const auto* alloca = llvm::dyn_cast<llvm::AllocaInst>(&instruction);
    if (!alloca || llvm::isAllocaPromotable(alloca)) continue;
    if (llvm::PointerMayBeCaptured(alloca, true, true)) return true;
    llvm::SmallVector<const llvm::User*, 8> users(alloca->users());
    for (std::size_t i = 0; i < users.size(); ++i) {
      if (loop.contains(llvm::cast<Instruction>(users[i]))) return true;
      if (users[i]->getType()->isPtrOrPtrVectorTy()) users.append(users[i]->user_begin(), users[i]->user_end());
    }
  }
  return false;
}

}  // namespace

bool is_simdgroup_loop(const llvm::Loop& loop) {
  const BasicBlock* latch = loop.getLoopLatch();
  return latch && latch->getTerminator()->getMetadata(kSimdgroupLoop);
}

std::optional<JamCandidate> find_jam(llvm::Loop& loop, llvm::LoopInfo& loops, llvm::DominatorTree& dominators,
                                     llvm::ScalarEvolution& evolution) {
  JamCandidate jam;
  jam.simdgroups = &loop;
  if (!find_number(jam) || has_private_memory(loop)) return std::nullopt;
  for (llvm::Loop* inner : loop.getSubLoops()) {
    if (inner->getNumBlocks() != 1 || !inner->getExitBlock()) continue;
    if (!llvm::all_of(*inner->getHeader(), is_unordered)) continue;
    llvm::simplifyLoop(inner, &dominators, &loops, &evolution, nullptr, nullptr, /*PreserveLCSSA=*/false);
    llvm::formLCSSA(*inner, dominators, &loops, &evolution);
    jam.inner = inner;
    jam.body = inner->getHeader();
    jam.preheader = inner->getLoopPreheader();
    jam.exit = inner->getExitBlock();
    jam.before.clear();
    jam.mask = nullptr;
    if (inner->getNumBlocks() == 1 && jam.preheader && inner->hasDedicatedExits() && loop.contains(jam.exit) &&
        find_before(jam, loops) && find_mask(jam))
      return jam;
  }
  return std::nullopt;
}

}  // namespace pewter::compiler
