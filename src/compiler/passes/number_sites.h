// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// Puts `__pewter_site(n)` before every convergent call, n rising in program order (analysis/program_order.h), and
// `__pewter_converge()`, a convergent call too, at the latch of every loop that holds a SIMD-group or quad-group call,
// so that the lanes still in the loop begin each iteration together (docs/architecture.md, "Lockstep"). Loops whose
// last call is on the way to every latch do without.
//
// Numbers belong to the program as it was written, not to the optimised one: copies that the optimiser makes of a call
// keep its number, and the scheduler goes by numbers alone.
struct NumberSitesPass : llvm::PassInfoMixin<NumberSitesPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

}  // namespace pewter::compiler
