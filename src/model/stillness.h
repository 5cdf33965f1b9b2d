// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "model/stack.h"

// A process of which no thread will ever go on by itself.
namespace pewter::model {

// A thread that sleeps in a futex without a time limit, on memory that no other process has.
struct Sleeper {
  std::uint32_t thread = 0;      // gettid()
  bool service = false;          // one of Pewter's own
  std::uint64_t pc = 0, sp = 0;  // where it left for the system; 0: not known
  StackId stack = 0;             // from there on; 0: not taken
};

// All threads of the process but the one that looked have slept like that, all at the same time, and no timer is set:
// none of them can wake another.
struct Stillness {
  std::vector<Sleeper> sleepers;
  std::vector<std::uint32_t> signals;  // that the program handles: a handler could wake somebody
};

}  // namespace pewter::model
