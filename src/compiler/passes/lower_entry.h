// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include <string>

#include "compiler/device_module.h"

namespace pewter::compiler {

// Makes the function that executors call, a model::ThreadEntry: it fetches every argument of the kernel from the frames
// (buffers, threadgroup memory, built-ins), calls the kernel, and is from then on the only function that matters.
class LowerEntryPass : public llvm::PassInfoMixin<LowerEntryPass> {
 public:
  // `kernel` must outlive the pass.
  explicit LowerEntryPass(const DeviceKernel& kernel) : kernel_(&kernel) {}

  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
  static bool isRequired() { return true; }

 private:
  const DeviceKernel* kernel_;
};

// Turns calls of __pewter_lane in the entry point, inlined by then, into arithmetic on the frame.
struct LowerLanePass : llvm::PassInfoMixin<LowerLanePass> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
  static bool isRequired() { return true; }
};

// The link name of the entry point of the kernel called `host_name`.
std::string entry_symbol(const std::string& host_name);

// The entry point in `module`, or null before LowerEntryPass.
llvm::Function* find_entry(llvm::Module& module);

}  // namespace pewter::compiler
