// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_fragments_to_rows.h"

#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/Transforms/Utils/Local.h>

#include "compiler/vectorize/matrix_fragments.h"
#include "compiler/vectorize/matrix_fragments_memory.h"

namespace pewter::compiler {
namespace {

constexpr unsigned kDepth = 6;  // of expressions between a permutation and the values it goes back to

// Two values of lanes, as the elements of one matrix.
using Elements = std::pair<llvm::Value*, llvm::Value*>;

llvm::FixedVectorType* rows_type(llvm::Value* element) {
  return llvm::FixedVectorType::get(element->getType()->getScalarType(), kMatrixSide * kMatrixSide);
}

bool makes_rows(const llvm::Instruction& instruction) {
  const auto* shuffle = llvm::dyn_cast<llvm::ShuffleVectorInst>(&instruction);
  return shuffle && shuffle->getShuffleMask() == rows_mask();
}

// Moves the permutation to rows from the results of expressions to their operands, until it meets its inverse or turns
// up outside of the loop.
class Rewriter {
 public:
  void run(llvm::Function& function) {
    for (llvm::BasicBlock& block : function) join_phis(block);
    for (llvm::Instruction& instruction : llvm::instructions(function))
      if (makes_rows(instruction)) add(&instruction);
    while (!waiting_.empty()) {
      llvm::Value* next = waiting_.pop_back_val();
      if (auto* shuffle = llvm::dyn_cast_or_null<llvm::ShuffleVectorInst>(next)) rewrite(*shuffle);
    }
  }
  bool changed() const { return changed_; }

 private:
  void add(llvm::Value* permutation) { waiting_.emplace_back(permutation); }

  // Fragments that a block takes over from others, where they are made of rows: the permutation comes after. A loop's
  // result would else be permuted every time round.
  void join_phis(llvm::BasicBlock& block) {
    llvm::SmallVector<std::pair<llvm::PHINode*, llvm::PHINode*>, 16> pairs;
    llvm::DenseMap<const llvm::Value*, llvm::SmallVector<llvm::PHINode*, 1>> firsts;  // by their first value's rows
    for (llvm::PHINode& phi : block.phis())
      if (const llvm::Value* rows = rows_behind(phi, 0)) firsts[rows].push_back(&phi);
    for (llvm::PHINode& phi : block.phis()) {
      const llvm::Value* rows = rows_behind(phi, 1);
      if (!rows) continue;
      auto& candidates = firsts[rows];
      auto* const first = llvm::find_if(candidates, [&](const llvm::PHINode* other) { return all_rows(*other, phi); });
      if (first == candidates.end()) continue;
      pairs.emplace_back(*first, &phi);
      candidates.erase(first);
    }
    for (auto [first, second] : pairs) {
      rows_of_phis(*first, *second);
      changed_ = true;
    }
  }

  // The rows that element `element` of a fragment comes from, by the PHI's first value.
  static const llvm::Value* rows_behind(const llvm::PHINode& phi, unsigned element) {
    const auto* shuffle = llvm::dyn_cast<llvm::ShuffleVectorInst>(phi.getIncomingValue(0));
    return shuffle && shuffle->getShuffleMask() == fragment_mask(element) ? shuffle->getOperand(0) : nullptr;
  }

  static bool all_rows(const llvm::PHINode& first, const llvm::PHINode& second) {
    return llvm::all_of(first.blocks(), [&](const llvm::BasicBlock* from) {
      return known_rows({{first.getIncomingValueForBlock(from), second.getIncomingValueForBlock(from)}}) != nullptr;
    });
  }

  void rewrite(llvm::ShuffleVectorInst& shuffle) {
    const Elements elements(shuffle.getOperand(0), shuffle.getOperand(1));
    if (!can_be_rows(elements, 0)) return;
    llvm::IRBuilder<> builder(&shuffle);
    llvm::Value* rows = rows_of(builder, elements);
    changed_ = true;
    shuffle.replaceAllUsesWith(rows);
    llvm::RecursivelyDeleteTriviallyDeadInstructions(&shuffle);
  }

  // True where rows cost less than the permutation: known rows, constants, PHIs, and what is computed element by
  // element from such.
  static bool can_be_rows(const Elements& elements, unsigned depth) {
    const auto [first, second] = elements;
    if (known_rows({{first, second}})) return true;
    if (llvm::isa<llvm::Constant>(first) && llvm::isa<llvm::Constant>(second)) return true;
    if (llvm::Value* scalar = llvm::getSplatValue(first); scalar && scalar == llvm::getSplatValue(second)) return true;
    const auto* a = llvm::dyn_cast<llvm::Instruction>(first);
    const auto* b = llvm::dyn_cast<llvm::Instruction>(second);
    if (!a || !b || a == b) return false;
    if (llvm::isa<llvm::PHINode>(a) && llvm::isa<llvm::PHINode>(b))
      return a->getParent() == b->getParent() && a->getType() == b->getType();
    if (depth == kDepth || !a->isSameOperationAs(b)) return false;
    if (!llvm::isa<llvm::CastInst, llvm::BinaryOperator, llvm::UnaryOperator>(a)) return false;
    for (unsigned i = 0; i < a->getNumOperands(); ++i) {
      const auto* type = llvm::dyn_cast<llvm::FixedVectorType>(a->getOperand(i)->getType());
      if (!type || type->getNumElements() != kMatrixSide * kMatrixSide / 2) return false;
      if (!can_be_rows({a->getOperand(i), b->getOperand(i)}, depth + 1)) return false;
    }
    return true;
  }

