// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include "compiler/device_module.h"

namespace pewter::compiler {

// Makes the entry point of a threadgroup out of the function that runs one SIMD-group of it.
//
// In: `void @pewter.simdgroup(ptr %threadgroup, i32 %simdgroup, ptr %scratch)`, internal: the vectorised kernel, with
// calls of __pewter_threadgroup_barrier where SIMD-groups wait for each other. Control flow is scalar; lanes are vectors.
// Out: `void @<entry_symbol>(ptr %threadgroup, ptr %scratch)` (model::ThreadgroupEntry), with everything inlined.
//
// The code between barriers becomes regions. A loop over the SIMD-groups runs each region; what lives across a barrier,
// values and allocas, is kept in the scratch memory of its SIMD-group, info.scratch_bytes each, behind as many as the
// function itself uses there (info.scratch_bytes on the way in). Barriers need not be uniform: a SIMD-group that has
// ended or waits at another barrier than the rest is run from where it stands, and all that wait go on together.
// Where all SIMD-groups are known to meet the same barriers, what they have in common is kept once, and nothing compared;
// a loop's bound has to come from invariant loads for that.
class SplitAtBarriersPass : public llvm::PassInfoMixin<SplitAtBarriersPass> {
 public:
  SplitAtBarriersPass(model::KernelInfo& info, model::ThreadgroupSize size) : info_(&info), size_(size) {}
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses);
  static bool isRequired() { return true; }

 private:
  model::KernelInfo* info_;
  model::ThreadgroupSize size_;  // all zero: any size
};

}  // namespace pewter::compiler
