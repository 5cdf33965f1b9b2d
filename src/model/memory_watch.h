// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/command.h"

namespace pewter::model {

// Sees the loads and stores of memory that the program and the GPU share: the runtime maps a buffer twice, and closes the
// view of one side or the other. The first touch of each part of a closed view is told as EventKind::memory_touched, and
// opens that part. Resources that cannot be watched (heaps, memory of the program's own) are passed over. Thread-safe; may
// be called by an observer, also while it is told of something.
class MemoryWatch {
 public:
  enum class Side : std::uint8_t { program, gpu };
  enum class Closed : std::uint8_t {
    nothing,
    writes,      // loads go unseen
    everything,  // loads and stores
  };

  virtual ~MemoryWatch() = default;

  // Closes or opens all parts of a side's view.
  virtual void close(ObjectId resource, Side side, Closed closed) = 0;
};

}  // namespace pewter::model
