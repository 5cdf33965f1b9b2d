// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/state/record.h"
#include "check/waits/chain.h"

namespace pewter::check {

// A handler that went with its command buffer, which was never committed.
struct LostHandler {
  std::string buffer;  // its name
  Record added, released;
};

// All threads sleep, and why that does not end.
struct Asleep {
  // Code of the program's that would have run, and never will.
  struct Unreached {
    std::string what;  // "the completed handler of MTLCommandBuffer 3"
    std::string why;   // "it was not committed"
    model::ObjectId object = 0;
    std::vector<Link> links;  // what is in the way
    Record added;
  };
  struct Party {
    std::string text;  // "thread 7 waits in sem_wait at 0x7ffe1234"
    Record where;      // no call: only its stack is known
  };
  std::vector<Unreached> unreached;  // what says most comes first
  std::vector<Party> parties;        // who fell asleep last comes last
  std::vector<std::uint32_t> signals;
};

}  // namespace pewter::check
