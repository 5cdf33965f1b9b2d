// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/SmallVector.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Instructions.h>

#include <optional>

namespace pewter::compiler {

// On the branch back of a loop over the SIMD-groups of a threadgroup.
inline constexpr char kSimdgroupLoop[] = "pewter.simdgroups";

// `loop` goes over the SIMD-groups of a threadgroup.
bool is_simdgroup_loop(const llvm::Loop& loop);

// A loop over SIMD-groups in which a loop of theirs may run several of them at once: nothing that happens before it can
// be observed, and nothing in it orders SIMD-groups.
struct JamCandidate {
  llvm::Loop* simdgroups = nullptr;
  llvm::PHINode* number = nullptr;  // of the SIMD-group, from 0 on
  unsigned count = 0;

  llvm::Loop* inner = nullptr;            // of one SIMD-group
  llvm::BasicBlock* body = nullptr;       // all of it
  llvm::BasicBlock* preheader = nullptr;  // branches there and nowhere else
  llvm::BasicBlock* exit = nullptr;       // entered from there only; what it needs are PHIs
  llvm::SmallVector<llvm::BasicBlock*, 8>
      before;  // from the beginning to `preheader`, each behind those that lead there

  llvm::PHINode* mask = nullptr;  // the lanes that are still there; null: all leave together
  llvm::Value* go_on = nullptr;   // what `mask` is next; without a mask the condition for the next trip
  bool negated = false;           // no mask: `go_on` is the condition to leave
};

// `loop` as a candidate, or nothing. Brings the inner loop into simplified and LCSSA form where it may be one.
std::optional<JamCandidate> find_jam(llvm::Loop& loop, llvm::LoopInfo& loops, llvm::DominatorTree& dominators,
                                     llvm::ScalarEvolution& evolution);

}  // namespace pewter::compiler
