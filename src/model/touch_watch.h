// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/command.h"

namespace pewter::model {

// Sees which bytes a dispatch touches. It costs the dispatch time, so whoever wants to know says of which. Thread-safe;
// may be called by an observer, also while it is told of something.
class TouchWatch {
 public:
  virtual ~TouchWatch() = default;

  // When dispatch `number` (Command::number) has run, what it touched of the resource is told as
  // EventKind::bytes_touched. Without effect where it has begun already.
  virtual void watch(std::uint64_t number, ObjectId resource) = 0;
  // It is not going to run.
  virtual void forget(std::uint64_t number) = 0;
};

}  // namespace pewter::model
