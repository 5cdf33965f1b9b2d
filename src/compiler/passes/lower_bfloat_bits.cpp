// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/lower_bfloat_bits.h"

#include <llvm/IR/Function.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>

namespace pewter::compiler {
namespace {

// Element for element only: a cast that also changes the number of elements moves bytes and tests no sign.
bool reads_bits(const llvm::Instruction& instruction) {
  const auto* cast = llvm::dyn_cast<llvm::BitCastInst>(&instruction);
  return cast && cast->getSrcTy()->getScalarType()->isBFloatTy() && cast->getDestTy()->getScalarType()->isIntegerTy(16);
}

void read_through_float(llvm::Instruction& cast) {
  llvm::IRBuilder<> builder(&cast);
  llvm::Type* type = cast.getType();
  llvm::Value* wide = builder.CreateFPExt(cast.getOperand(0), type->getWithNewType(builder.getFloatTy()));
  llvm::Value* bits = builder.CreateBitCast(wide, type->getWithNewType(builder.getInt32Ty()));
  cast.replaceAllUsesWith(builder.CreateTrunc(builder.CreateLShr(bits, 16), type));
  cast.eraseFromParent();
}

}  // namespace

llvm::PreservedAnalyses LowerBfloatBitsPass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  bool changed = false;
  for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
    if (!reads_bits(instruction)) continue;
    read_through_float(instruction);
    changed = true;
  }
  if (!changed) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
