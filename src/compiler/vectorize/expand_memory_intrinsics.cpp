// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/expand_memory_intrinsics.h"

#include <llvm/Analysis/TargetTransformInfo.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/Transforms/Utils/LowerMemIntrinsics.h>

namespace pewter::compiler {
namespace {

using llvm::Value;

constexpr std::uint64_t kMaxStraight = 256;  // bytes that are moved without a loop

std::uint64_t known_size(const llvm::MemIntrinsic& operation) {
  const auto* size = llvm::dyn_cast<llvm::ConstantInt>(operation.getLength());
  return size ? size->getZExtValue() : kMaxStraight + 1;
}

// The widest word that size and addresses allow, up to 4 bytes: what lanes are made for.
std::uint64_t word_size(std::uint64_t size, llvm::Align alignment) {
  return std::min<std::uint64_t>({4, alignment.value(), size ? size & -size : 4});
}

void copy_words(llvm::MemTransferInst& copy, std::uint64_t size) {
  llvm::IRBuilder<> builder(&copy);
  const llvm::Align alignment = std::min(copy.getDestAlign().valueOrOne(), copy.getSourceAlign().valueOrOne());
  const std::uint64_t word = word_size(size, alignment);
  llvm::Type* type = builder.getIntNTy(static_cast<unsigned>(8 * word));
  // All are read before any is written: memmove's two sides may overlap.
  llvm::SmallVector<Value*, 64> words;
  const auto at = [&](Value* base, std::uint64_t offset) { return builder.CreatePtrAdd(base, builder.getInt64(offset)); };
  for (std::uint64_t offset = 0; offset < size; offset += word)
    words.push_back(builder.CreateAlignedLoad(type, at(copy.getRawSource(), offset), llvm::Align(word)));
  for (std::uint64_t offset = 0; offset < size; offset += word)
    builder.CreateAlignedStore(words[offset / word], at(copy.getRawDest(), offset), llvm::Align(word));
}

void set_words(llvm::MemSetInst& set, std::uint64_t size) {
  llvm::IRBuilder<> builder(&set);
  const std::uint64_t word = word_size(size, set.getDestAlign().valueOrOne());
  llvm::Type* type = builder.getIntNTy(static_cast<unsigned>(8 * word));
  Value* value = builder.CreateZExt(set.getValue(), type);
  if (word > 1) value = builder.CreateMul(value, llvm::ConstantInt::get(type, word == 4 ? 0x01010101 : 0x0101));
  for (std::uint64_t offset = 0; offset < size; offset += word)
    builder.CreateAlignedStore(value, builder.CreatePtrAdd(set.getRawDest(), builder.getInt64(offset)), llvm::Align(word));
}

void expand(llvm::MemIntrinsic& operation, const llvm::TargetTransformInfo& target) {
  const std::uint64_t size = known_size(operation);
  auto* transfer = llvm::dyn_cast<llvm::MemTransferInst>(&operation);
  auto* set = llvm::dyn_cast<llvm::MemSetInst>(&operation);
  if (size <= kMaxStraight) {
    if (transfer) copy_words(*transfer, size);
    if (set) set_words(*set, size);
  } else if (auto* copy = llvm::dyn_cast<llvm::MemCpyInst>(&operation)) {
    llvm::expandMemCpyAsLoop(copy, target);
  } else if (auto* move = llvm::dyn_cast<llvm::MemMoveInst>(&operation)) {
    llvm::expandMemMoveAsLoop(move, target);
  } else if (set) {
    llvm::expandMemSetAsLoop(set);
  }
  operation.eraseFromParent();
}

}  // namespace

llvm::PreservedAnalyses ExpandMemoryIntrinsicsPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  const auto& target = analyses.getResult<llvm::TargetIRAnalysis>(function);
  llvm::SmallVector<llvm::MemIntrinsic*, 8> operations;
  for (llvm::Instruction& instruction : llvm::instructions(function))
    if (auto* operation = llvm::dyn_cast<llvm::MemIntrinsic>(&instruction)) operations.push_back(operation);
  for (llvm::MemIntrinsic* operation : operations) expand(*operation, target);
  return operations.empty() ? llvm::PreservedAnalyses::all() : llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
