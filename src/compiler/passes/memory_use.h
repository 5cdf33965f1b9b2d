// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include "model/kernel_image.h"

namespace llvm {
class Value;
}

namespace pewter::compiler {

// Marks the load that fetches the pointer of parameter `number`. Optimisers may drop the mark; then nothing is known.
void mark_parameter(llvm::Value& load, std::size_t number);

// Writes into the description of each buffer parameter what the entry point's code does with its memory: loads, stores,
// atomics. Changes no code.
//
// Known only where every use of the pointer can be followed. A kernel that looks at the results of atomic operations on
// device memory may use them to share memory out among its threads, those of other dispatches too (a list's next free
// place, a lock): of what such a kernel writes nothing is known.
class MemoryUsePass : public llvm::PassInfoMixin<MemoryUsePass> {
 public:
  explicit MemoryUsePass(model::KernelInfo& info) : info_(&info) {}
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses);
  static bool isRequired() { return true; }

 private:
  model::KernelInfo* info_;
};

}  // namespace pewter::compiler
