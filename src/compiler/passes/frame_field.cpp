// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/frame_field.h"

#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>

#include "model/kernel_abi.h"

namespace pewter::compiler {

std::optional<FrameField> frame_field(const llvm::Value* address, const llvm::Function& entry) {
  using Frame = FrameField::Frame;
  const llvm::DataLayout& layout = entry.getParent()->getDataLayout();
  llvm::APInt offset(layout.getPointerSizeInBits(), 0);
  const llvm::Value* base = address->stripAndAccumulateConstantOffsets(layout, offset, true);
  const std::uint64_t bytes = offset.getZExtValue();
  if (base == entry.getArg(0)) return FrameField{entry.arg_size() == 1 ? Frame::thread : Frame::threadgroup, bytes};
  const auto* load = llvm::dyn_cast<llvm::LoadInst>(base);
  if (!load) return std::nullopt;
  const auto outer = frame_field(load->getPointerOperand(), entry);
  if (!outer) return std::nullopt;
  if (outer->frame == Frame::thread && outer->offset == offsetof(model::ThreadFrame, threadgroup))
    return FrameField{Frame::threadgroup, bytes};
  if (outer->frame == Frame::threadgroup && outer->offset == offsetof(model::ThreadgroupFrame, launch))
    return FrameField{Frame::launch, bytes};
  return std::nullopt;
}

}  // namespace pewter::compiler
