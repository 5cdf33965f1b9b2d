// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <random>

#include "compiler/vectorize/group_operations_test_module.h"

namespace pewter::compiler::testing_support {

using Words = std::array<std::uint32_t, kLanes>;

// The end of a scalar function to take original instructions from.
inline llvm::Instruction* scalar_code(TestModule& module) {
  llvm::LLVMContext& context = module.module().getContext();
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context), {llvm::PointerType::getUnqual(context)}, false);
  auto* function = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, "scalar", module.module());
  return llvm::ReturnInst::Create(context, llvm::BasicBlock::Create(context, "", function));
}

inline llvm::Value* argument(llvm::IRBuilder<>& scalar) { return scalar.GetInsertBlock()->getParent()->getArg(0); }

class Random {
 public:
  std::uint32_t operator()() { return static_cast<std::uint32_t>(engine_()); }
  Words words(bool is_float) {
    Words words;
    for (std::uint32_t& word : words)
      word = is_float ? std::bit_cast<std::uint32_t>(static_cast<float>((*this)() % 1000)) : (*this)();
    return words;
  }
  std::uint32_t mask(int round) {
    if (round == 0) return UINT32_MAX;
    if (round == 1) return 0;
    if (round == 2) return 1u << (*this)() % kLanes;
    return (*this)();
  }

 private:
  std::mt19937 engine_{11};
};

}  // namespace pewter::compiler::testing_support
