// SPDX-License-Identifier: Apache-2.0
#include "mps/tiling.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace pewter::mps {
namespace {

model::MatrixProduct product(std::uint32_t rows, std::uint32_t columns, std::uint32_t inner, std::uint32_t batch = 1) {
  model::MatrixProduct product;
  product.rows = rows;
  product.columns = columns;
  product.inner = inner;
  product.batch[0] = batch;
  return product;
}

std::uint64_t count(const exec::Extent& extent) { return std::uint64_t{extent.x} * extent.y * extent.z; }

TEST(Tiling, EveryElementOfEveryMatrixIsInOneTile) {
  for (const unsigned cores : {1u, 2u, 7u, 64u})
    for (const auto& [m, n, k, batch] : std::initializer_list<std::array<std::uint32_t, 4>>{{1, 1, 1, 1},
                                                                                            {1, 5000, 3000, 1},
                                                                                            {5000, 1, 3000, 1},
                                                                                            {300, 200, 1000, 1},
                                                                                            {3, 2000, 4000, 3},
                                                                                            {64, 64, 64, 100},
                                                                                            {700, 900, 800, 2},
                                                                                            {257, 129, 2000, 5}}) {
      auto made = product(m, n, k, batch);
      const exec::Extent groups = cut_into_tiles(made, cores).threadgroups;
      std::vector<int> times(std::size_t{m} * n * batch);
      for (std::uint32_t z = 0; z < groups.z; ++z)
        for (std::uint32_t y = 0; y < groups.y; ++y)
          for (std::uint32_t x = 0; x < groups.x; ++x) {
            made.result = {.row_stride = n, .column_stride = 1, .batch_stride = {std::uint64_t{m} * n, 0}};
            model::for_each_tile(made, {x, y, z}, [&](const model::ProductTile& tile) {
              for (std::uint32_t i = 0; i < tile.rows; ++i)
                for (std::uint32_t j = 0; j < tile.columns; ++j) ++times.at(tile.result + std::uint64_t{i} * n + j);
            });
          }
      for (const int seen : times)
        ASSERT_EQ(seen, 1) << m << " " << n << " " << k << " " << batch << " cores " << cores;
    }
}

TEST(Tiling, SmallProductsStayWholeAndShareAThreadgroup) {
  auto one = product(64, 64, 64);
  EXPECT_EQ(count(cut_into_tiles(one, 8).threadgroups), 1u);
  auto few = product(16, 16, 16, 20);
  EXPECT_EQ(count(cut_into_tiles(few, 8).threadgroups), 1u);
  auto many = product(64, 64, 64, 1000);
  const auto groups = cut_into_tiles(many, 8).threadgroups;
  EXPECT_EQ(groups.x * groups.y, 1u);
  EXPECT_GE(groups.z, 8u);
  EXPECT_LT(groups.z, 1000u);
}

TEST(Tiling, LargeProductsHaveATileForEachCore) {
  for (const unsigned cores : {2u, 4u, 16u, 64u}) {
    auto large = product(2048, 2048, 2048);
    EXPECT_GE(count(cut_into_tiles(large, cores).threadgroups), cores);
    auto batch = product(1024, 1024, 1024, cores);
    EXPECT_GE(count(cut_into_tiles(batch, cores).threadgroups), cores);
  }
  auto wide = product(1, 1 << 20, 64);
  EXPECT_GE(cut_into_tiles(wide, 4).threadgroups.x, 4u);
}

}  // namespace
}  // namespace pewter::mps