  // The rows of elements, by the permutation only where there is nothing better.
  llvm::Value* rows_of(llvm::IRBuilder<>& builder, const Elements& elements) {
    const auto [first, second] = elements;
    if (llvm::Value* rows = known_rows({{first, second}})) return rows;
    // A PHI that was here may be rows of another pair by now.
    if (!can_be_rows(elements, 0) || (llvm::isa<llvm::Constant>(first) && llvm::isa<llvm::Constant>(second)))
      return builder.CreateShuffleVector(first, second, rows_mask());
    if (llvm::Value* scalar = llvm::getSplatValue(first); scalar && scalar == llvm::getSplatValue(second))
      return builder.CreateVectorSplat(kMatrixSide * kMatrixSide, scalar);
    auto* a = llvm::cast<llvm::Instruction>(first);
    auto* b = llvm::cast<llvm::Instruction>(second);
    if (llvm::isa<llvm::PHINode>(a)) return rows_of_phis(*llvm::cast<llvm::PHINode>(a), *llvm::cast<llvm::PHINode>(b));
    llvm::SmallVector<llvm::Value*, 2> operands;
    for (unsigned i = 0; i < a->getNumOperands(); ++i)
      operands.push_back(rows_of(builder, {a->getOperand(i), b->getOperand(i)}));
    if (auto* cast = llvm::dyn_cast<llvm::CastInst>(a))
      return builder.CreateCast(cast->getOpcode(), operands[0], rows_type(a));
    llvm::Value* result =
        llvm::isa<llvm::UnaryOperator>(a)
            ? builder.CreateUnOp(llvm::cast<llvm::UnaryOperator>(a)->getOpcode(), operands[0])
            : builder.CreateBinOp(llvm::cast<llvm::BinaryOperator>(a)->getOpcode(), operands[0], operands[1]);
    if (auto* operation = llvm::dyn_cast<llvm::Instruction>(result)) {
      operation->copyIRFlags(a);
      operation->andIRFlags(b);
    }
    return result;
  }

  // One PHI of rows in place of both; the permutation is now in the blocks that the values come from.
  llvm::Value* rows_of_phis(llvm::PHINode& first, llvm::PHINode& second) {
    llvm::IRBuilder<> builder(&first);
    llvm::PHINode* rows = builder.CreatePHI(rows_type(&first), first.getNumIncomingValues());
    builder.SetInsertPoint(first.getParent(), first.getParent()->getFirstInsertionPt());
    const Fragment fragment = fragment_of_rows(builder, rows);
    llvm::SmallDenseMap<llvm::BasicBlock*, llvm::Value*> incoming;  // a block may come in twice, with the same value
    for (unsigned i = 0; i < first.getNumIncomingValues(); ++i) {
      llvm::BasicBlock* from = first.getIncomingBlock(i);
      llvm::Value*& value = incoming[from];
      if (!value) {
        value = known_rows({{first.getIncomingValue(i), second.getIncomingValueForBlock(from)}});
      }
      if (!value) {
        builder.SetInsertPoint(from->getTerminator());
        value =
            builder.CreateShuffleVector(first.getIncomingValue(i), second.getIncomingValueForBlock(from), rows_mask());
        if (llvm::isa<llvm::ShuffleVectorInst>(value)) add(value);
      }
      rows->addIncoming(value, from);
    }
    first.replaceAllUsesWith(fragment.element[0]);
    second.replaceAllUsesWith(fragment.element[1]);
    first.eraseFromParent();
    second.eraseFromParent();
    return rows;
  }

  llvm::SmallVector<llvm::WeakVH, 16> waiting_;
  bool changed_ = false;
};

// What nobody asks for any more would keep products apart that GroupProductsPass could put together.
void erase_dead(llvm::Function& function) {
  for (llvm::BasicBlock& block : function)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::reverse(block)))
      if (llvm::isInstructionTriviallyDead(&instruction)) instruction.eraseFromParent();
}

}  // namespace

llvm::PreservedAnalyses FragmentsToRowsPass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  const bool accesses = fragment_accesses_to_rows(function);
  Rewriter rewriter;
  rewriter.run(function);
  if (!accesses && !rewriter.changed()) return llvm::PreservedAnalyses::all();
  erase_dead(function);
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
