// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/Function.h>
#include <llvm/IR/IRBuilder.h>

#include <cstddef>

#include "model/kernel_abi.h"

namespace pewter::compiler {

// Reads fields of the frames of model/kernel_abi.h in generated code. Frames do not change while a thread runs, so
// every read is an invariant load that the optimiser may merge, move and drop.
class FrameReader {
 public:
  // `entry` tells by its arguments whose frame it gets: one is a ThreadFrame (model::ThreadEntry); more begin with a
  // ThreadgroupFrame (model::ThreadgroupEntry, and the function that runs one SIMD-group).
  FrameReader(llvm::IRBuilder<>& builder, const llvm::Function& entry)
      : builder_(builder), thread_(entry.arg_size() == 1 ? entry.getArg(0) : nullptr),
        threadgroup_(entry.arg_size() == 1 ? nullptr : entry.getArg(0)) {}

  llvm::Value* thread_u32(std::size_t offset, const llvm::Twine& name = "") {
    return load(thread_, offset, builder_.getInt32Ty(), name);
  }
  llvm::Value* threadgroup_u32(std::size_t offset, const llvm::Twine& name = "") {
    return load(threadgroup(), offset, builder_.getInt32Ty(), name);
  }
  llvm::Value* threadgroup_pointer(std::size_t offset, const llvm::Twine& name = "") {
    return load(threadgroup(), offset, builder_.getPtrTy(), name);
  }
  llvm::Value* launch_u32(std::size_t offset, const llvm::Twine& name = "") {
    return load(launch(), offset, builder_.getInt32Ty(), name);
  }
  llvm::Value* launch_pointer(std::size_t offset, const llvm::Twine& name = "") {
    return load(launch(), offset, builder_.getPtrTy(), name);
  }

 private:
  llvm::Value* threadgroup() {
    if (!threadgroup_)
      threadgroup_ = load(thread_, offsetof(model::ThreadFrame, threadgroup), builder_.getPtrTy(), "threadgroup");
    return threadgroup_;
  }
  llvm::Value* launch() {
    if (!launch_)
      launch_ = load(threadgroup(), offsetof(model::ThreadgroupFrame, launch), builder_.getPtrTy(), "launch");
    return launch_;
  }
  llvm::Value* load(llvm::Value* base, std::size_t offset, llvm::Type* type, const llvm::Twine& name) {
    llvm::Value* address = builder_.CreateConstInBoundsGEP1_64(builder_.getInt8Ty(), base, offset);
    llvm::LoadInst* value = builder_.CreateLoad(type, address, name);
    llvm::MDNode* empty = llvm::MDNode::get(builder_.getContext(), {});
    value->setMetadata(llvm::LLVMContext::MD_invariant_load, empty);
    value->setMetadata(llvm::LLVMContext::MD_noundef, empty);
    return value;
  }

  llvm::IRBuilder<>& builder_;
  llvm::Value* thread_;
  llvm::Value* threadgroup_;
  llvm::Value* launch_ = nullptr;
};

}  // namespace pewter::compiler
