// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "kernels/program.h"

namespace pewter::fuzz {

// The kernel of a seed: the same one for good, as long as this generator does not change. Threads never race: each writes slots
// of its own, what it reads of others lies behind a barrier, and what many update is atomic and in any order the same.
Kernel make_kernel(std::uint64_t seed);

}  // namespace pewter::fuzz
