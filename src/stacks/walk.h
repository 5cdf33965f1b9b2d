// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "stacks/frame_rules.h"

namespace pewter::stacks {

inline constexpr unsigned kMaxFrames = 64;  // of a stack that is taken; what called those is left out

struct Trace {
  std::uint64_t return_addresses[kMaxFrames];  // innermost first
  unsigned count = 0;
  bool truncated = false;
};

// Where a walk begins: in the function that holds this.
struct Place {
  std::uint64_t return_address, cfa, rbp;  // rbp: the caller's
};

// The return addresses from `place` outwards, by remembered rules: some nanoseconds a frame. False where it must be
// left to the system's unwinder: other processors, stacks that are not the thread's own (fibers), code with unusual
// frames.
bool walk_by_rules(FrameRules& rules, const Place& place, Trace& trace);

// The stack of another thread, which is asleep in the system call before `pc`. Reads a copy of the stack, so that
// nothing happens should the thread wake. What rbp was is not known: a function that needs it, where none before has
// saved it, has its frame looked for, by the return address of a call of that function. Truncated where there is none.
// False: not even the innermost frame can be left.
bool walk_sleeper(FrameRules& rules, std::uint64_t pc, std::uint64_t sp, Trace& trace);

// The same by the system's unwinder: about a microsecond a frame. Right wherever exceptions work.
void walk_by_unwinder(const Place& place, Trace& trace);

}  // namespace pewter::stacks
