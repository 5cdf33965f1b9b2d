// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/define_arithmetic.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Intrinsics.h>

namespace pewter::compiler {
namespace {

using llvm::BinaryOperator;
using llvm::Value;

// A constant divisor with no zero (and, signed, no -1) in it needs no guard.
bool is_safe_divisor(Value* divisor, bool is_signed) {
  const auto safe = [&](const llvm::APInt& value) { return !value.isZero() && !(is_signed && value.isAllOnes()); };
  if (const auto* integer = llvm::dyn_cast<llvm::ConstantInt>(divisor)) return safe(integer->getValue());
  const auto* vector = llvm::dyn_cast<llvm::ConstantDataVector>(divisor);
  if (!vector) return false;
  for (unsigned i = 0; i < vector->getNumElements(); ++i)
    if (!safe(vector->getElementAsAPInt(i))) return false;
  return true;
}

void guard_division(BinaryOperator& division) {
  const auto opcode = division.getOpcode();
  const bool is_signed = opcode == BinaryOperator::SDiv || opcode == BinaryOperator::SRem;
  const bool is_remainder = opcode == BinaryOperator::SRem || opcode == BinaryOperator::URem;
  if (is_safe_divisor(division.getOperand(1), is_signed)) return;
  llvm::IRBuilder<> builder(&division);
  llvm::Type* type = division.getType();
  Value* dividend = builder.CreateFreeze(division.getOperand(0));
  Value* divisor = builder.CreateFreeze(division.getOperand(1));
  Value* zero = llvm::Constant::getNullValue(type);
  Value* is_zero = builder.CreateICmpEQ(divisor, zero);
  Value* unsafe = is_zero;
  Value* is_minus_one = nullptr;
  if (is_signed) {
    is_minus_one = builder.CreateICmpEQ(divisor, llvm::Constant::getAllOnesValue(type));
    unsafe = builder.CreateOr(is_zero, is_minus_one);
  }
  Value* safe = builder.CreateSelect(unsafe, llvm::ConstantInt::get(type, 1), divisor);
  Value* result = builder.CreateBinOp(opcode, dividend, safe);
  if (is_minus_one)
    result = builder.CreateSelect(is_minus_one, is_remainder ? zero : builder.CreateNeg(dividend), result);
  result = builder.CreateSelect(is_zero, zero, result);
  division.replaceAllUsesWith(result);
  division.eraseFromParent();
}

void mask_shift(BinaryOperator& shift) {
  if (llvm::isa<llvm::ConstantInt>(shift.getOperand(1))) return;
  llvm::Type* type = shift.getType();
  const unsigned width = type->getScalarSizeInBits();
  if (!llvm::isPowerOf2_32(width)) return;  // bit-fields and such that Clang makes; the amounts are its own
  llvm::IRBuilder<> builder(&shift);
  shift.setOperand(1, builder.CreateAnd(shift.getOperand(1), llvm::ConstantInt::get(type, width - 1)));
}

void saturate(llvm::CastInst& conversion) {
  llvm::IRBuilder<> builder(&conversion);
  const auto id =
      conversion.getOpcode() == llvm::Instruction::FPToSI ? llvm::Intrinsic::fptosi_sat : llvm::Intrinsic::fptoui_sat;
  Value* source = conversion.getOperand(0);
  Value* result = builder.CreateIntrinsic(id, {conversion.getType(), source->getType()}, {source});
  conversion.replaceAllUsesWith(result);
  conversion.eraseFromParent();
}

}  // namespace

llvm::PreservedAnalyses DefineArithmeticPass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  bool changed = false;
  for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
    switch (instruction.getOpcode()) {
      case llvm::Instruction::SDiv:
      case llvm::Instruction::UDiv:
      case llvm::Instruction::SRem:
      case llvm::Instruction::URem:
        guard_division(llvm::cast<BinaryOperator>(instruction));
        break;
      case llvm::Instruction::Shl:
      case llvm::Instruction::LShr:
      case llvm::Instruction::AShr:
        mask_shift(llvm::cast<BinaryOperator>(instruction));
        break;
      case llvm::Instruction::FPToSI:
      case llvm::Instruction::FPToUI:
        saturate(llvm::cast<llvm::CastInst>(instruction));
        break;
      default:
        continue;
    }
    changed = true;
  }
  if (!changed) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
