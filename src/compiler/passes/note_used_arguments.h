// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include "model/kernel_image.h"

namespace pewter::compiler {

// Notes in KernelParameter::used which buffers and which bound threadgroup memory the kernel still fetches from its
// frames. Must come after optimisation: what is declared and not used is gone only then.
class NoteUsedArgumentsPass : public llvm::PassInfoMixin<NoteUsedArgumentsPass> {
 public:
  // `info` must outlive the pass.
  explicit NoteUsedArgumentsPass(model::KernelInfo& info) : info_(&info) {}

  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
  static bool isRequired() { return true; }

 private:
  model::KernelInfo* info_;
};

}  // namespace pewter::compiler
