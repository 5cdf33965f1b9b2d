// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/vectorize_pass.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/Analysis/UniformityAnalysis.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>

#include "compiler/passes/lower_entry.h"
#include "compiler/vectorize/function_vectorizer.h"

namespace pewter::compiler {

llvm::PreservedAnalyses VectorizePass::run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses) {
  llvm::Function* scalar = module.getFunction(kSimdgroup);
  if (!scalar || scalar->isDeclaration()) return llvm::PreservedAnalyses::all();
  auto& function_analyses = analyses.getResult<llvm::FunctionAnalysisManagerModuleProxy>(module).getManager();
  auto& uniformity = function_analyses.getResult<llvm::UniformityInfoAnalysis>(*scalar);
  const auto is_divergent = [&](const llvm::Value& value) { return uniformity.isDivergent(&value); };
  const LinearFlow flow(*scalar, function_analyses.getResult<llvm::LoopAnalysis>(*scalar),
                        function_analyses.getResult<llvm::DominatorTreeAnalysis>(*scalar),
                        function_analyses.getResult<llvm::PostDominatorTreeAnalysis>(*scalar),
                        [&](const llvm::BasicBlock& block) { return uniformity.hasDivergentTerminator(block); });
  const LaneShapes shapes(*scalar, LaneLayout::of(size_, model::kSimdWidth), is_divergent,
                          [&](const llvm::BasicBlock& block) {
                            return flow.blocks()[static_cast<std::size_t>(flow.number_of(&block))].deferred;
                          });

  auto* vectorized = llvm::Function::Create(scalar->getFunctionType(), llvm::GlobalValue::ExternalLinkage, "", module);
  vectorized->copyAttributesFrom(scalar);
  for (unsigned i = 0; i < scalar->arg_size(); ++i) vectorized->getArg(i)->setName(scalar->getArg(i)->getName());
  vectorized->setSubprogram(scalar->getSubprogram());
  FunctionVectorizer vectorizer(*scalar, *vectorized, shapes, flow, is_divergent);
  if (!vectorizer.run()) {
    if (unsupported_) *unsupported_ = vectorizer.unsupported();
    vectorized->deleteBody();
    vectorized->eraseFromParent();
    return llvm::PreservedAnalyses::all();
  }
  function_analyses.clear(*scalar, scalar->getName());
  vectorized->takeName(scalar);
  scalar->setSubprogram(nullptr);
  scalar->eraseFromParent();
  return llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
