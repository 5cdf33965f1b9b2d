// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseMap.h>

#include <optional>

#include "compiler/passes/jam/candidate.h"

namespace pewter::compiler {

// What is known in a trip of a candidate's loop that all lanes make and after which all lanes go on.
class FullTrip {
 public:
  explicit FullTrip(const JamCandidate& jam);

  // What `phi`, one of the loop, is in the next trip: a value of the loop or a constant. The phi itself where it stays
  // as it is, as what is left behind by lanes that leave does.
  llvm::Value* next(llvm::PHINode& phi) const;

 private:
  void learn(llvm::Value* condition, bool truth);
  std::optional<bool> known(llvm::Value* condition) const;
  llvm::Value* resolved(llvm::Value* value) const;

  const JamCandidate& jam_;
  llvm::DenseMap<llvm::Value*, bool> facts_;
};

}  // namespace pewter::compiler
