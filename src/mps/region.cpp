// SPDX-License-Identifier: Apache-2.0
#include "mps/region.h"

#include <fmt/format.h>

#include <algorithm>

namespace pewter::mps {
namespace {

using runtime::Assertion;

bool fits(std::uint64_t start, std::uint64_t length, std::uint64_t size) {
  return start <= size && length <= size - start;
}

}  // namespace

std::uint64_t count_of(const Batch& batch, const Matrix& result) {
  return batch.start < result.matrices() ? std::min(batch.size, result.matrices() - batch.start) : 0;
}

std::optional<Operand> operand_of(const Region& region, const Batch& batch, std::uint64_t count, Wrong& wrong) {
  const auto refuse = [&](Assertion assertion, std::string sentence) {
    wrong = {assertion, std::move(sentence)};
    return std::nullopt;
  };
  const Matrix& matrix = *region.matrix;
  if (region.origin.z != 0)
    return refuse(Assertion::mps_shape,
                  fmt::format("the z of the {}'s origin ({}) must be 0.", region.name, region.origin.z));
  if (!fits(region.origin.y, region.rows, matrix.rows()))
    return refuse(Assertion::mps_shape,
                  fmt::format("the {} has {} rows; rows {} to {} + {} are asked for.", region.name, matrix.rows(),
                              region.origin.y, region.origin.y, region.rows));
  if (!fits(region.origin.x, region.columns, matrix.columns()))
    return refuse(Assertion::mps_shape,
                  fmt::format("the {} has {} columns; columns {} to {} + {} are asked for.", region.name,
                              matrix.columns(), region.origin.x, region.origin.x, region.columns));
  if (!fits(batch.start, count, matrix.matrices()))
    return refuse(Assertion::mps_shape, fmt::format("the {} has {} in its batch; {} from {} on are asked for.",
                                                    region.name, matrix.matrices(), count, batch.start));
  auto operand = matrix.operand(region.origin.y, region.origin.x, region.rows, region.columns, batch.start, count,
                                region.transposed);
  if (!operand)
    return refuse(Assertion::mps_data_type,
                  fmt::format("data type {} of the {} is not supported.", name_of(matrix.type()), region.name));
  return operand;
}

}  // namespace pewter::mps
