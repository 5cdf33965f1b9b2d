// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/MapVector.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/Transforms/Utils/ValueMapper.h>

#include <memory>
#include <vector>

#include "compiler/passes/jam/candidate.h"
#include "compiler/passes/jam/full_trip.h"

namespace pewter::compiler {

// Makes a candidate's loop run `width` SIMD-groups at once:
//
//   for each SIMD-group:                              as before, but
//     if it is the first of `width`:                  <- their ways to the loop, and while all lanes of all go on,
//       run them together; keep where each stands        their trips, one behind the other
//     the way to the loop
//     the loop                                        <- begins where it stands, if it has been begun
//     what is behind it
//
// The way to the loop runs twice. What it reads and others may write is kept as well, so that it comes out the same.
class Jammer {
 public:
  Jammer(const JamCandidate& jam, const FullTrip& trip, unsigned width);

  void run();

 private:
  using Map = llvm::ValueToValueMapTy;

  void emit_ways();
  void emit_head(llvm::BasicBlock& head);
  void emit_trips();
  void simplify_trips();
  void keep_places();
  void sink_leftovers();
  void resume();
  void keep_reads();

  llvm::Value* at(const Map& map, llvm::Value* value) const;
  bool is_inside(const llvm::Value* value) const;
  // A value that differs between the SIMD-groups that run at once, in memory that has a place for each.
  llvm::AllocaInst* place_for(const llvm::Instruction& value);
  void keep(llvm::IRBuilder<>& builder, llvm::Instruction& value, unsigned number);
  llvm::Value* kept(llvm::IRBuilder<>& builder, llvm::Value* value);
  llvm::BasicBlock* block(const llvm::Twine& name) const;

  const JamCandidate& jam_;
  const FullTrip& trip_;
  const unsigned width_;
  llvm::Function& function_;
  llvm::SmallVector<llvm::BasicBlock*, 8> before_;  // jam_.before, less the PHIs
  llvm::BasicBlock* preheader_ = nullptr;
  llvm::BasicBlock* way_ = nullptr;           // before_.front()
  llvm::BasicBlock* way_of_first_ = nullptr;  // the copy for the first that run at once
  llvm::BasicBlock* fail_ = nullptr;          // not all get to the loop with all lanes
  llvm::BasicBlock* enter_ = nullptr;         // where the last copy leads
  llvm::BasicBlock* trips_ = nullptr;         // the loop of all
  llvm::BasicBlock* leave_ = nullptr;         // some lane does not go on
  llvm::PHINode* resumed_ = nullptr;          // in `way_`: this SIMD-group's loop has been begun
  llvm::Value* slot_ = nullptr;               // this SIMD-group's number among those that run at once
  std::vector<std::unique_ptr<Map>> maps_;    // of each SIMD-group that runs at once
  llvm::MapVector<const llvm::Instruction*, llvm::AllocaInst*> places_;
};

}  // namespace pewter::compiler
