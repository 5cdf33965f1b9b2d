// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>
#include <llvm/Support/Alignment.h>

namespace llvm {
class Type;
}

namespace pewter::compiler {

// Gathers of elements of 8 and 16 bits, which no machine has instructions for, become gathers of the aligned words of
// 32 bits that the elements lie in. What else such a word holds is read, too, and dropped: it lies in the same page,
// and it does not matter who writes it meanwhile.
//
// Runs after FragmentsToRowsPass, which looks for gathers of elements.
struct NarrowGathersPass : llvm::PassInfoMixin<NarrowGathersPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager&);
  static bool isRequired() { return true; }
};

// Whether this pass knows gathers of such elements: at odd addresses one could lie in two words.
bool is_narrow_gather(const llvm::Type* element, llvm::Align alignment);

}  // namespace pewter::compiler
