// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/Function.h>

#include <cstdint>
#include <optional>

namespace pewter::compiler {

// A place in one of the frames of model/kernel_abi.h, as optimised code reads it. frame.h makes such reads.
struct FrameField {
  enum class Frame : std::uint8_t { thread, threadgroup, launch };
  Frame frame;
  std::uint64_t offset;  // bytes
};

// Which field of which frame the address is of; nothing: of none. Frames are reached by chains of loads from the entry
// point's first argument.
std::optional<FrameField> frame_field(const llvm::Value* address, const llvm::Function& entry);

}  // namespace pewter::compiler
