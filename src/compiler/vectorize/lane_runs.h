// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "compiler/vectorize/lane_shape.h"

namespace pewter::compiler {

// The lanes of a row read or write `elements` elements each, side by side. How these lie in memory, the same in every
// row.

// Lane after lane at one distance, or in pieces of which each is so: the row is `step` vectors, a power of two, of as
// many elements as it has lanes. Element e of lane l is number l * step + e of them; those from `elements` on are
// holes.
struct InterleavedRun {
  struct Chunk {
    std::int64_t offset;  // bytes from the row's base
    unsigned first;       // number of its first element
    unsigned width;       // elements in a row; the same in all chunks, a power of two
  };
  unsigned step = 1;
  llvm::SmallVector<Chunk, 8> chunks = {};
};

// Anywhere in a short run: element e of lane l at position[l] + e.
struct MixedRun {
  std::int64_t first = 0;  // bytes from the row's base
  unsigned length = 0;     // elements
  llvm::SmallVector<int, 32> position = {};
  bool distinct = false;  // no element is of two lanes
};

// At most one of the two, the cheaper one; none is for gathers. `size` is an element's, in bytes.
struct LaneRuns {
  std::optional<InterleavedRun> interleaved = {};
  std::optional<MixedRun> mixed = {};
};
LaneRuns find_runs(const LaneLayout& layout, const LaneShape& shape, unsigned elements, std::uint64_t size);

}  // namespace pewter::compiler
