// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/note_used_arguments.h"

#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>

#include <cstdint>
#include <optional>

#include "compiler/passes/lower_entry.h"
#include "model/kernel_abi.h"

namespace pewter::compiler {
namespace {

enum class Frame { thread, threadgroup, launch };

struct Field {
  Frame frame;
  std::uint64_t offset;
};

// Which field of which frame the address is of; nothing: of none. Frames are reached by chains of loads from the entry
// point's first argument.
std::optional<Field> field_of(const llvm::Value* address, const llvm::Function& entry) {
  const llvm::DataLayout& layout = entry.getParent()->getDataLayout();
  llvm::APInt offset(layout.getPointerSizeInBits(), 0);
  const llvm::Value* base = address->stripAndAccumulateConstantOffsets(layout, offset, true);
  const std::uint64_t bytes = offset.getZExtValue();
  if (base == entry.getArg(0)) return Field{entry.arg_size() == 1 ? Frame::thread : Frame::threadgroup, bytes};
  const auto* load = llvm::dyn_cast<llvm::LoadInst>(base);
  if (!load || load->getPointerOperand() == address) return std::nullopt;
  const auto outer = field_of(load->getPointerOperand(), entry);
  if (!outer) return std::nullopt;
  if (outer->frame == Frame::thread && outer->offset == offsetof(model::ThreadFrame, threadgroup))
    return Field{Frame::threadgroup, bytes};
  if (outer->frame == Frame::threadgroup && outer->offset == offsetof(model::ThreadgroupFrame, launch))
    return Field{Frame::launch, bytes};
  return std::nullopt;
}

// Neighbours may be fetched by one load.
bool covers(const Field& field, std::uint64_t bytes, Frame frame, std::uint64_t offset) {
  return field.frame == frame && field.offset <= offset && offset < field.offset + bytes;
}

}  // namespace

llvm::PreservedAnalyses NoteUsedArgumentsPass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  const llvm::Function* entry = find_entry(module);
  if (!entry) return llvm::PreservedAnalyses::all();
  for (model::KernelParameter& parameter : info_->parameters)
    parameter.used = parameter.kind == model::ParameterKind::built_in;
  for (const llvm::BasicBlock& block : *entry) {
    for (const llvm::Instruction& instruction : block) {
      const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction);
      if (!load || load->use_empty()) continue;
      const auto field = field_of(load->getPointerOperand(), *entry);
      if (!field) continue;
      const std::uint64_t bytes = module.getDataLayout().getTypeStoreSize(load->getType());
      for (model::KernelParameter& parameter : info_->parameters) {
        const std::uint64_t place = parameter.index * sizeof(void*);
        if (parameter.kind == model::ParameterKind::buffer)
          parameter.used |= covers(*field, bytes, Frame::launch, offsetof(model::LaunchFrame, buffers) + place);
        if (parameter.kind == model::ParameterKind::threadgroup_memory)
          parameter.used |=
              covers(*field, bytes, Frame::threadgroup, offsetof(model::ThreadgroupFrame, bound_memory) + place);
      }
    }
  }
  return llvm::PreservedAnalyses::all();
}

}  // namespace pewter::compiler
