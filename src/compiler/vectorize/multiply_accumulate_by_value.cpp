// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/multiply_accumulate_by_value.h"

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>

#include "compiler/vectorize/lane_target.h"

namespace pewter::compiler {

using llvm::Value;

llvm::PreservedAnalyses MultiplyAccumulateByValuePass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  llvm::Function* by_pointer = module.getFunction("__pewter_simdgroup_multiply_accumulate");
  if (!by_pointer) return llvm::PreservedAnalyses::all();
  llvm::Type* element = llvm::Type::getFloatTy(module.getContext());
  llvm::Type* pair = llvm::StructType::get(element, element);
  const llvm::SmallVector<llvm::Type*, 6> parameters(6, element);
  auto callee = module.getOrInsertFunction(kMultiplyAccumulate, llvm::FunctionType::get(pair, parameters, false));
  auto* by_value = llvm::cast<llvm::Function>(callee.getCallee());
  by_value->setConvergent();
  by_value->setDoesNotThrow();
  by_value->setWillReturn();
  by_value->setDoesNotAccessMemory();
  for (llvm::User* user : llvm::make_early_inc_range(by_pointer->users())) {
    auto* call = llvm::dyn_cast<llvm::CallInst>(user);
    if (!call) continue;
    llvm::IRBuilder<> builder(call);
    llvm::SmallVector<Value*, 6> fragments;
    for (unsigned operand = 1; operand < 4; ++operand)
      for (unsigned i = 0; i < 2; ++i)
        fragments.push_back(builder.CreateLoad(element, builder.CreateConstInBoundsGEP1_64(element, call->getArgOperand(operand), i)));
    llvm::CallInst* result = builder.CreateCall(callee, fragments);
    result->setConvergent();
    for (unsigned i = 0; i < 2; ++i)
      builder.CreateStore(builder.CreateExtractValue(result, i), builder.CreateConstInBoundsGEP1_64(element, call->getArgOperand(0), i));
    call->eraseFromParent();
  }
  return llvm::PreservedAnalyses::none();
}

bool has_matrix_products(const llvm::Module& module) {
  const llvm::Function* products = module.getFunction(kMultiplyAccumulate);
  return products && !products->use_empty();
}

}  // namespace pewter::compiler
