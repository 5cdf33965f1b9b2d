// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/passes/jam/candidate.h"
#include "compiler/passes/jam/full_trip.h"

namespace pewter::compiler {

// The machine's vector registers.
struct RegisterFile {
  unsigned registers = 0;
  unsigned bits = 0;  // of one
};

// How many SIMD-groups `jam` should run at once: 2, 4 or 8, a divisor of all of them; 1 where it does not pay.
unsigned choose_width(const JamCandidate& jam, const FullTrip& trip, const RegisterFile& file,
                      llvm::ScalarEvolution& evolution);

}  // namespace pewter::compiler
