// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/uniform_compares.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

namespace pewter::compiler {
namespace {

// base + offset, where the offsets fill less than the base's alignment; `span` becomes that power of two.
bool counts_from_base(const LaneShape& shape, std::uint64_t& span) {
  if (!shape.is_rows() || !shape.exact) return false;
  const std::int64_t largest = *std::max_element(shape.offset.begin(), shape.offset.end());
  if (*std::min_element(shape.offset.begin(), shape.offset.end()) < 0) return false;
  span = llvm::PowerOf2Ceil(static_cast<std::uint64_t>(largest) + 1);
  return span <= std::uint64_t{1} << shape.base_alignment;
}

// x < limit turns at limit, x > limit at limit + 1: between a base and its lanes only where that is no multiple of the span.
bool turns_at_multiple(const llvm::ICmpInst& compare, std::uint64_t span) {
  const auto* limit = llvm::dyn_cast<llvm::ConstantInt>(compare.getOperand(1));
  if (!limit || limit->getBitWidth() > 64) return false;
  switch (compare.getPredicate()) {
    case llvm::CmpInst::ICMP_ULT:
    case llvm::CmpInst::ICMP_UGE:
    case llvm::CmpInst::ICMP_SLT:
    case llvm::CmpInst::ICMP_SGE:
      return limit->getZExtValue() % span == 0;
    case llvm::CmpInst::ICMP_UGT:
    case llvm::CmpInst::ICMP_ULE:
    case llvm::CmpInst::ICMP_SGT:
    case llvm::CmpInst::ICMP_SLE:
      return (limit->getZExtValue() + 1) % span == 0;
    default:
      return false;
  }
}

llvm::FunctionCallee first_lane_function(llvm::Module& module, llvm::Type* type) {
  const std::string name = (llvm::Twine(kFirstLane) + ".i" + llvm::Twine(type->getIntegerBitWidth())).str();
  llvm::FunctionCallee callee = module.getOrInsertFunction(name, llvm::FunctionType::get(type, {type}, false));
  auto* function = llvm::cast<llvm::Function>(callee.getCallee());
  function->setDoesNotAccessMemory();
  function->setDoesNotThrow();
  function->setWillReturn();
  return callee;
}

}  // namespace

bool find_uniform_compares(llvm::Function& function, const LaneShapes& shapes) {
  if (shapes.layout().rows != 1) return false;
  bool found = false;
  for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
    auto* compare = llvm::dyn_cast<llvm::ICmpInst>(&instruction);
    std::uint64_t span = 1;
    if (!compare || shapes.of(compare).kind != LaneShape::Kind::vector) continue;
    if (!counts_from_base(shapes.of(compare->getOperand(0)), span) || !turns_at_multiple(*compare, span)) continue;
    llvm::IRBuilder<> builder(compare);
    llvm::Value* operand = compare->getOperand(0);
    compare->setOperand(0, builder.CreateCall(first_lane_function(*function.getParent(), operand->getType()), {operand}));
    found = true;
  }
  return found;
}

}  // namespace pewter::compiler
