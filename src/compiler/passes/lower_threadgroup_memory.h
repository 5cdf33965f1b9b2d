// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include "model/kernel_image.h"

namespace pewter::compiler {

// Lays the kernel's own threadgroup variables (globals in address space 3) out in one block and turns their uses into
// offsets from ThreadgroupFrame.static_memory; the block's size goes to KernelInfo.static_threadgroup_bytes. More than
// Metal's 32 KiB is an error.
class LowerThreadgroupMemoryPass : public llvm::PassInfoMixin<LowerThreadgroupMemoryPass> {
 public:
  // `info` must outlive the pass.
  explicit LowerThreadgroupMemoryPass(model::KernelInfo& info) : info_(&info) {}

  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
  static bool isRequired() { return true; }

 private:
  model::KernelInfo* info_;
};

}  // namespace pewter::compiler
