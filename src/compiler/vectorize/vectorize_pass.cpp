// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/vectorize_pass.h"

#include <fmt/format.h>
#include <llvm/Analysis/AliasAnalysis.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>

#include "compiler/passes/lower_entry.h"
#include "compiler/vectorize/access_groups.h"
#include "compiler/vectorize/divergence.h"
#include "compiler/vectorize/function_vectorizer.h"
#include "compiler/vectorize/uniform_compares.h"

namespace pewter::compiler {
namespace {

// All that is to be known of the scalar function.
struct Analysis {
  Analysis(llvm::Function& function, llvm::FunctionAnalysisManager& analyses, const LaneLayout& layout)
      : divergence(function, analyses), shapes(function, layout, is_divergent, [this](const llvm::BasicBlock& block) {
          return flow.blocks()[static_cast<std::size_t>(flow.number_of(&block))].deferred;
        }) {}

  const Divergence divergence;
  const LinearFlow& flow = divergence.flow();
  const std::function<bool(const llvm::Value&)> is_divergent = [this](const llvm::Value& value) {
    return divergence.is_divergent(value);
  };
  const LaneShapes shapes;
};

}  // namespace

llvm::PreservedAnalyses VectorizePass::run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses) {
  llvm::Function* scalar = module.getFunction(kSimdgroup);
  if (!scalar || scalar->isDeclaration()) return llvm::PreservedAnalyses::all();
  auto& function_analyses = analyses.getResult<llvm::FunctionAnalysisManagerModuleProxy>(module).getManager();
  // Ways that lanes may wait at are looked at in pairs, and each has its mask and its PHIs.
  constexpr std::size_t kMaxBlocks = 2000;
  if (scalar->size() > kMaxBlocks) {
    if (unsupported_) *unsupported_ = fmt::format("control flow of {} blocks; {} are the limit", scalar->size(), kMaxBlocks);
    return llvm::PreservedAnalyses::all();
  }
  const LaneLayout layout = LaneLayout::of(size_, model::kSimdWidth);
  // What proves a branch uniform may prove another one so.
  while (find_uniform_compares(*scalar, Analysis(*scalar, function_analyses, layout).shapes))
    function_analyses.invalidate(*scalar, llvm::PreservedAnalyses::none());
  if (join_accesses(*scalar, Analysis(*scalar, function_analyses, layout).shapes,
                    function_analyses.getResult<llvm::AAManager>(*scalar)))
    function_analyses.invalidate(*scalar, llvm::PreservedAnalyses::none());
  const Analysis analysis(*scalar, function_analyses, layout);

  auto* vectorized = llvm::Function::Create(scalar->getFunctionType(), llvm::GlobalValue::ExternalLinkage, "", module);
  vectorized->copyAttributesFrom(scalar);
  for (unsigned i = 0; i < scalar->arg_size(); ++i) vectorized->getArg(i)->setName(scalar->getArg(i)->getName());
  vectorized->setSubprogram(scalar->getSubprogram());
  FunctionVectorizer vectorizer(*scalar, *vectorized, analysis.shapes, analysis.flow, analysis.is_divergent);
  if (!vectorizer.run()) {
    if (unsupported_) *unsupported_ = vectorizer.unsupported();
    vectorized->deleteBody();
    vectorized->eraseFromParent();
    return llvm::PreservedAnalyses::all();
  }
  // Each is some hundred instructions; the time to compile grows faster than their number.
  constexpr unsigned kMaxByLane = 256;
  if (const unsigned count = vectorizer.accesses_by_lane(); count > kMaxByLane) {
    if (unsupported_)
      *unsupported_ = fmt::format("{} accesses that are anywhere in each lane; {} are the limit", count, kMaxByLane);
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
