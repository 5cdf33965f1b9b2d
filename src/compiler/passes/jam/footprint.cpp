// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/jam/footprint.h"

#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/IR/DataLayout.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>

namespace pewter::compiler {
namespace {

using llvm::SCEV;

// The address of one SIMD-group in one trip: with that SIMD-group's number in place of the loop over them, and with
// conversions to wider integers moved to the leaves, so that differences of addresses show.
class OneSimdgroup : public llvm::SCEVRewriteVisitor<OneSimdgroup> {
  using Base = llvm::SCEVRewriteVisitor<OneSimdgroup>;

 public:
  OneSimdgroup(llvm::ScalarEvolution& evolution, const llvm::Loop& simdgroups, unsigned number)
      : Base(evolution), simdgroups_(simdgroups), number_(number) {}

  // Whether all that the addresses were made of and that has no number is the same for all SIMD-groups.
  bool comparable() const { return comparable_; }

  const SCEV* visitAddRecExpr(const llvm::SCEVAddRecExpr* recurrence) {
    if (recurrence->getLoop() != &simdgroups_) return Base::visitAddRecExpr(recurrence);
    return visit(recurrence->evaluateAtIteration(SE.getConstant(recurrence->getType(), number_), SE));
  }
  const SCEV* visitUnknown(const llvm::SCEVUnknown* value) {
    comparable_ &= is_common(*value->getValue());
    return value;
  }
  const SCEV* visitZeroExtendExpr(const llvm::SCEVZeroExtendExpr* extended) {
    return widened(visit(extended->getOperand()), extended->getType(), false);
  }
  const SCEV* visitSignExtendExpr(const llvm::SCEVSignExtendExpr* extended) {
    return widened(visit(extended->getOperand()), extended->getType(), true);
  }

 private:
  // A value from before the loop over SIMD-groups, or one that does not change wherever it is read.
  bool is_common(llvm::Value& value) {
    auto* instruction = llvm::dyn_cast<llvm::Instruction>(&value);
    if (!instruction || !simdgroups_.contains(instruction)) return true;
    auto* load = llvm::dyn_cast<llvm::LoadInst>(instruction);
    if (!load || !load->getMetadata(llvm::LLVMContext::MD_invariant_load)) return false;
    return !llvm::SCEVExprContains(SE.getSCEV(load->getPointerOperand()), [&](const SCEV* part) {
      if (auto* recurrence = llvm::dyn_cast<llvm::SCEVAddRecExpr>(part)) return recurrence->getLoop() == &simdgroups_;
      auto* unknown = llvm::dyn_cast<llvm::SCEVUnknown>(part);
      return unknown && !is_common(*unknown->getValue());
    });
  }

  const SCEV* widened(const SCEV* value, llvm::Type* type, bool is_signed) {
    if (auto* recurrence = llvm::dyn_cast<llvm::SCEVAddRecExpr>(value); recurrence && recurrence->isAffine())
      return SE.getAddRecExpr(widened(recurrence->getStart(), type, is_signed),
                              widened(recurrence->getStepRecurrence(SE), type, true), recurrence->getLoop(),
                              SCEV::FlagAnyWrap);
    if (auto* sum = llvm::dyn_cast<llvm::SCEVAddExpr>(value)) {
      llvm::SmallVector<const SCEV*, 4> terms;
      for (const SCEV* term : sum->operands())
        terms.push_back(widened(term, type, llvm::isa<llvm::SCEVConstant>(term)));
      return SE.getAddExpr(terms);
    }
    return is_signed ? SE.getSignExtendExpr(value, type) : SE.getZeroExtendExpr(value, type);
  }

  const llvm::Loop& simdgroups_;
  unsigned number_;
  bool comparable_ = true;
};

// The address and the type of what `instruction` reads or writes there.
std::pair<llvm::Value*, llvm::Type*> accessed(llvm::Instruction& instruction) {
  if (llvm::Value* pointer = llvm::getLoadStorePointerOperand(&instruction))
    return {pointer, llvm::getLoadStoreType(&instruction)};
  auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  switch (call ? call->getIntrinsicID() : llvm::Intrinsic::not_intrinsic) {
    case llvm::Intrinsic::masked_load:
    case llvm::Intrinsic::masked_gather:
      return {call->getArgOperand(0), call->getType()};
    case llvm::Intrinsic::masked_store:
    case llvm::Intrinsic::masked_scatter:
      return {call->getArgOperand(1), call->getArgOperand(0)->getType()};
    default:
      return {};
  }
}

}  // namespace

llvm::SmallVector<Footprint, 8> find_footprints(const JamCandidate& jam, unsigned width,
                                                llvm::ScalarEvolution& evolution) {
  llvm::SmallVector<Footprint, 8> found;
  const llvm::DataLayout& layout = jam.body->getModule()->getDataLayout();
  for (llvm::Instruction& instruction : *jam.body) {
    const auto [pointer, type] = accessed(instruction);
    if (!pointer) continue;
    Footprint& footprint = found.emplace_back();
    footprint.bytes = layout.getTypeStoreSize(type);
    if (pointer->getType()->isVectorTy()) continue;
    const SCEV* address = evolution.getSCEV(pointer);
    if (evolution.isLoopInvariant(address, jam.inner)) footprint.moves = footprint.strides = false;
    llvm::SmallVector<std::int64_t, 8> offsets;
    const SCEV* first = nullptr;
    for (unsigned number = 0; number < width; ++number) {
      OneSimdgroup one(evolution, *jam.simdgroups, number);
      const SCEV* own = one.visit(address);
      if (!one.comparable()) break;
      if (!first) first = own;
      auto* offset = llvm::dyn_cast<llvm::SCEVConstant>(evolution.getMinusSCEV(own, first));
      if (!offset) break;
      offsets.push_back(offset->getAPInt().getSExtValue());
    }
    if (offsets.size() == width) footprint.offsets = std::move(offsets);
    auto* recurrence = llvm::dyn_cast_if_present<llvm::SCEVAddRecExpr>(first);
    if (!recurrence || !recurrence->isAffine()) continue;
    auto* step = llvm::dyn_cast<llvm::SCEVConstant>(recurrence->getStepRecurrence(evolution));
    footprint.strides = !step || step->getAPInt().abs().ugt(footprint.bytes);
  }
  return found;
}

}  // namespace pewter::compiler
