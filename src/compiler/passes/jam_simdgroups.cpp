// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/jam_simdgroups.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/Analysis/TargetTransformInfo.h>
#include <llvm/IR/Dominators.h>

#include "compiler/passes/barriers/declared_scopes.h"
#include "compiler/passes/jam/candidate.h"
#include "compiler/passes/jam/jammer.h"

namespace pewter::compiler {
namespace {

RegisterFile vector_registers(const llvm::TargetTransformInfo& target) {
  return {target.getNumberOfRegisters(target.getRegisterClassForType(/*Vector=*/true)),
          static_cast<unsigned>(
              target.getRegisterBitWidth(llvm::TargetTransformInfo::RGK_FixedWidthVector).getFixedValue())};
}

}  // namespace

llvm::PreservedAnalyses JamSimdgroupsPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  auto& dominators = analyses.getResult<llvm::DominatorTreeAnalysis>(function);
  auto& evolution = analyses.getResult<llvm::ScalarEvolutionAnalysis>(function);
  const RegisterFile file = file_ ? *file_ : vector_registers(analyses.getResult<llvm::TargetIRAnalysis>(function));
  bool changed = false;
  std::vector<std::pair<JamCandidate, unsigned>> found;
  for (llvm::Loop* loop : loops.getLoopsInPreorder()) {
    if (!is_simdgroup_loop(*loop)) continue;
    changed = true;  // looking for candidates brings loops into form
    auto jam = find_jam(*loop, loops, dominators, evolution);
    if (!jam) continue;
    if (const unsigned width = choose_width(*jam, FullTrip(*jam), file, evolution); width > 1)
      found.emplace_back(std::move(*jam), width);
  }
  // The analyses are about the function as it was; no two candidates have blocks in common.
  for (const auto& [jam, width] : found) Jammer(jam, FullTrip(jam), width).run();
  if (!found.empty()) drop_declared_scopes(function);
  return changed ? llvm::PreservedAnalyses::none() : llvm::PreservedAnalyses::all();
}

}  // namespace pewter::compiler
