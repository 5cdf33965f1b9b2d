// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_fragments_memory.h"

#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>

#include "compiler/vectorize/matrix_fragments.h"
#include "compiler/vectorize/matrix_fragments_address.h"

namespace pewter::compiler {
namespace {

// A gather or scatter of all lanes.
struct Access {
  llvm::IntrinsicInst* call;
  bool is_store;
  LaneAddresses addresses;

  llvm::Type* type() const { return is_store ? call->getArgOperand(0)->getType() : call->getType(); }
  llvm::MaybeAlign alignment() const {
    return llvm::cast<llvm::ConstantInt>(call->getArgOperand(is_store ? 2 : 1))->getMaybeAlignValue();
  }

  static std::optional<Access> of(llvm::Instruction& instruction) {
    auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
    if (!call) return std::nullopt;
    const bool is_store = call->getIntrinsicID() == llvm::Intrinsic::masked_scatter;
    if (!is_store && call->getIntrinsicID() != llvm::Intrinsic::masked_gather) return std::nullopt;
    llvm::Value* pointers = call->getArgOperand(is_store ? 1 : 0);
    if (llvm::cast<llvm::FixedVectorType>(pointers->getType())->getNumElements() != kLanes) return std::nullopt;
    if (!all_active(call->getArgOperand(is_store ? 3 : 2))) return std::nullopt;
    auto addresses = LaneAddresses::of(pointers, call->getModule()->getDataLayout());
    if (!addresses) return std::nullopt;
    return Access{call, is_store, std::move(*addresses)};
  }
};

enum class Order { rows, columns };

// Both elements of a fragment.
class Pair {
 public:
  Pair(const Access& first, const Access& second) : access_{&first, &second} {}

  // The order in which the elements are neighbours in memory.
  std::optional<Order> order() const {
    if (runs_along(Order::rows)) return Order::rows;
    if (runs_along(Order::columns)) return Order::columns;
    return std::nullopt;
  }

  // Nothing between the two may see or change what they access, and both addresses must be known at the first.
  bool can_move_together() const {
    if (!access_[1]->addresses.known_before(*access_[0]->call)) return false;
    const llvm::Instruction* end = access_[1]->call;
    for (const llvm::Instruction* between = access_[0]->call->getNextNode(); between != end;
         between = between->getNextNode()) {
      if (!between) return false;
      if (between->mayWriteToMemory() || (access_[0]->is_store && between->mayReadFromMemory())) return false;
      if (!llvm::isGuaranteedToTransferExecutionToSuccessor(between)) return false;
    }
    return true;
  }

  void replace(Order order) const { access_[0]->is_store ? replace_stores(order) : replace_loads(order); }

 private:
  std::int64_t element_size() const {
    const llvm::DataLayout& layout = access_[0]->call->getModule()->getDataLayout();
    return static_cast<std::int64_t>(layout.getTypeStoreSize(access_[0]->type()->getScalarType()).getFixedValue());
  }

  // Which access and lane has an element of the matrix.
  static std::pair<unsigned, unsigned> place(unsigned row, unsigned column) {
    const auto at = static_cast<unsigned>(rows_mask()[row * kMatrixSide + column]);
    return {at / kLanes, at % kLanes};
  }
  // Element `i` of row or column `line`.
  static std::pair<unsigned, unsigned> place(Order order, unsigned line, unsigned i) {
    return order == Order::rows ? place(line, i) : place(i, line);
  }

  bool runs_along(Order order) const {
    for (unsigned line = 0; line < kMatrixSide; ++line) {
      const auto [access, lane] = place(order, line, 0);
      for (unsigned i = 1; i < kMatrixSide; ++i) {
        const auto [other_access, other_lane] = place(order, line, i);
        const auto distance = access_[access]->addresses.distance(lane, access_[other_access]->addresses, other_lane);
        if (distance != i * element_size()) return false;
      }
    }
    return true;
  }

