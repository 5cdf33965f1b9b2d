// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/lower_bfloat.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/PostOrderIterator.h>
#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>

#include <utility>
#include <vector>

namespace pewter::compiler {
namespace {

using llvm::Instruction;
using llvm::Value;

bool is_bfloat(const llvm::Type* type) { return type->getScalarType()->isBFloatTy(); }
bool is_bfloat(const Value* value) { return is_bfloat(value->getType()); }

class Lowering {
 public:
  explicit Lowering(llvm::Function& function) : function_(function), builder_(function.getContext()) {}

  bool run() {
    // Definitions before uses, but for phis.
    std::vector<Instruction*> work;
    for (llvm::BasicBlock* block : llvm::ReversePostOrderTraversal<llvm::Function*>(&function_))
      for (Instruction& instruction : *block)
        if (is_bfloat(&instruction) ||
            llvm::any_of(instruction.operands(), [](const Value* v) { return is_bfloat(v); }))
          work.push_back(&instruction);
    for (Instruction* instruction : work) {
      builder_.SetInsertPoint(instruction);
      if (Value* made = lower(*instruction)) done_.emplace_back(instruction, made);
    }
    for (auto [old, made] : phis_)
      for (unsigned i = 0; i < old->getNumIncomingValues(); ++i)
        made->addIncoming(bits(old->getIncomingValue(i)), old->getIncomingBlock(i));
    erase();
    return !work.empty();
  }

 private:
  llvm::Type* bits_type(const llvm::Type* type) { return type->getWithNewType(builder_.getInt16Ty()); }
  llvm::Type* word_type(const llvm::Type* type) { return type->getWithNewType(builder_.getInt32Ty()); }
  llvm::Type* float_type(const llvm::Type* type) { return type->getWithNewType(builder_.getFloatTy()); }

  // The bits of a bfloat.
  Value* bits(Value* value) {
    if (auto found = bits_.find(value); found != bits_.end()) return found->second;
    if (auto* constant = llvm::dyn_cast<llvm::Constant>(value))
      return llvm::ConstantExpr::getBitCast(constant, bits_type(value->getType()));
    // From outside. By way of float, because of the sign tests.
    llvm::IRBuilder<>::InsertPointGuard guard(builder_);
    if (auto* instruction = llvm::dyn_cast<Instruction>(value)) {
      builder_.SetInsertPoint(*instruction->getInsertionPointAfterDef());
    } else {
      builder_.SetInsertPoint(&*function_.getEntryBlock().getFirstInsertionPt());
    }
    Value* wide = builder_.CreateFPExt(value, float_type(value->getType()));
    Value* word = builder_.CreateBitCast(wide, word_type(value->getType()));
    return bits_[value] = builder_.CreateTrunc(builder_.CreateLShr(word, 16), bits_type(value->getType()));
  }
  // Its value as a float.
  Value* wide(Value* value) {
    Value* word = builder_.CreateZExt(bits(value), word_type(value->getType()));
    return builder_.CreateBitCast(builder_.CreateShl(word, 16), float_type(value->getType()));
  }
  Value* rounded(Value* wide) {
    llvm::Type* word = word_type(wide->getType());
    Value* all = builder_.CreateBitCast(wide, word);
    Value* odd = builder_.CreateAnd(builder_.CreateLShr(all, 16), llvm::ConstantInt::get(word, 1));
    Value* near = builder_.CreateAdd(builder_.CreateAdd(all, llvm::ConstantInt::get(word, 0x7fff)), odd);
    Value* quiet = builder_.CreateOr(all, llvm::ConstantInt::get(word, 0x400000));
    Value* is_nan = builder_.CreateFCmpUNO(wide, llvm::Constant::getNullValue(wide->getType()));
    return builder_.CreateTrunc(builder_.CreateLShr(builder_.CreateSelect(is_nan, quiet, near), 16),
                                bits_type(wide->getType()));
  }

  // What takes the instruction's place: bits if it makes a bfloat. Null: it stays.
  Value* lower(Instruction& i) {
    Value* made = is_bfloat(&i) ? lower_to_bits(i) : lower_use(i);
    if (made && is_bfloat(&i)) bits_[&i] = made;
    return made;
  }

