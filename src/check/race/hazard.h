// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "check/state/record.h"
#include "model/byte_set.h"
#include "model/command.h"

namespace pewter::check {

// What a command did to a resource.
struct Touch {
  std::uint64_t encoder = 0;  // GpuOrder::Node, once it has begun
  model::ResourceUse use;
  Record record;
  std::string command;         // the kernel's name, or what else it was
  std::uint64_t dispatch = 0;  // Command::number
  bool reached = false;        // perhaps, through a pointer: the use is what useResource said
  // Set where somebody was asked to watch (WatchedTouches); known when the dispatch has run.
  std::shared_ptr<model::TouchedBytes> bytes = {};
};

// Could the two touch the same bytes, with a write among them, as far as they are bound? A range that the API leaves
// open goes to the resource's end. Two that may both be atomic are passed over: they may do that rightly.
bool may_meet(const Touch& a, const Touch& b);

// What is said of two where it is not known what they touch: those that begin at the same place meet, or where one
// begins inside the exact range of the other.
bool meet_as_bound(const model::ResourceUse& a, const model::ResourceUse& b);

// Two that may_meet(), and that nothing orders.
struct Hazard {
  Touch earlier, later;
  std::optional<model::ByteSet> bytes = {};  // that both touched; none: it was not seen what they touch
  bool exact = true;                         // of `bytes`

  std::string_view kind() const;  // "read after write"
};

// Both have run: do they meet?
std::optional<Hazard> decide(const Touch& earlier, const Touch& later);

// What it touched, where that is known.
std::optional<model::TouchedBytes> touched_by(const Touch& touch);

}  // namespace pewter::check
