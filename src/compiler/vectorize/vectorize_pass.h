// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include <string>

#include "model/kernel_image.h"

namespace pewter::compiler {

// Replaces `@pewter.simdgroup`, written for one thread, by the function of the same name that runs a whole SIMD-group:
// every value that differs between lanes becomes a vector, what is the same stays scalar, and divergent control flow becomes
// masks (linear_flow.h). Wants loops in LCSSA form with a preheader and one latch, reducible control flow, branches of two
// ways only, and one return.
class VectorizePass : public llvm::PassInfoMixin<VectorizePass> {
 public:
  // `unsupported`: gets the reason where the kernel has something without a vector form; the function is then unchanged.
  VectorizePass(const model::ThreadgroupSize& size, std::string* unsupported = nullptr)
      : size_(size), unsupported_(unsupported) {}
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses);
  static bool isRequired() { return true; }

 private:
  model::ThreadgroupSize size_;
  std::string* unsupported_;
};

}  // namespace pewter::compiler
