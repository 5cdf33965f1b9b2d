// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/narrow_gathers.h"

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>

namespace pewter::compiler {
namespace {

constexpr std::uint64_t kWordBytes = 4;

llvm::Value* gathered_as_words(llvm::IntrinsicInst& gather) {
  llvm::IRBuilder<> builder(&gather);
  llvm::Value* from = gather.getArgOperand(0);
  llvm::Value* mask = gather.getArgOperand(2);
  llvm::Value* otherwise = gather.getArgOperand(3);
  const unsigned lanes = llvm::cast<llvm::FixedVectorType>(gather.getType())->getNumElements();
  const unsigned bits = gather.getType()->getScalarSizeInBits();
  auto* addresses = llvm::FixedVectorType::get(builder.getInt64Ty(), lanes);
  auto* words = llvm::FixedVectorType::get(builder.getInt32Ty(), lanes);

  llvm::Value* aligned = builder.CreateIntrinsic(llvm::Intrinsic::ptrmask, {from->getType(), addresses},
                                                 {from, llvm::ConstantInt::get(addresses, ~(kWordBytes - 1))});
  llvm::Value* found = builder.CreateMaskedGather(words, aligned, llvm::Align(kWordBytes), mask);
  auto* call = llvm::cast<llvm::Instruction>(found);
  call->copyMetadata(
      gather, {llvm::LLVMContext::MD_alias_scope, llvm::LLVMContext::MD_noalias, llvm::LLVMContext::MD_invariant_load});
  // Little-endian: the element's place in its word is the address's low bits.
  llvm::Value* place = builder.CreateTrunc(builder.CreatePtrToInt(from, addresses), words);
  llvm::Value* distance = builder.CreateShl(builder.CreateAnd(place, llvm::ConstantInt::get(words, kWordBytes - 1)), 3);
  llvm::Value* value = builder.CreateTrunc(builder.CreateLShr(found, distance),
                                           llvm::FixedVectorType::get(builder.getIntNTy(bits), lanes));
  value = builder.CreateBitCast(value, gather.getType());
  return llvm::isa<llvm::UndefValue>(otherwise) ? value : builder.CreateSelect(mask, value, otherwise);
}

}  // namespace

bool is_narrow_gather(const llvm::Type* element, llvm::Align alignment) {
  const unsigned bits = element->getScalarSizeInBits();
  return (bits == 8 || bits == 16) && alignment.value() * 8 >= bits;
}

llvm::PreservedAnalyses NarrowGathersPass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  bool changed = false;
  for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
    auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
    if (!call || call->getIntrinsicID() != llvm::Intrinsic::masked_gather) continue;
    const auto alignment = llvm::cast<llvm::ConstantInt>(call->getArgOperand(1))->getMaybeAlignValue().valueOrOne();
    if (!is_narrow_gather(call->getType(), alignment)) continue;
    call->replaceAllUsesWith(gathered_as_words(*call));
    call->eraseFromParent();
    changed = true;
  }
  if (!changed) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
