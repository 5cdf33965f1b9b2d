// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/vectorize/lane_value.h"

namespace pewter::compiler {

// Where the lanes of a load or store go, and which lanes take part.
struct LaneAddress {
  LaneValue pointer;       // rows or vector
  const LaneShape* shape;  // of the pointer
  llvm::Value* mask;       // <lanes x i1>; at least one lane is active
};

// Loads and stores of all lanes, by the pattern of their addresses: whole vectors where neighbouring lanes touch
// neighbouring elements, one load for a row where its lanes read the same element, shuffles where a lane's own vector
// (float4) is its part of a longer run, gathers and scatters for the rest. Memory of inactive lanes is not touched.
class MemoryEmitter {
 public:
  MemoryEmitter(llvm::IRBuilder<>& builder, const LaneLayout& layout) : builder_(builder), layout_(layout) {}

  // The value of type <element or MSL vector> that `original` loads: a <lanes x T> for each element.
  llvm::SmallVector<llvm::Value*, 4> load(const llvm::Instruction& original, llvm::Type* type, llvm::Align alignment,
                                          const LaneAddress& address);
  void store(const llvm::Instruction& original, llvm::Type* type, llvm::Align alignment, const LaneAddress& address,
             llvm::ArrayRef<llvm::Value*> elements);

 private:
  struct Run;
  bool find_run(const LaneAddress& address, unsigned elements, std::uint64_t size, Run& run) const;
  llvm::Value* row_mask(llvm::Value* mask, unsigned row, const Run& run);
  llvm::Value* load_run(const llvm::Instruction& original, llvm::Type* element, llvm::Align alignment,
                        const LaneAddress& address, const Run& run, unsigned row);
  llvm::SmallVector<llvm::Value*, 4> load_runs(const llvm::Instruction& original, llvm::Type* element, unsigned count,
                                               llvm::Align alignment, const LaneAddress& address, const Run& run);
  void store_runs(const llvm::Instruction& original, llvm::Type* element, llvm::Align alignment,
                  const LaneAddress& address, const Run& run, llvm::ArrayRef<llvm::Value*> elements);
  llvm::Value* load_rows(const llvm::Instruction& original, llvm::Type* type, llvm::Align alignment,
                         const LaneAddress& address);
  llvm::Value* pointers(const LaneAddress& address);

  llvm::IRBuilder<>& builder_;
  const LaneLayout& layout_;
};

}  // namespace pewter::compiler
