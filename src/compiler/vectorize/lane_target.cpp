// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_target.h"

#include <llvm/Analysis/TargetTransformInfoImpl.h>
#include <llvm/IR/Instructions.h>

#include "compiler/analysis/intrinsics.h"
#include "compiler/passes/lower_entry.h"
#include "compiler/vectorize/group_operations.h"

namespace pewter::compiler {
namespace {

llvm::StringRef callee_name(const llvm::Value* value) {
  const auto* call = llvm::dyn_cast<llvm::CallInst>(value);
  const llvm::Function* callee = call ? call->getCalledFunction() : nullptr;
  return callee ? callee->getName() : llvm::StringRef();
}

class LaneTarget : public llvm::TargetTransformInfoImplCRTPBase<LaneTarget> {
 public:
  explicit LaneTarget(const llvm::DataLayout& layout) : TargetTransformInfoImplCRTPBase(layout) {}

  bool hasBranchDivergence(const llvm::Function*) const { return true; }

  bool isSourceOfDivergence(const llvm::Value* value) const {
    // Each lane has its own; and an atomic update gives each lane what it found.
    if (llvm::isa<llvm::AllocaInst, llvm::AtomicRMWInst, llvm::AtomicCmpXchgInst>(value)) return true;
    const llvm::StringRef name = callee_name(value);
    return name == kThreadIndex || name == kThreadPosition || (is_group_function(name) && !has_uniform_result(name)) ||
           name == kMultiplyAccumulate;
  }

  bool isAlwaysUniform(const llvm::Value* value) const {
    const llvm::StringRef name = callee_name(value);
    return is_group_function(name) && has_uniform_result(name);
  }
};

}  // namespace

llvm::TargetIRAnalysis lane_target_ir() {
  return llvm::TargetIRAnalysis([](const llvm::Function& function) {
    return llvm::TargetTransformInfo(LaneTarget(function.getDataLayout()));
  });
}

}  // namespace pewter::compiler