  llvm::Value* line_address(llvm::IRBuilder<>& builder, Order order, unsigned line) const {
    const auto [access, lane] = place(order, line, 0);
    return access_[access]->addresses.materialize(builder, lane);
  }

  llvm::Value* transposed(llvm::IRBuilder<>& builder, llvm::Value* rows) const {
    llvm::SmallVector<int, kMatrixSide * kMatrixSide> sources;
    for (unsigned i = 0; i < kMatrixSide * kMatrixSide; ++i)
      sources.push_back(static_cast<int>(i % kMatrixSide * kMatrixSide + i / kMatrixSide));
    return builder.CreateShuffleVector(rows, sources);
  }

  llvm::Align alignment() const {
    return std::min(access_[0]->alignment().valueOrOne(), access_[1]->alignment().valueOrOne());
  }

  void copy_aliasing(llvm::Instruction* line) const {
    line->setAAMetadata(access_[0]->call->getAAMetadata().merge(access_[1]->call->getAAMetadata()));
  }

  void replace_loads(Order order) const {
    llvm::IRBuilder<> builder(access_[0]->call);
    auto* type = llvm::FixedVectorType::get(access_[0]->type()->getScalarType(), kMatrixSide);
    llvm::SmallVector<llvm::Value*, kMatrixSide> lines;
    for (unsigned line = 0; line < kMatrixSide; ++line) {
      llvm::LoadInst* load = builder.CreateAlignedLoad(type, line_address(builder, order, line), alignment());
      copy_aliasing(load);
      lines.push_back(load);
    }
    llvm::Value* rows = joined(builder, lines);
    if (order == Order::columns) rows = transposed(builder, rows);
    const Fragment fragment = fragment_of_rows(builder, rows);
    for (unsigned i = 0; i < 2; ++i) {
      access_[i]->call->replaceAllUsesWith(fragment.element[i]);
      access_[i]->call->eraseFromParent();
    }
  }

  void replace_stores(Order order) const {
    llvm::IRBuilder<> builder(access_[1]->call);
    llvm::Value* rows =
        rows_of_fragment(builder, {{access_[0]->call->getArgOperand(0), access_[1]->call->getArgOperand(0)}});
    if (order == Order::columns) rows = transposed(builder, rows);
    for (unsigned line = 0; line < kMatrixSide; ++line) {
      llvm::SmallVector<int, kMatrixSide> sources;
      for (unsigned i = 0; i < kMatrixSide; ++i) sources.push_back(static_cast<int>(line * kMatrixSide + i));
      copy_aliasing(builder.CreateAlignedStore(builder.CreateShuffleVector(rows, sources),
                                               line_address(builder, order, line), alignment()));
    }
    for (const Access* access : access_) access->call->eraseFromParent();
  }

  const Access* access_[2];
};

bool rewrite_block(llvm::BasicBlock& block) {
  llvm::SmallVector<Access, 16> accesses;
  for (llvm::Instruction& instruction : block)
    if (auto access = Access::of(instruction)) accesses.push_back(std::move(*access));
  bool changed = false;
  for (unsigned i = 0; i < accesses.size(); ++i) {
    if (!accesses[i].call) continue;
    for (unsigned j = i + 1; j < accesses.size(); ++j) {
      if (!accesses[j].call || accesses[i].is_store != accesses[j].is_store) continue;
      if (accesses[i].type() != accesses[j].type()) continue;
      const Pair pair(accesses[i], accesses[j]);
      const auto order = pair.order();
      if (!order || !pair.can_move_together()) continue;
      pair.replace(*order);
      accesses[i].call = accesses[j].call = nullptr;
      changed = true;
      break;
    }
  }
  return changed;
}

}  // namespace

bool fragment_accesses_to_rows(llvm::Function& function) {
  bool changed = false;
  for (llvm::BasicBlock& block : function) changed |= rewrite_block(block);
  return changed;
}

}  // namespace pewter::compiler
