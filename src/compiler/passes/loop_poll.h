// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Lets a runaway kernel be stopped: on the back edges of loops that are not provably short it reads
// ThreadgroupFrame.stop and, where that is set, calls __pewter_poll(), which does not return. Runs after all
// optimisation, so that it costs a compare and a branch per iteration of the unrolled and vectorised loop and hinders
// nothing.
struct LoopPollPass : llvm::PassInfoMixin<LoopPollPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
