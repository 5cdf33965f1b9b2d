// SPDX-License-Identifier: Apache-2.0
#include "mps/tiling.h"

#include <algorithm>

namespace pewter::mps {
namespace {

// Work is counted in multiplications of floats: some fifty a nanosecond on one core. Memory counts by what it costs:
// most of a product of a matrix and a vector, little of one of large matrices.
constexpr double kElement = 4;
constexpr double kSmall = 1 << 20;           // less is not worth another core's while
constexpr double kLarge = double{1u << 31};  // more would keep others off the core, and a watchdog waiting
constexpr double kTwoEach =
    double{1u << 28};  // a core that has so much does it in two parts: neighbours are never quite as fast

// Blocks of libraries' kernels: tiles of whole ones waste nothing at their edges.
constexpr std::uint32_t kRows = 8, kColumns = 48;

std::uint32_t divide(std::uint64_t a, std::uint64_t b) { return static_cast<std::uint32_t>((a + b - 1) / b); }

std::uint32_t tile_size(std::uint32_t size, std::uint32_t parts, std::uint32_t unit) {
  const std::uint32_t tile = divide(size, parts);
  if (parts == 1 || tile < 4 * unit) return tile;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(divide(tile, unit) * std::uint64_t{unit}, size));
}

}  // namespace

Tiling cut_into_tiles(model::MatrixProduct& product, unsigned cores) {
  const double m = product.rows, n = product.columns, k = product.inner;
  const double each = m * n * k + kElement * (m * k + k * n + m * n);
  const std::uint64_t batch = std::uint64_t{product.batch[0]} * product.batch[1];
  const double count = static_cast<double>(batch);

  double tiles = 1;
  if (each * count > 2 * kSmall) tiles = std::clamp(cores / count, 1.0, std::max(1.0, each / kSmall));
  if (tiles > 1 && each / tiles > kTwoEach) tiles *= 2;
  const auto wanted = static_cast<std::uint32_t>(std::min(std::max(tiles, each / kLarge), 65536.0) + 0.999);

  // Of all ways to have so many tiles the one whose tiles have the shortest sides together: those are read once a tile.
  // Rows first.
  std::uint32_t down = std::min(wanted, product.rows), across = std::min(divide(wanted, down), product.columns);
  for (std::uint32_t rows = down; rows-- > 1;) {
    const std::uint32_t columns = divide(wanted, rows);
    if (columns > product.columns) break;
    if (m / rows + n / columns < m / down + n / across) {
      down = rows;
      across = columns;
    }
  }
  product.tile_rows = tile_size(product.rows, down, kRows);
  product.tile_columns = tile_size(product.columns, across, kColumns);

  product.matrices = 1;
  if (wanted == 1 && batch > 1)
    product.matrices = each * count <= 2 * kSmall ? static_cast<std::uint32_t>(batch)
                                                  : std::clamp<std::uint32_t>(static_cast<std::uint32_t>(kSmall / each),
                                                                              1, divide(batch, cores));
  const exec::Extent groups{divide(product.columns, product.tile_columns), divide(product.rows, product.tile_rows),
                            divide(batch, product.matrices)};
  return {groups, static_cast<std::uint64_t>(each * count / (double{1} * groups.x * groups.y * groups.z)) + 1};
}

}  // namespace pewter::mps
