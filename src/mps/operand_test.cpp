// SPDX-License-Identifier: Apache-2.0
#include "mps/operand.h"

#include <gtest/gtest.h>

#include "exec/executor.h"
#include "runtime/device.h"

namespace pewter::mps {
namespace {

class Operands : public ::testing::Test {
 protected:
  static runtime::DeviceOptions options() {
    runtime::DeviceOptions made;
    made.executor = exec::make_null_executor({});
    return made;
  }
  foundation::Ref<runtime::Device> device_ = runtime::Device::create(options());
  foundation::Ref<runtime::Buffer> buffer_ = device_->new_buffer(4096, {});

  // Floats in rows of ten.
  Operand at(std::uint64_t row, std::uint64_t column, std::uint64_t rows, std::uint64_t columns) {
    Operand operand;
    operand.buffer = buffer_.get();
    operand.offset = (row * 10 + column) * 4;
    operand.rows = rows;
    operand.columns = columns;
    operand.layout.row_stride = 10;
    return operand;
  }
};

TEST_F(Operands, ExtentsEndWithTheLastElement) {
  EXPECT_EQ(at(0, 0, 1, 1).extent(), 4u);
  EXPECT_EQ(at(0, 0, 3, 4).extent(), (20u + 4u) * 4u);
  EXPECT_FALSE(at(0, 0, 3, 4).is_contiguous());
  EXPECT_TRUE(at(0, 0, 3, 10).is_contiguous());
  Operand batch = at(0, 0, 2, 2);
  batch.batch[0] = 3;
  batch.layout.batch_stride[0] = 100;
  EXPECT_EQ(batch.extent(), (200u + 10u + 2u) * 4u);
}

TEST_F(Operands, OverlapIsOfElementsNotOfExtents) {
  EXPECT_FALSE(overlap(at(0, 0, 3, 10), at(3, 0, 3, 10)));  // below
  EXPECT_TRUE(overlap(at(0, 0, 3, 10), at(2, 9, 3, 1)));
  EXPECT_FALSE(overlap(at(0, 0, 3, 5), at(0, 5, 3, 5)));  // beside
  EXPECT_FALSE(overlap(at(0, 5, 3, 5), at(0, 0, 3, 5)));
  EXPECT_TRUE(overlap(at(0, 0, 3, 6), at(0, 5, 3, 5)));
  EXPECT_TRUE(overlap(at(0, 5, 3, 5), at(0, 0, 3, 6)));
  EXPECT_FALSE(overlap(at(0, 8, 2, 2), at(1, 0, 2, 8)));  // begins in the row below, ends before the column
  Operand transposed = at(0, 5, 3, 5);
  std::swap(transposed.rows, transposed.columns);
  std::swap(transposed.layout.row_stride, transposed.layout.column_stride);
  EXPECT_FALSE(overlap(at(0, 0, 3, 5), transposed));
  EXPECT_TRUE(overlap(at(0, 0, 3, 6), transposed));
}

TEST_F(Operands, TheSameIsThePlaceAndTheLayout) {
  EXPECT_TRUE(at(1, 1, 2, 2).is_same_as(at(1, 1, 2, 2)));
  EXPECT_FALSE(at(1, 1, 2, 2).is_same_as(at(1, 2, 2, 2)));
  Operand other = at(1, 1, 2, 2);
  other.layout.row_stride = 11;
  EXPECT_FALSE(at(1, 1, 2, 2).is_same_as(other));
}

}  // namespace
}  // namespace pewter::mps
