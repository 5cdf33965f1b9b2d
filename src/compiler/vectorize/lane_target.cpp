// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_target.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/TargetTransformInfoImpl.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/Instructions.h>

#include "compiler/passes/lower_entry.h"
#include "compiler/vectorize/group_operations.h"
#include "compiler/vectorize/uniform_compares.h"
#include "model/kernel_abi.h"

namespace pewter::compiler {
namespace {

llvm::StringRef callee_name(const llvm::Value* value) {
  const auto* call = llvm::dyn_cast<llvm::CallInst>(value);
  const llvm::Function* callee = call ? call->getCalledFunction() : nullptr;
  return callee ? callee->getName() : llvm::StringRef();
}

class LaneTarget : public llvm::TargetTransformInfoImplCRTPBase<LaneTarget> {
 public:
  LaneTarget(const llvm::DataLayout& layout, const model::ThreadgroupSize& size)
      : TargetTransformInfoImplCRTPBase(layout), size_(size) {}

  bool hasBranchDivergence(const llvm::Function*) const { return true; }

  bool isSourceOfDivergence(const llvm::Value* value) const {
    // Each lane has its own; and an atomic update gives each lane what it found.
    if (llvm::isa<llvm::AllocaInst, llvm::AtomicRMWInst, llvm::AtomicCmpXchgInst>(value)) return true;
    const llvm::StringRef name = callee_name(value);
    if (name == kThreadPosition) return !is_across(*llvm::cast<llvm::CallInst>(value));
    return name == kThreadIndex || (is_group_function(name) && !has_uniform_result(name)) ||
           name == kMultiplyAccumulate;
  }

  bool isAlwaysUniform(const llvm::Value* value) const {
    const llvm::StringRef name = callee_name(value);
    return (is_group_function(name) && has_uniform_result(name)) || name.starts_with(kFirstLane) || is_number_of_simdgroup(value);
  }

  // A private array that loops index can live in registers only when they are unrolled all the way.
  void getUnrollingPreferences(llvm::Loop* loop, llvm::ScalarEvolution&, llvm::TargetTransformInfo::UnrollingPreferences& preferences,
                               llvm::OptimizationRemarkEmitter*) const {
    constexpr unsigned kThreshold = 4000;  // 4 by 4 matrices of a lane's own take 2,700
    for (const llvm::BasicBlock* block : loop->blocks()) {
      for (const llvm::Instruction& instruction : *block) {
        const llvm::Value* pointer = llvm::getLoadStorePointerOperand(&instruction);
        if (!pointer || !llvm::isa<llvm::AllocaInst>(llvm::getUnderlyingObject(pointer))) continue;
        preferences.Threshold = kThreshold;
        return;
      }
    }
  }

 private:
  // The upper bits of a thread's number, which say in which SIMD-group it is.
  bool is_number_of_simdgroup(const llvm::Value* value) const {
    const auto* operation = llvm::dyn_cast<llvm::BinaryOperator>(value);
    const auto* number = operation ? llvm::dyn_cast<llvm::ConstantInt>(operation->getOperand(1)) : nullptr;
    if (!number || !is_thread_number(operation->getOperand(0))) return false;
    constexpr std::uint64_t kLaneBits = model::kSimdWidth - 1;
    switch (operation->getOpcode()) {
      case llvm::Instruction::LShr:
        return number->getValue().uge(5);
      case llvm::Instruction::And:
        return (number->getZExtValue() & kLaneBits) == 0;
      default:
        return false;
    }
  }

  // Counts up with the lanes from a multiple of their number.
  bool is_thread_number(const llvm::Value* value) const {
    const llvm::StringRef name = callee_name(value);
    if (name == kThreadIndex) return true;
    const auto* axis = name == kThreadPosition ? llvm::dyn_cast<llvm::ConstantInt>(llvm::cast<llvm::CallInst>(value)->getArgOperand(0)) : nullptr;
    return axis && axis->isZero() && size_[0] && size_[0] % model::kSimdWidth == 0;
  }

  // Along this axis no SIMD-group is longer than one thread.
  bool is_across(const llvm::CallInst& position) const {
    const auto* axis = llvm::dyn_cast<llvm::ConstantInt>(position.getArgOperand(0));
    if (!axis || !size_[0] || axis->isZero()) return false;
    const std::uint32_t stride = axis->isOne() ? size_[0] : size_[0] * size_[1];
    return stride % model::kSimdWidth == 0;
  }

  model::ThreadgroupSize size_;
};

}  // namespace

llvm::TargetIRAnalysis lane_target_ir(const model::ThreadgroupSize& size) {
  return llvm::TargetIRAnalysis([size](const llvm::Function& function) {
    return llvm::TargetTransformInfo(LaneTarget(function.getDataLayout(), size));
  });
}

}  // namespace pewter::compiler
