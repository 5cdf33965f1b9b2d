// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/note_used_arguments.h"

#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>

#include <cstdint>

#include "compiler/passes/frame_field.h"
#include "compiler/passes/lower_entry.h"
#include "model/kernel_abi.h"

namespace pewter::compiler {
namespace {

using Frame = FrameField::Frame;

// Neighbours may be fetched by one load.
bool covers(const FrameField& field, std::uint64_t bytes, Frame frame, std::uint64_t offset) {
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
      const auto field = frame_field(load->getPointerOperand(), *entry);
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
  // Whatever is bound there, of an argument that a function constant takes away: the binding of a dispatch before.
  for (model::KernelParameter& parameter : info_->parameters)
    if (parameter.kind == model::ParameterKind::buffer && !parameter.used) parameter.use = {.known = true};
  return llvm::PreservedAnalyses::all();
}

}  // namespace pewter::compiler