  Value* lower_to_bits(Instruction& i) {
    llvm::Type* type = bits_type(i.getType());
    const auto constant = [&](unsigned n) { return llvm::ConstantInt::get(type, n); };
    if (i.isBinaryOp()) {
      const auto opcode = static_cast<Instruction::BinaryOps>(i.getOpcode());
      return rounded(builder_.CreateBinOp(opcode, wide(i.getOperand(0)), wide(i.getOperand(1))));
    }
    switch (i.getOpcode()) {
      case Instruction::Load: {
        auto& load = llvm::cast<llvm::LoadInst>(i);
        auto* made = builder_.CreateAlignedLoad(type, load.getPointerOperand(), load.getAlign(), load.isVolatile());
        made->setAtomic(load.getOrdering(), load.getSyncScopeID());
        made->copyMetadata(load);
        return made;
      }
      case Instruction::PHI: {
        auto& phi = llvm::cast<llvm::PHINode>(i);
        auto* made = builder_.CreatePHI(type, phi.getNumIncomingValues());
        phis_.emplace_back(&phi, made);
        return made;
      }
      case Instruction::Select:
        return builder_.CreateSelect(i.getOperand(0), bits(i.getOperand(1)), bits(i.getOperand(2)));
      case Instruction::Freeze:
        return builder_.CreateFreeze(bits(i.getOperand(0)));
      case Instruction::FNeg:
        return builder_.CreateXor(bits(i.getOperand(0)), constant(0x8000));
      case Instruction::BitCast:
        return builder_.CreateBitCast(is_bfloat(i.getOperand(0)) ? bits(i.getOperand(0)) : i.getOperand(0), type);
      case Instruction::FPTrunc:
        return rounded(builder_.CreateFPTrunc(i.getOperand(0), float_type(i.getType())));
      case Instruction::SIToFP:
        return rounded(builder_.CreateSIToFP(i.getOperand(0), float_type(i.getType())));
      case Instruction::UIToFP:
        return rounded(builder_.CreateUIToFP(i.getOperand(0), float_type(i.getType())));
      case Instruction::ExtractElement:
        return builder_.CreateExtractElement(bits(i.getOperand(0)), i.getOperand(1));
      case Instruction::InsertElement:
        return builder_.CreateInsertElement(bits(i.getOperand(0)), bits(i.getOperand(1)), i.getOperand(2));
      case Instruction::ShuffleVector:
        return builder_.CreateShuffleVector(bits(i.getOperand(0)), bits(i.getOperand(1)),
                                            llvm::cast<llvm::ShuffleVectorInst>(i).getShuffleMask());
      case Instruction::Call: {
        auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&i);
        if (!call) return nullptr;
        Value* first = call->getArgOperand(0);
        switch (call->getIntrinsicID()) {
          case llvm::Intrinsic::fabs:
            return builder_.CreateAnd(bits(first), constant(0x7fff));
          case llvm::Intrinsic::copysign:
            return builder_.CreateOr(builder_.CreateAnd(bits(first), constant(0x7fff)),
                                     builder_.CreateAnd(bits(call->getArgOperand(1)), constant(0x8000)));
          case llvm::Intrinsic::fmuladd: {
            // Two roundings, as where it is not fused.
            Value* product = rounded(builder_.CreateFMul(wide(first), wide(call->getArgOperand(1))));
            Value* word = builder_.CreateShl(builder_.CreateZExt(product, word_type(i.getType())), 16);
            return rounded(builder_.CreateFAdd(builder_.CreateBitCast(word, float_type(i.getType())),
                                               wide(call->getArgOperand(2))));
          }
          case llvm::Intrinsic::masked_load:
          case llvm::Intrinsic::masked_gather:
          case llvm::Intrinsic::masked_expandload:
            return memory_call(*call, type);
          default:
            return llvm::isTriviallyVectorizable(call->getIntrinsicID()) ? rounded(in_float(*call)) : nullptr;
        }
      }
      default:
        return nullptr;
    }
  }

