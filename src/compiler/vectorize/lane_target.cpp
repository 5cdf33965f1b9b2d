// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_target.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/Analysis/TargetTransformInfoImpl.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>

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

bool indexes_private_memory(const llvm::Loop& loop) {
  for (const llvm::BasicBlock* block : loop.blocks()) {
    for (const llvm::Instruction& instruction : *block) {
      const llvm::Value* pointer = llvm::getLoadStorePointerOperand(&instruction);
      if (pointer && llvm::isa<llvm::AllocaInst>(llvm::getUnderlyingObject(pointer))) return true;
    }
  }
  return false;
}

// Varies in the loop, and is a constant in each iteration once the loop is unrolled.
bool is_counted(const llvm::Value* value, const llvm::Loop& loop, unsigned depth = 0) {
  constexpr unsigned kMaxDepth = 4;
  const auto* instruction = llvm::dyn_cast<llvm::Instruction>(value);
  if (!instruction || !loop.contains(instruction) || depth > kMaxDepth) return false;
  if (const auto* phi = llvm::dyn_cast<llvm::PHINode>(instruction)) {
    if (phi->getParent() != loop.getHeader() || phi->getNumIncomingValues() != 2) return false;
    const unsigned back = loop.contains(phi->getIncomingBlock(0)) ? 0 : 1;
    const auto* next = llvm::dyn_cast<llvm::BinaryOperator>(phi->getIncomingValue(back));
    return llvm::isa<llvm::Constant>(phi->getIncomingValue(1 - back)) && next && next->getOperand(0) == phi &&
           llvm::isa<llvm::Constant>(next->getOperand(1));
  }
  if (!llvm::isa<llvm::BinaryOperator, llvm::CastInst, llvm::CmpInst, llvm::SelectInst, llvm::MinMaxIntrinsic>(
          instruction))
    return false;
  return llvm::all_of(instruction->operands(), [&](const llvm::Use& operand) {
    return llvm::isa<llvm::Constant>(operand) || is_counted(operand, loop, depth + 1);
  });
}

// j % span, word >> 4 * k: with a constant in place of the counted operand, patterns across lanes are seen through it
// (lane_shape.h).
bool has_patterns(const llvm::Loop& loop) {
  for (const llvm::BasicBlock* block : loop.blocks()) {
    for (const llvm::Instruction& instruction : *block) {
      switch (instruction.getOpcode()) {
        case llvm::Instruction::UDiv:
        case llvm::Instruction::URem:
        case llvm::Instruction::SDiv:
        case llvm::Instruction::SRem:
        case llvm::Instruction::Shl:
        case llvm::Instruction::LShr:
        case llvm::Instruction::And:
          for (unsigned i = 0; i < 2; ++i) {
            const llvm::Value* other = instruction.getOperand(1 - i);
            if (is_counted(instruction.getOperand(i), loop) && !llvm::isa<llvm::Constant>(other) &&
                !is_counted(other, loop))
              return true;
          }
          break;
        default:
          break;
      }
    }
  }
  return false;
}

// One element after the other: together they are one access (access_groups.h).
bool reads_on(const llvm::Loop& loop, llvm::ScalarEvolution& evolution) {
  for (const llvm::BasicBlock* block : loop.blocks()) {
    for (llvm::Instruction& instruction : const_cast<llvm::BasicBlock&>(*block)) {
      llvm::Value* pointer = llvm::getLoadStorePointerOperand(&instruction);
      const auto* sum = pointer ? llvm::dyn_cast<llvm::SCEVAddRecExpr>(evolution.getSCEV(pointer)) : nullptr;
      if (!sum || sum->getLoop() != &loop) continue;
      const auto* step = llvm::dyn_cast<llvm::SCEVConstant>(sum->getStepRecurrence(evolution));
      const auto size = instruction.getDataLayout().getTypeStoreSize(llvm::getLoadStoreType(&instruction));
      if (step && step->getAPInt() == size.getFixedValue()) return true;
    }
  }
  return false;
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

  // What a lane can have in registers, and what is a pattern across lanes, may show only when a loop is unrolled all
  // the way.
  void getUnrollingPreferences(llvm::Loop* loop, llvm::ScalarEvolution& evolution,
                               llvm::TargetTransformInfo::UnrollingPreferences& preferences,
                               llvm::OptimizationRemarkEmitter*) const {
    constexpr unsigned kThresholdOfArrays = 4000;  // 4 by 4 matrices of a lane's own take 2,700
    constexpr unsigned kThresholdOfPatterns = 1500;
    constexpr unsigned kMaxTrips = 16;
    if (indexes_private_memory(*loop)) {
      preferences.Threshold = kThresholdOfArrays;
    } else if (const unsigned trips = evolution.getSmallConstantTripCount(loop);
               trips > 0 && trips <= kMaxTrips && (has_patterns(*loop) || reads_on(*loop, evolution))) {
      preferences.Threshold = kThresholdOfPatterns;
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
