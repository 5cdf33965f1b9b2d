// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include "model/kernel_image.h"

namespace pewter::compiler {

// Notes in KernelParameter::pointers where in its buffers the entry point finds the addresses that it follows: those
// that are loaded at an offset known now, and arrays of them. Must come after optimisation: what is loaded and not used
// is gone only then.
class NotePointersPass : public llvm::PassInfoMixin<NotePointersPass> {
 public:
  // `info` must outlive the pass.
  explicit NotePointersPass(model::KernelInfo& info) : info_(&info) {}

  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
  static bool isRequired() { return true; }

 private:
  model::KernelInfo* info_;
};

}  // namespace pewter::compiler