  Value* lower_use(Instruction& i) {
    switch (i.getOpcode()) {
      case Instruction::Store: {
        auto& store = llvm::cast<llvm::StoreInst>(i);
        auto* made = builder_.CreateAlignedStore(bits(store.getValueOperand()), store.getPointerOperand(),
                                                 store.getAlign(), store.isVolatile());
        made->setAtomic(store.getOrdering(), store.getSyncScopeID());
        made->copyMetadata(store);
        return made;
      }
      case Instruction::BitCast:
        return builder_.CreateBitCast(bits(i.getOperand(0)), i.getType());
      case Instruction::FPExt:
        return builder_.CreateFPExt(wide(i.getOperand(0)), i.getType());
      case Instruction::FPToSI:
        return builder_.CreateFPToSI(wide(i.getOperand(0)), i.getType());
      case Instruction::FPToUI:
        return builder_.CreateFPToUI(wide(i.getOperand(0)), i.getType());
      case Instruction::FCmp:
        return builder_.CreateFCmp(llvm::cast<llvm::FCmpInst>(i).getPredicate(), wide(i.getOperand(0)),
                                   wide(i.getOperand(1)));
      case Instruction::Call: {
        auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&i);
        if (!call) return nullptr;
        switch (call->getIntrinsicID()) {
          case llvm::Intrinsic::masked_store:
          case llvm::Intrinsic::masked_scatter:
          case llvm::Intrinsic::masked_compressstore:
            return memory_call(*call, i.getType());
          default:
            return llvm::isTriviallyVectorizable(call->getIntrinsicID()) ? in_float(*call) : nullptr;
        }
      }
      default:
        return nullptr;
    }
  }

  Value* memory_call(llvm::IntrinsicInst& call, llvm::Type* result) {
    llvm::SmallVector<Value*, 4> arguments;
    for (Value* argument : call.args()) arguments.push_back(is_bfloat(argument) ? bits(argument) : argument);
    auto* made = builder_.CreateIntrinsic(result, call.getIntrinsicID(), arguments);
    made->setAttributes(call.getAttributes());
    made->copyMetadata(call);
    return made;
  }
  Value* in_float(llvm::IntrinsicInst& call) {
    llvm::SmallVector<Value*, 4> arguments;
    for (Value* argument : call.args()) arguments.push_back(is_bfloat(argument) ? wide(argument) : argument);
    llvm::Type* result = is_bfloat(&call) ? float_type(call.getType()) : call.getType();
    return builder_.CreateIntrinsic(result, call.getIntrinsicID(), arguments);
  }

  void erase() {
    llvm::DenseMap<const Value*, bool> gone;
    for (auto [old, made] : done_) gone[old] = true;
    for (auto [old, made] : done_) {
      if (!is_bfloat(old)) {
        if (!old->getType()->isVoidTy()) old->replaceAllUsesWith(made);
        continue;
      }
      // For those that stay a bfloat it is.
      if (llvm::all_of(old->users(), [&](const llvm::User* user) { return gone.contains(user); })) continue;
      auto* definition = llvm::dyn_cast<Instruction>(made);
      builder_.SetInsertPoint(definition ? &**definition->getInsertionPointAfterDef() : old);
      Value* value = builder_.CreateBitCast(made, old->getType());
      old->replaceUsesWithIf(value, [&](const llvm::Use& use) { return !gone.contains(use.getUser()); });
    }
    for (auto [old, made] : done_) {
      if (!old->getType()->isVoidTy()) old->replaceAllUsesWith(llvm::PoisonValue::get(old->getType()));
      old->eraseFromParent();
    }
  }

  llvm::Function& function_;
  llvm::IRBuilder<> builder_;
  llvm::DenseMap<Value*, Value*> bits_;
  std::vector<std::pair<llvm::PHINode*, llvm::PHINode*>> phis_;
  std::vector<std::pair<Instruction*, Value*>> done_;
};

}  // namespace

llvm::PreservedAnalyses LowerBfloatPass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  if (!Lowering(function).run()) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
