// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/vector_forms.h"

#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>

#include <cmath>

namespace pewter::compiler {
namespace {

namespace Intrinsic = llvm::Intrinsic;
using llvm::Value;

bool is_half(const llvm::Type* type) { return type->isVectorTy() && type->getScalarType()->isHalfTy(); }

Value* widened(llvm::IRBuilder<>& builder, Value* value) {
  if (!is_half(value->getType())) return value;
  return builder.CreateFPExt(value, value->getType()->getWithNewType(builder.getFloatTy()));
}

// Numbers outside of the type's become its ends, NaN becomes 0. The conversion's own result for those is poison, which
// the selects do not look at.
Value* saturated(llvm::IRBuilder<>& builder, Value* x, llvm::Type* type, bool is_signed) {
  x = widened(builder, x);
  const unsigned width = type->getScalarSizeInBits();
  llvm::Type* wide = width < 32 ? type->getWithNewBitWidth(32) : type;
  const auto limit = [&](double number) { return llvm::ConstantFP::get(x->getType(), number); };
  const auto whole = [&](const llvm::APInt& number) {
    return llvm::ConstantInt::get(
        wide, is_signed ? number.sext(wide->getScalarSizeInBits()) : number.zext(wide->getScalarSizeInBits()));
  };
  Value* result;
  if (is_signed) {
    const double end = std::ldexp(1.0, int(width) - 1);
    result = builder.CreateFPToSI(x, wide);
    result = builder.CreateSelect(builder.CreateFCmpOGE(x, limit(end)), whole(llvm::APInt::getSignedMaxValue(width)),
                                  result);
    result = builder.CreateSelect(builder.CreateFCmpOLT(x, limit(-end)), whole(llvm::APInt::getSignedMinValue(width)),
                                  result);
    result = builder.CreateSelect(builder.CreateFCmpUNO(x, limit(0)), llvm::Constant::getNullValue(wide), result);
  } else {
    result = width < 32 ? builder.CreateFPToSI(x, wide) : builder.CreateFPToUI(x, wide);
    Value* beyond = builder.CreateFCmpOGE(x, limit(std::ldexp(1.0, int(width))));
    result = builder.CreateSelect(beyond, whole(llvm::APInt::getMaxValue(width)), result);
    result = builder.CreateSelect(builder.CreateFCmpOGT(x, limit(0)), result, llvm::Constant::getNullValue(wide));
  }
  return builder.CreateTrunc(result, type);
}

Value* rewritten_call(llvm::IRBuilder<>& builder, llvm::IntrinsicInst& call) {
  const Intrinsic::ID id = call.getIntrinsicID();
  if (id == Intrinsic::fptosi_sat || id == Intrinsic::fptoui_sat) {
    if (!call.getType()->isVectorTy()) return nullptr;
    return saturated(builder, call.getArgOperand(0), call.getType(), id == Intrinsic::fptosi_sat);
  }
  // Signs are bits, and the backend splits a product and a sum by itself.
  if (id == Intrinsic::fabs || id == Intrinsic::copysign || id == Intrinsic::fmuladd) return nullptr;
  if (!llvm::isTriviallyVectorizable(id)) return nullptr;
  if (!is_half(call.getType()) &&
      llvm::none_of(call.args(), [](const llvm::Use& use) { return is_half(use->getType()); }))
    return nullptr;
  llvm::SmallVector<Value*, 4> arguments;
  for (const llvm::Use& argument : call.args()) arguments.push_back(widened(builder, argument.get()));
  if (!is_half(call.getType())) return builder.CreateIntrinsic(call.getType(), id, arguments);
  llvm::Type* wide = call.getType()->getWithNewType(builder.getFloatTy());
  return builder.CreateFPTrunc(builder.CreateIntrinsic(wide, id, arguments), call.getType());
}

Value* rewritten(llvm::Instruction& instruction) {
  llvm::IRBuilder<> builder(&instruction);
  if (auto* compare = llvm::dyn_cast<llvm::FCmpInst>(&instruction)) {
    if (!is_half(compare->getOperand(0)->getType())) return nullptr;
    return builder.CreateFCmp(compare->getPredicate(), widened(builder, compare->getOperand(0)),
                              widened(builder, compare->getOperand(1)));
  }
  if (auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction)) return rewritten_call(builder, *call);
  return nullptr;
}

}  // namespace

llvm::PreservedAnalyses VectorFormsPass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  bool changed = false;
  for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
    Value* better = rewritten(instruction);
    if (!better) continue;
    instruction.replaceAllUsesWith(better);
    instruction.eraseFromParent();
    changed = true;
  }
  if (!changed) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
