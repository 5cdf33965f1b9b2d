// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include <string>

#include "compiler/device_module.h"

namespace pewter::compiler {

// Makes the function that runs one thread of the kernel: it fetches every argument from the frames (buffers, threadgroup
// memory, built-ins), calls the kernel, and is from then on the only function that matters.
// In per_thread code it is the model::ThreadEntry itself. In per_simdgroup code it is `@pewter.simdgroup(ptr %threadgroup,
// i32 %simdgroup, ptr %scratch)`, still one thread's, whose lane comes from two functions that only the vectoriser knows:
// kThreadIndex and kThreadPosition.
class LowerEntryPass : public llvm::PassInfoMixin<LowerEntryPass> {
 public:
  // `kernel` must outlive the pass. `size`: what per_simdgroup code is specialised on; all zero: any.
  explicit LowerEntryPass(const DeviceKernel& kernel, model::CodeShape shape = model::CodeShape::per_thread,
                          const model::ThreadgroupSize& size = {})
      : kernel_(&kernel), shape_(shape), size_(size) {}

  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
  static bool isRequired() { return true; }

 private:
  llvm::Function* create_entry(llvm::Module& module) const;

  const DeviceKernel* kernel_;
  model::CodeShape shape_;
  model::ThreadgroupSize size_;
};

// The function that runs one SIMD-group.
inline constexpr char kSimdgroup[] = "pewter.simdgroup";
// u32 (): thread_index_in_threadgroup. u32 (u32 axis): thread_position_in_threadgroup.
inline constexpr char kThreadIndex[] = "__pewter_thread_index";
inline constexpr char kThreadPosition[] = "__pewter_thread_position";

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
