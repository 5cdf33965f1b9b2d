// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include <optional>

#include "compiler/passes/jam/cost.h"

namespace pewter::compiler {

// Lets several SIMD-groups of a threadgroup run a loop at once, in the loops over SIMD-groups that SplitAtBarriersPass
// made for a known size of threadgroup: one trip of each, behind each other, as long as all lanes of all go on. A loop
// that goes through memory in strides of a threadgroup then reads pieces as long as the stride, and what it carries
// from trip to trip are as many chains as there are SIMD-groups.
//
// What makes it right: Metal orders SIMD-groups between barriers by atomics and fences only, so loops (and ways to
// them) with those stay as they are. A SIMD-group's own accesses keep their order. Nobody waits for anybody: as soon as
// one lane does not go on, each SIMD-group finishes the loop by itself. Whether and how many: jam/cost.h.
class JamSimdgroupsPass : public llvm::PassInfoMixin<JamSimdgroupsPass> {
 public:
  // Without `file` the function's target tells.
  explicit JamSimdgroupsPass(std::optional<RegisterFile> file = {}) : file_(file) {}
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);

 private:
  std::optional<RegisterFile> file_;
};

}  // namespace pewter::compiler
