// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exec/executor.h"
#include "model/matrix_product.h"

namespace pewter::mps {

struct Tiling {
  exec::Extent threadgroups;
  std::uint64_t work = 0;  // of each, as exec::Dispatch::work
};

// Decides how a product is cut into threadgroups, by its sizes, the batch and the cores, and fills in tile_rows,
// tile_columns and matrices. A product that is over soon stays whole, so that products of many queues run side by side,
// each on a core; a large one has a tile for each core.
Tiling cut_into_tiles(model::MatrixProduct& product, unsigned cores);

}  // namespace pewter::mps
