// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>

namespace pewter::compiler {

// How far values move on from one trip of a loop to the next, where that is the same in every trip: scalars, and
// vectors whose lanes all move on alike. It takes no index to wrap, so it is an estimate.
class Advance {
 public:
  Advance(const llvm::Loop& loop, llvm::ScalarEvolution& evolution) : loop_(loop), evolution_(evolution) {}

  // Of an address or an integer, in bytes or units, as an i64 that does not vary in the loop; null where it is not
  // known.
  const llvm::SCEV* of(llvm::Value* value);

 private:
  const llvm::SCEV* of_scalar(const llvm::SCEV* value);
  const llvm::SCEV* of_lanes(llvm::Value* lanes);
  const llvm::SCEV* of_phi(llvm::PHINode& phi);
  const llvm::SCEV* of_places(llvm::GetElementPtrInst& places);
  // From one value to a later one of the same trip.
  const llvm::SCEV* between(llvm::Value* from, llvm::Value* to);
  // What `index`, which may be null, makes in these places.
  const llvm::SCEV* bytes(const llvm::GetElementPtrInst& places, const llvm::SCEV* index);
  // Of what is the same in all lanes; null where they may differ.
  const llvm::SCEV* same_in_lanes(llvm::Value* lanes);
  const llvm::SCEV* zero();
  const llvm::SCEV* wide(const llvm::SCEV* value);
  const llvm::SCEV* sum(const llvm::SCEV* a, const llvm::SCEV* b) {
    return a && b ? evolution_.getAddExpr(a, b) : nullptr;
  }

  const llvm::Loop& loop_;
  llvm::ScalarEvolution& evolution_;
};

}  // namespace pewter::compiler
