// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/SmallVector.h>

#include <cstdint>
#include <optional>

#include "compiler/passes/jam/candidate.h"

namespace pewter::compiler {

// Where an access of a candidate's loop goes in one and the same trip of several SIMD-groups.
struct Footprint {
  std::uint64_t bytes = 0;                                    // of one SIMD-group
  bool moves = true;                                          // from trip to trip
  bool strides = true;                                        // by more than its own bytes
  std::optional<llvm::SmallVector<std::int64_t, 8>> offsets;  // of each SIMD-group from the first; nothing: not known
};

// The accesses to memory of `jam`'s loop, of its first `width` SIMD-groups. Good for costs, not for proofs: numbers are
// taken for ones that do not wrap around.
llvm::SmallVector<Footprint, 8> find_footprints(const JamCandidate& jam, unsigned width,
                                                llvm::ScalarEvolution& evolution);

}  // namespace pewter::compiler
