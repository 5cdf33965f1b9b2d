// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/note_pointers.h"

#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Operator.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "compiler/passes/frame_field.h"
#include "compiler/passes/lower_entry.h"
#include "model/kernel_abi.h"

namespace pewter::compiler {
namespace {

using model::PointerSlots;

constexpr std::uint64_t kSlot = sizeof(std::uint64_t);

using Frame = FrameField::Frame;

// The index of the buffer whose address the load gets from the frames.
std::optional<std::uint32_t> buffer_of(const llvm::LoadInst& load, const llvm::Function& entry) {
  if (!load.getType()->isPointerTy()) return std::nullopt;
  const auto field = frame_field(load.getPointerOperand(), entry);
  constexpr std::uint64_t kBuffers = offsetof(model::LaunchFrame, buffers);
  if (!field || field->frame != Frame::launch || field->offset < kBuffers) return std::nullopt;
  const std::uint64_t index = (field->offset - kBuffers) / sizeof(void*);
  if (index >= model::kMaxBuffers) return std::nullopt;
  return static_cast<std::uint32_t>(index);
}

// Whether the phi is the address, moved on from round to round of a loop at the most.
bool only_moves_on(const llvm::PHINode& phi, const llvm::Value& address) {
  return llvm::all_of(phi.incoming_values(), [&](const llvm::Use& use) {
    const llvm::Value* value = use.get();
    for (const llvm::GEPOperator* step; value != &address && (step = llvm::dyn_cast<llvm::GEPOperator>(value));)
      value = step->getPointerOperand();
    return value == &phi || value == &address;
  });
}

// Whether memory is reached by the address. A kernel may only ask whether it is null; of two addresses it may take the
// other one, so what goes through a select says nothing.
bool is_followed(const llvm::Value& address) {
  return llvm::any_of(address.uses(), [&](const llvm::Use& use) {
    const llvm::User* user = use.getUser();
    if (llvm::isa<llvm::GEPOperator, llvm::AddrSpaceCastInst, llvm::FreezeInst, llvm::ExtractElementInst>(user))
      return is_followed(*user);
    if (const auto* phi = llvm::dyn_cast<llvm::PHINode>(user)) return only_moves_on(*phi, address) && is_followed(*phi);
    if (const auto* store = llvm::dyn_cast<llvm::StoreInst>(user))
      return use.getOperandNo() == store->getPointerOperandIndex();
    return llvm::isa<llvm::LoadInst, llvm::AtomicRMWInst, llvm::AtomicCmpXchgInst, llvm::CallBase>(user);
  });
}

// Where one buffer of the kernel is loaded from.
class Walk {
 public:
  Walk(const model::KernelParameter& parameter, const llvm::DataLayout& layout)
      : parameter_(parameter), layout_(layout) {}

  // `address` lies `offset` bytes into the buffer; count 1. More: it is the address of one of that many slots from
  // there on.
  void follow(const llvm::Value& address, std::uint64_t offset, std::uint32_t count) {
    for (const llvm::User* user : address.users()) {
      if (const auto* step = llvm::dyn_cast<llvm::GEPOperator>(user))
        this->step(*step, offset, count);
      else if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(user))
        note(*load, offset, count);
      else if (llvm::isa<llvm::AddrSpaceCastInst, llvm::FreezeInst>(user))
        follow(*user, offset, count);
      // All else (phi, select, a copy of the struct, ...): which slot it is cannot be told.
    }
  }

  std::vector<PointerSlots> found;

 private:
  void step(const llvm::GEPOperator& step, std::uint64_t offset, std::uint32_t count) {
    const unsigned bits = layout_.getIndexTypeSizeInBits(step.getType());
    llvm::MapVector<llvm::Value*, llvm::APInt> variable;
    llvm::APInt constant(bits, 0);
    if (!step.collectOffset(layout_, bits, variable, constant)) return;
    const std::uint64_t at = offset + static_cast<std::uint64_t>(constant.getSExtValue());
    if (variable.empty()) {
      if (count == 1 || constant.isZero()) follow(step, at, count);
      return;
    }
    if (count != 1 || variable.size() != 1 || variable.front().second != kSlot) return;
    if (const auto array = array_at(at)) follow(step, array->offset, array->count);
  }

  // The array of eight-byte members that begins there, or that the offset lies in.
  std::optional<PointerSlots> array_at(std::uint64_t offset) const {
    for (const model::ArgumentMember& member : parameter_.members) {
      if (member.size != kSlot || member.count < 2 || offset < member.offset) continue;
      if ((offset - member.offset) % kSlot || (offset - member.offset) / kSlot >= member.count) continue;
      // A parameter that points to pointers has no end that could be known.
      return PointerSlots{member.offset,
                          static_cast<std::uint32_t>(std::min<std::uint64_t>(member.count, PointerSlots::kToTheEnd))};
    }
    return std::nullopt;
  }

  void note(const llvm::LoadInst& load, std::uint64_t offset, std::uint32_t count) {
    if (!load.getType()->isPtrOrPtrVectorTy() || !is_followed(load)) return;
    const auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(load.getType());
    const unsigned loaded = vector ? vector->getNumElements() : 1;
    if (count > 1 && loaded > 1) return;
    for (unsigned i = 0; i < loaded; ++i) {
      const PointerSlots slots{offset + i * kSlot, count};
      if (std::ranges::find(found, slots) == found.end()) found.push_back(slots);
    }
  }

  const model::KernelParameter& parameter_;
  const llvm::DataLayout& layout_;
};

}  // namespace

llvm::PreservedAnalyses NotePointersPass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  for (model::KernelParameter& parameter : info_->parameters) parameter.pointers.clear();
  const llvm::Function* entry = find_entry(module);
  if (!entry) return llvm::PreservedAnalyses::all();
  for (const llvm::Instruction& instruction : llvm::instructions(*entry)) {
    const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction);
    const auto index = load ? buffer_of(*load, *entry) : std::nullopt;
    if (!index) continue;
    for (model::KernelParameter& parameter : info_->parameters) {
      if (parameter.kind != model::ParameterKind::buffer || parameter.index != *index) continue;
      Walk walk(parameter, module.getDataLayout());
      walk.found = std::move(parameter.pointers);
      walk.follow(*load, 0, 1);
      parameter.pointers = std::move(walk.found);
    }
  }
  for (model::KernelParameter& parameter : info_->parameters)
    std::ranges::sort(parameter.pointers, {},
                      [](const PointerSlots& slots) { return std::pair(slots.offset, slots.count); });
  return llvm::PreservedAnalyses::all();
}

}  // namespace pewter::compiler
