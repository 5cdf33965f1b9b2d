// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include "model/kernel_image.h"

namespace pewter::compiler {

// Writes past the caches what a dispatch would only drive out of them: a line that is written whole need not be read
// first, and nothing is lost where more is written than the caches hold. That is the dispatch's size, so both kinds of
// store are there, and LaunchFrame.cached_bytes_per_thread decides between them.
//
// For stores of whole cache lines, without a mask, to buffers that the kernel does not read by the same argument, in a
// kernel without atomics and fences; each asks whether its lines are aligned. Streaming stores are seen in order by the
// thread that makes them, which is the one that runs the whole threadgroup; for all others the executor orders them
// when a worker's part of the dispatch is done. So they are right wherever plain stores are, and the other conditions
// only keep out what would be slower.
//
// Runs after all optimisation, which would make one of the two stores again.
class StreamStoresPass : public llvm::PassInfoMixin<StreamStoresPass> {
 public:
  // `size`: of every threadgroup, where the code is specialised on one.
  explicit StreamStoresPass(const model::ThreadgroupSize& size) : size_(size) {}
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);

 private:
  model::ThreadgroupSize size_;
};

}  // namespace pewter::compiler
