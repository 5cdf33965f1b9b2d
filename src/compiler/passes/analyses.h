// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Passes/PassBuilder.h>

#include <optional>

namespace pewter::compiler {

// The four analysis managers that every pass run needs, in the order that they must die in. `target`: what is told of the
// target in place of the builder's machine.
struct Analyses {
  explicit Analyses(llvm::PassBuilder& builder, std::optional<llvm::TargetIRAnalysis> target = std::nullopt) {
    if (target) function.registerPass([&] { return *target; });
    builder.registerModuleAnalyses(module);
    builder.registerCGSCCAnalyses(cgscc);
    builder.registerFunctionAnalyses(function);
    builder.registerLoopAnalyses(loop);
    builder.crossRegisterProxies(loop, function, cgscc, module);
  }
  llvm::LoopAnalysisManager loop;
  llvm::FunctionAnalysisManager function;
  llvm::CGSCCAnalysisManager cgscc;
  llvm::ModuleAnalysisManager module;
};

}  // namespace pewter::compiler
