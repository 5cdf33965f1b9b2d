// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/panel_operand.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/Transforms/Utils/ScalarEvolutionExpander.h>

#include <numeric>

#include "compiler/vectorize/matrix_fragments.h"

namespace pewter::compiler {
namespace {

constexpr unsigned kSide = kMatrixSide;
constexpr unsigned kFloat = 4;  // bytes
constexpr llvm::Align kRowAlignment = llvm::Align::Constant<kSide * kFloat>();

// The vector of eight that row `row` is, where shuffles only put rows together.
llvm::Value* whole_row(llvm::Value* matrix, unsigned row) {
  unsigned first = row * kSide;
  while (true) {
    const unsigned length = llvm::cast<llvm::FixedVectorType>(matrix->getType())->getNumElements();
    if (length == kSide) return first == 0 ? matrix : nullptr;
    const auto* shuffle = llvm::dyn_cast<llvm::ShuffleVectorInst>(matrix);
    if (!shuffle) return nullptr;
    const int source = shuffle->getMaskValue(first);
    for (unsigned i = 0; i < kSide; ++i)
      if (shuffle->getMaskValue(first + i) != source + static_cast<int>(i)) return nullptr;
    if (source < 0) return nullptr;
    const unsigned split = llvm::cast<llvm::FixedVectorType>(shuffle->getOperand(0)->getType())->getNumElements();
    const bool is_second = static_cast<unsigned>(source) >= split;
    if (!is_second && static_cast<unsigned>(source) + kSide > split) return nullptr;
    matrix = shuffle->getOperand(is_second);
    first = static_cast<unsigned>(source) - (is_second ? split : 0);
  }
}

// As few elements at a time as are converted together.
llvm::Value* row_of(llvm::IRBuilder<>& builder, llvm::Value* matrix, unsigned row) {
  if (llvm::Value* whole = whole_row(matrix, row)) return whole;
  if (const auto* wider = llvm::dyn_cast<llvm::FPExtInst>(matrix)) {
    auto* type = llvm::FixedVectorType::get(matrix->getType()->getScalarType(), kSide);
    return builder.CreateFPExt(row_of(builder, wider->getOperand(0), row), type);
  }
  llvm::SmallVector<int, kSide> sources(kSide);
  std::iota(sources.begin(), sources.end(), static_cast<int>(row * kSide));
  return builder.CreateShuffleVector(matrix, sources);
}

llvm::Value* row_address(llvm::IRBuilder<>& builder, llvm::Value* panel, unsigned count, unsigned index, unsigned row) {
  return builder.CreateConstInBoundsGEP1_64(builder.getFloatTy(), panel, (row * count + index) * kSide);
}

}  // namespace

PanelOperands::PanelOperands(llvm::Function& function, llvm::ScalarEvolution& evolution)
    : function_(function), evolution_(evolution) {
  for (const llvm::BasicBlock& block : function) {
    unsigned writes = 0;
    for (const llvm::Instruction& instruction : block) {
      writes_[&instruction] = writes;
      writes += instruction.mayWriteToMemory();
    }
  }
}

std::optional<PanelOperands::Origin> PanelOperands::origin(llvm::ArrayRef<llvm::Value*> matrices,
                                                           const llvm::Instruction& at) {
  const auto row_of = [&](unsigned index, unsigned row) -> llvm::LoadInst* {
    llvm::Value* whole = whole_row(matrices[index], row);
    auto* load = llvm::dyn_cast_or_null<llvm::LoadInst>(whole);
    if (!load || !load->isSimple() || !load->getType()->getScalarType()->isFloatTy()) return nullptr;
    return load->getParent() == at.getParent() && writes_.lookup(load) == writes_.lookup(&at) ? load : nullptr;
  };
  const auto distance = [&](llvm::LoadInst* from, llvm::LoadInst* to) {
    return evolution_.getMinusSCEV(evolution_.getSCEV(to->getPointerOperand()),
                                   evolution_.getSCEV(from->getPointerOperand()));
  };
  llvm::LoadInst* first = row_of(0, 0);
  if (!first) return std::nullopt;
  const llvm::SCEV* row_bytes = nullptr;
  std::uint64_t matrix_bytes = 0;
  for (unsigned row = 0; row < kSide; ++row) {
    llvm::LoadInst* begin = row_of(0, row);
    if (!begin) return std::nullopt;
    if (row) {
      const llvm::SCEV* bytes = distance(row_of(0, row - 1), begin);
      if (llvm::isa<llvm::SCEVCouldNotCompute>(bytes) || (row_bytes && bytes != row_bytes)) return std::nullopt;
      row_bytes = bytes;
    }
    for (unsigned index = 1; index < matrices.size(); ++index) {
      llvm::LoadInst* next = row_of(index, row);
      if (!next) return std::nullopt;
      const auto* bytes = llvm::dyn_cast<llvm::SCEVConstant>(distance(begin, next));
      if (!bytes) return std::nullopt;
      if (row == 0 && index == 1) matrix_bytes = bytes->getAPInt().getZExtValue();
      if (bytes->getAPInt() != index * matrix_bytes) return std::nullopt;
    }
  }
  const llvm::SCEVExpander expander(evolution_, function_.getDataLayout(), "");
  if (!expander.isSafeToExpandAt(row_bytes, &at)) return std::nullopt;
  return Origin{first->getPointerOperand(), row_bytes, matrix_bytes};
}

Panel PanelOperands::at_origin(const Origin& origin, llvm::Instruction& at) {
  llvm::SCEVExpander expander(evolution_, function_.getDataLayout(), "row");
  llvm::Type* type = llvm::Type::getInt64Ty(function_.getContext());
  return {origin.address, expander.expandCodeFor(origin.row_bytes, type, &at), origin.matrix_bytes};
}

Panel PanelOperands::copied(llvm::ArrayRef<llvm::Value*> matrices, llvm::Instruction& at) {
  Panel& panel = copies_[{at.getParent(), matrices.vec()}];
  if (panel.address) return panel;
  llvm::IRBuilder<> builder(&at);
  const unsigned count = static_cast<unsigned>(matrices.size());
  panel = {panel_memory(function_, count), builder.getInt64(count * kSide * kFloat), kSide * kFloat};
  builder.CreateLifetimeStart(panel.address);
  for (unsigned index = 0; index < count; ++index) store_matrix(builder, matrices[index], panel.address, count, index);
  return panel;
}

llvm::AllocaInst* panel_memory(llvm::Function& function, unsigned count) {
  llvm::IRBuilder<> builder(&function.getEntryBlock(), function.getEntryBlock().begin());
  llvm::AllocaInst* memory =
      builder.CreateAlloca(llvm::ArrayType::get(builder.getFloatTy(), std::uint64_t{count} * kSide * kSide));
  memory->setAlignment(llvm::Align(64));
  return memory;
}

llvm::Value* load_matrix(llvm::IRBuilder<>& builder, llvm::Value* panel, unsigned count, unsigned index) {
  auto* type = llvm::FixedVectorType::get(builder.getFloatTy(), kSide);
  llvm::SmallVector<llvm::Value*, kSide> rows;
  for (unsigned row = 0; row < kSide; ++row)
    rows.push_back(builder.CreateAlignedLoad(type, row_address(builder, panel, count, index, row), kRowAlignment));
  return joined(builder, rows);
}

void store_matrix(llvm::IRBuilder<>& builder, llvm::Value* matrix, llvm::Value* panel, unsigned count, unsigned index) {
  for (unsigned row = 0; row < kSide; ++row)
    builder.CreateAlignedStore(row_of(builder, matrix, row), row_address(builder, panel, count, index, row),
                               kRowAlignment);
}

}  // namespace pewter::compiler
