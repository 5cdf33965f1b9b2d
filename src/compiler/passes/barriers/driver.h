// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/Function.h>
#include <llvm/IR/IRBuilder.h>

#include <initializer_list>
#include <vector>

#include "compiler/passes/barriers/region_emitter.h"
#include "compiler/passes/barriers/regions.h"

namespace pewter::compiler {

// Makes the code of the entry point around the regions: a loop over SIMD-groups for each region, and what leads from
// one to the next.
//
// Where the SIMD-groups are known to agree, they all go through a region and then on to the same next one. Otherwise
// each notes in its scratch memory where it goes on. While all happen to agree, that is the same but for a comparison;
// else neighbours that wait at the same barrier go through its region together, round after round.
class Driver {
 public:
  struct Plan {
    bool agree = false;               // Agreement::on_barriers()
    unsigned simdgroups = 0;          // 0: as many as the frame says
    std::uint64_t scratch_bytes = 0;  // of one SIMD-group
    std::uint64_t state_offset = 0;   // in its scratch memory; used unless `agree`
  };

  // `entry` has one block, without a terminator other than `ret void`, and the arguments of model::ThreadgroupEntry.
  Driver(llvm::Function& entry, const RegionGraph& graph, const Plan& plan);

  void emit(RegionEmitter& emitter);

 private:
  // The blocks around a region, and the SIMD-groups that go through it.
  struct Stage {
    llvm::BasicBlock* enter = nullptr;
    llvm::BasicBlock* after = nullptr;
    llvm::PHINode* begin = nullptr;  // null: all SIMD-groups
    llvm::PHINode* end = nullptr;
    llvm::Value* result = nullptr;  // of the last SIMD-group
    llvm::Value* agreed = nullptr;  // all had the same result; null where that is known
  };

  llvm::Value* count_simdgroups(llvm::IRBuilder<>& builder);
  llvm::Value* scratch_of(llvm::IRBuilder<>& builder, llvm::Value* simdgroup);
  llvm::Value* state_of(llvm::IRBuilder<>& builder, llvm::Value* simdgroup);
  void emit_stage(unsigned number, RegionEmitter& emitter);
  void go_on_together(unsigned number);
  void go_on_by_state(unsigned number);
  void emit_dispatch();
  void emit_schedule();
  void dispatch_from(llvm::BasicBlock* from, llvm::Value* state, llvm::Value* begin, llvm::Value* end);
  llvm::BasicBlock* block(const llvm::Twine& name);
  // Tells LLVM what to do with the loop that `latches` branch back in.
  static void wish_for_loop(std::initializer_list<llvm::BasicBlock*> latches, const char* wish);

  llvm::Function& entry_;
  const RegionGraph& graph_;
  const Plan plan_;
  const bool direct_;  // stages branch to each other, not through dispatch_
  llvm::IntegerType* i32_;
  llvm::BasicBlock* start_;
  llvm::BasicBlock* exit_;
  llvm::Value* count_ = nullptr;
  std::vector<Stage> stages_;
  // Where SIMD-groups [begin, end) go on with `state`.
  llvm::BasicBlock* dispatch_ = nullptr;
  llvm::PHINode* state_ = nullptr;
  llvm::PHINode* begin_ = nullptr;
  llvm::PHINode* end_ = nullptr;
  // Where the next unfinished SIMD-groups from `cursor` on are looked for.
  llvm::BasicBlock* schedule_ = nullptr;
  llvm::PHINode* cursor_ = nullptr;
};

}  // namespace pewter::compiler
