// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/SetVector.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Transforms/Utils/ValueMapper.h>

#include <vector>

#include "compiler/passes/barriers/live_values.h"
#include "compiler/passes/barriers/regions.h"
#include "compiler/passes/barriers/scratch_layout.h"
#include "compiler/passes/barriers/sink.h"

namespace pewter::compiler {

// Copies regions of the function of split_at_barriers.h into the entry point, each with what it takes from scratch
// memory at its beginning and what it leaves there where it ends.
class RegionEmitter {
 public:
  // What the arguments of the function are in one region.
  struct Arguments {
    llvm::Value* threadgroup;
    llvm::Value* simdgroup;
    llvm::Value* scratch;  // of this SIMD-group
  };

  // `moved`: the allocas that live in scratch memory; the others move to the entry block of `target`, which must have a
  // terminator.
  RegionEmitter(llvm::Function& source, llvm::Function& target, const RegionGraph& graph,
                const std::vector<LiveValues>& live, const ScratchLayout& layout,
                llvm::ArrayRef<llvm::AllocaInst*> moved);

  // Copies region `number` to between `head` and `latch`, both without terminators: `head` gets one. `enter` is where
  // control comes from before the first SIMD-group. The result in `latch` is how the region ended: where to go on, or
  // kDone.
  llvm::Value* emit(unsigned number, const Arguments& arguments, llvm::BasicBlock& enter, llvm::BasicBlock& head,
                    llvm::BasicBlock& latch);

  // To be called when `target` is complete: loads of kept values move to where they are needed.
  void sink_loads() { sink(target_, from_scratch_.takeVector(), leaving_); }

 private:
  void map_allocas(llvm::ValueToValueMapTy& map, llvm::BasicBlock& head, llvm::Value* scratch);
  llvm::Value* load(const llvm::Instruction& value, llvm::BasicBlock& head, llvm::Value* scratch);
  void copy_blocks(const Region& region, llvm::ValueToValueMapTy& map, llvm::BasicBlock& latch);
  llvm::AllocaInst& shared_place(const llvm::Instruction& value);
  void store_kept(unsigned wait, llvm::ValueToValueMapTy& map, llvm::BasicBlock& end, llvm::Value* scratch);
  void drop_idle_stores(llvm::Instruction* last, llvm::BasicBlock& end);

  llvm::Function& source_;
  llvm::Function& target_;
  const RegionGraph& graph_;
  const std::vector<LiveValues>& live_;
  const ScratchLayout& layout_;
  llvm::MapVector<const llvm::AllocaInst*, llvm::AllocaInst*> allocas_;  // null: in scratch memory
  llvm::DenseMap<const llvm::Instruction*, llvm::AllocaInst*> shared_;   // where shared values are kept
  llvm::SmallSetVector<llvm::Instruction*, 32> from_scratch_;  // addresses, loads and casts at region heads, in order
  llvm::DenseMap<const llvm::BasicBlock*, llvm::Instruction*> leaving_;  // where a block begins to store what is kept
};

}  // namespace pewter::compiler
