// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/DataLayout.h>
#include <llvm/IR/Instructions.h>

#include <cstdint>
#include <vector>

#include "compiler/passes/barriers/live_values.h"

namespace pewter::compiler {

// Where things lie in the scratch memory of a SIMD-group. Values that are never kept at the same barrier share places,
// by preference a phi and what flows into it.
class ScratchLayout {
 public:
  static constexpr std::uint64_t kAlignment = 64;  // of the memory, and at most of what is in it

  // Begins behind the `used` first bytes. `with_state`: room for the number of the region that goes on.
  ScratchLayout(const llvm::DataLayout& layout, std::uint64_t used, bool with_state,
                const std::vector<LiveValues>& live, llvm::ArrayRef<llvm::AllocaInst*> allocas);

  // How a value of `type` lies in memory: masks as integers with a bit for each lane.
  static llvm::Type* memory_type(llvm::Type* type);

  std::uint64_t state_offset() const { return state_offset_; }
  std::uint64_t offset_of(const llvm::Instruction* value_or_alloca) const { return offsets_.lookup(value_or_alloca); }
  llvm::Align alignment_at(std::uint64_t offset) const;
  std::uint64_t bytes() const { return bytes_; }  // a multiple of kAlignment

 private:
  std::uint64_t state_offset_ = 0;
  std::uint64_t bytes_ = 0;
  llvm::DenseMap<const llvm::Instruction*, std::uint64_t> offsets_;
};

}  // namespace pewter::compiler
