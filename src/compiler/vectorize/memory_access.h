// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/STLFunctionalExtras.h>

#include "compiler/vectorize/lane_runs.h"
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
// (float4) is its part of a longer run, gathers and scatters for the rest. Memory of inactive lanes is not touched, nor
// the holes of a run.
class MemoryEmitter {
 public:
  // `pairs_apart`: see has_matrix_products().
  MemoryEmitter(llvm::IRBuilder<>& builder, const LaneLayout& layout, bool pairs_apart)
      : builder_(builder), layout_(layout), pairs_apart_(pairs_apart) {}

  // The value of type <element or MSL vector> that `original` loads: a <lanes x T> for each element.
  llvm::SmallVector<llvm::Value*, 16> load(const llvm::Instruction& original, llvm::Type* type, llvm::Align alignment,
                                           const LaneAddress& address);
  void store(const llvm::Instruction& original, llvm::Type* type, llvm::Align alignment, const LaneAddress& address,
             llvm::ArrayRef<llvm::Value*> elements);

  // How many accesses take an instruction for each lane.
  unsigned count_by_lane() const { return by_lane_; }

 private:
  // What is loaded or stored.
  struct Access {
    const llvm::Instruction& original;
    const LaneAddress& address;
    llvm::Type* element;
    unsigned elements;  // of a lane
    std::uint64_t size;
    llvm::Align alignment;
  };
  using Parts = llvm::SmallVector<llvm::Value*, 16>;

  static void copy_metadata(llvm::Value* to, const llvm::Instruction& from);
  llvm::Value* load_chunk(const Access& access, llvm::Value* base, std::int64_t offset, llvm::Value* mask,
                          unsigned width);
  void store_chunk(const Access& access, llvm::Value* base, std::int64_t offset, llvm::Value* mask, llvm::Value* value);
  Parts load_interleaved(const Access& access, const InterleavedRun& run, llvm::Value* mask);
  void store_interleaved(const Access& access, const InterleavedRun& run, llvm::Value* mask,
                         llvm::ArrayRef<llvm::Value*> elements);
  Parts load_mixed(const Access& access, const MixedRun& run, llvm::Value* mask);
  void store_mixed(const Access& access, const MixedRun& run, llvm::Value* mask, llvm::ArrayRef<llvm::Value*> elements);
  Parts gather(const Access& access, llvm::Value* mask);
  void scatter(const Access& access, llvm::Value* mask, llvm::ArrayRef<llvm::Value*> elements);
  llvm::Value* load_rows(const Access& access);
  LaneRuns runs_of(const Access& access) const;
  bool takes_apart(const Access& access, llvm::Value* mask) const;
  bool stays_apart(const Access& access, llvm::Value* mask) const;
  llvm::Value* touched(llvm::Value* mask, llvm::ArrayRef<llvm::SmallVector<int, 2>> lanes);
  Parts if_full(llvm::Value* mask, llvm::function_ref<Parts(llvm::Value* mask)> all,
                llvm::function_ref<Parts(llvm::Value* mask)> some);
  Parts gather_members(const Access& access, unsigned first, unsigned count, llvm::Value* mask);
  void scatter_members(const Access& access, unsigned first, llvm::ArrayRef<llvm::Value*> members, llvm::Value* mask);
  Parts members_of(llvm::Value* memory, unsigned count);
  llvm::Value* pointers(const LaneAddress& address, std::uint64_t offset);
  llvm::Value* nowhere();

  llvm::IRBuilder<>& builder_;
  const LaneLayout& layout_;
  const bool pairs_apart_;
  llvm::AllocaInst* nowhere_ = nullptr;
  unsigned by_lane_ = 0;
  unsigned narrow_ = 0;  // loads of elements that are smaller than what there are gathers of
};

}  // namespace pewter::compiler
